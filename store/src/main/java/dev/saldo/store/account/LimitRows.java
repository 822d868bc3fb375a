package dev.saldo.store.account;

import dev.saldo.core.account.Consent;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Currency;
import java.util.Optional;

/// Reads rows of `budget`, `consent`, `tally` and `rate_act`.
final class LimitRows {
  static final String BUDGETS =
      """
      SELECT b.customer_id, b.id, b.name, b.parent_id, b.scope_kind, b.scope_reference, b.cadence,
             b.ceiling, b.ceiling_unit, b.ceiling_currency, b.hard, b.notify_percent
        FROM unnest(?) AS c (id),
             LATERAL (SELECT * FROM budget
                       WHERE workspace_id = ? AND customer_id = c.id AND NOT removed OFFSET 0) AS b
      """;

  private static final String CONSENTS =
      """
      SELECT o.customer_id, o.action, o.granted_by, o.granted_at, o.ceiling, o.ceiling_unit
        FROM unnest(?) AS c (id),
             LATERAL (SELECT * FROM consent
                       WHERE workspace_id = ? AND customer_id = c.id AND NOT withdrawn
                      OFFSET 0) AS o
      """;

  static final String TALLIES =
      """
      SELECT t.customer_id, t.subject, t.period_from, t.consumed, t.held, t.acts
        FROM unnest(?, ?, ?, ?) AS c (id, period_from, low, high),
             LATERAL (SELECT * FROM tally
                       WHERE workspace_id = ? AND customer_id = c.id
                         AND period_from = c.period_from
                         AND subject >= c.low AND subject <= c.high OFFSET 0) AS t
      """;

  // The latest act and, for each window of N acts, those that will be the N-th latest before each
  // of the batch's commands: two probes of one index.
  static final String RATE_ACTS =
      """
      SELECT c.id, c.rate, a.number, a.at
        FROM unnest(?, ?, ?, ?) AS c (id, rate, back, count),
             LATERAL (SELECT r.number FROM rate_act r
                       WHERE r.workspace_id = ? AND r.customer_id = c.id AND r.rate = c.rate
                       ORDER BY r.number DESC LIMIT 1) AS latest,
             LATERAL (SELECT r.number, r.at FROM rate_act r
                       WHERE r.workspace_id = ? AND r.customer_id = c.id AND r.rate = c.rate
                         AND r.number > latest.number - c.back
                         AND r.number <= latest.number - c.back + c.count OFFSET 0) AS a
      """;

  private final Words words;

  LimitRows(Words words) {
    this.words = words;
  }

  void loadBudgets(
      Connection connection, long workspace, Collection<Gathering> customers, Gathered gathered)
      throws SQLException {
    if (!customers.isEmpty()) {
      Statements.query(
          connection,
          BUDGETS,
          row -> gathered.of(row.uuid()).budgets.add(budget(row)),
          Gathered.ids(customers),
          workspace);
    }
  }

  void loadConsents(
      Connection connection, long workspace, Collection<Gathering> customers, Gathered gathered)
      throws SQLException {
    if (!customers.isEmpty()) {
      Statements.query(
          connection,
          CONSENTS,
          row -> gathered.of(row.uuid()).consents.add(consent(row)),
          Gathered.ids(customers),
          workspace);
    }
  }

  static void loadTallies(
      Connection connection, long workspace, TallyProbes probes, Gathered gathered)
      throws SQLException {
    if (probes.customers.count() > 0) {
      Statements.query(
          connection,
          TALLIES,
          row -> {
            var tallies = gathered.of(row.uuid()).tallies;
            var key = new TallyKey(row.text(), row.instant());
            tallies.put(
                key,
                new Tally(
                    Decimals.normal(row.decimal()), Decimals.normal(row.decimal()), row.number()));
          },
          probes.customers,
          probes.froms,
          probes.lows,
          probes.highs,
          workspace);
    }
  }

  static void loadRateActs(
      Connection connection, long workspace, RateProbes probes, Gathered gathered)
      throws SQLException {
    if (probes.customers.count() > 0) {
      Statements.query(
          connection,
          RATE_ACTS,
          row -> {
            var acts = gathered.of(row.uuid()).rateActs;
            acts.computeIfAbsent(row.text(), _ -> new Gathering.RateActsGathering())
                .add(row.number(), row.instant());
          },
          probes.customers,
          probes.rates,
          probes.backs,
          probes.counts,
          workspace,
          workspace);
    }
  }

  private Budget budget(Row row) throws SQLException {
    return new Budget(
        row.uuid(),
        row.text(),
        row.uuidIfAny(),
        new Budget.Scope(Words.constant(Budget.Kind.class, row.text()), row.text()),
        Words.constant(Cadence.class, row.text()),
        ceiling(row),
        row.bool(),
        JsonTree.decimals(JsonTree.read(row.text())));
  }

  private Budget.Ceiling ceiling(Row row) throws SQLException {
    var amount = row.decimal();
    var unit = row.textIfAny();
    var currency = row.textIfAny();
    return unit.isPresent()
        ? new Budget.Ceiling.InCredits(new Credits(words.unit(unit.get()), amount))
        : new Budget.Ceiling.InMoney(
            new Money(Currency.getInstance(currency.orElseThrow()), amount));
  }

  private Consent consent(Row row) throws SQLException {
    var action = row.text();
    var grantedBy = row.text();
    var grantedAt = row.instant();
    var ceiling = row.decimalIfAny();
    Optional<String> unit = row.textIfAny();
    return new Consent(
        action,
        grantedBy,
        grantedAt,
        ceiling.map(amount -> new Credits(words.unit(unit.orElseThrow()), amount)));
  }
}

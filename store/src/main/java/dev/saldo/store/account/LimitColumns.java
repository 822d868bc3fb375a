package dev.saldo.store.account;

import dev.saldo.core.account.Effect;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.store.array.BinaryArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// New or changed rows of `tally`, new ones of `rate_act` and `notice`.
final class LimitColumns {
  private static final String INSERT_TALLIES =
      """
      INSERT INTO tally (workspace_id, customer_id, subject, period_from, consumed, held, acts)
      SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
      """;

  static final String UPDATE_TALLIES =
      """
      UPDATE tally t SET consumed = u.consumed, held = u.held, acts = u.acts
        FROM unnest(?, ?, ?, ?, ?, ?) AS u (customer_id, subject, period_from, consumed, held, acts),
             LATERAL (SELECT ctid AS place FROM tally
                       WHERE workspace_id = ? AND customer_id = u.customer_id
                         AND period_from = u.period_from AND subject = u.subject OFFSET 0) AS o
       WHERE t.ctid = o.place
      """;

  private static final String INSERT_ACTS =
      """
      INSERT INTO rate_act (workspace_id, customer_id, rate, number, at)
      SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?)
      """;

  private static final String INSERT_NOTICES =
      """
      INSERT INTO notice (workspace_id, customer_id, level, name, percent, at)
      SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
      """;

  final Tallies newTallies = new Tallies();
  final Tallies changedTallies = new Tallies();
  private final BinaryArray actCustomers = BinaryArray.uuids(8);
  private final BinaryArray rates = BinaryArray.texts(8);
  private final BinaryArray numbers = BinaryArray.longs(8);
  private final BinaryArray actAts = BinaryArray.instants(8);
  private final BinaryArray noticeCustomers = BinaryArray.uuids(1);
  private final BinaryArray levels = BinaryArray.texts(1);
  private final BinaryArray names = BinaryArray.texts(1);
  private final BinaryArray percents = BinaryArray.numerics(1);
  private final BinaryArray noticeAts = BinaryArray.instants(1);

  /// Rows of `tally`.
  static final class Tallies {
    private final BinaryArray customers = BinaryArray.uuids(8);
    private final BinaryArray subjects = BinaryArray.texts(8);
    private final BinaryArray froms = BinaryArray.instants(8);
    private final BinaryArray consumed = BinaryArray.numerics(8);
    private final BinaryArray held = BinaryArray.numerics(8);
    private final BinaryArray acts = BinaryArray.longs(8);

    void add(UUID customer, TallyKey key, Tally tally) {
      customers.add(customer);
      subjects.add(key.subject());
      froms.add(key.from());
      consumed.add(tally.consumed());
      held.add(tally.held());
      acts.add(tally.acts());
    }
  }

  void add(UUID customer, Effect.RateCounted act) {
    actCustomers.add(customer);
    rates.add(act.rate());
    numbers.add(act.number());
    actAts.add(act.at());
  }

  void add(UUID customer, Effect.ThresholdCrossed notice) {
    noticeCustomers.add(customer);
    levels.add(notice.level());
    names.add(notice.name());
    percents.add(notice.percent());
    noticeAts.add(notice.at());
  }

  void write(Connection connection, long workspace) throws SQLException {
    var added = newTallies;
    if (added.customers.count() > 0) {
      Statements.change(
          connection,
          INSERT_TALLIES,
          added.customers.count(),
          workspace,
          added.customers,
          added.subjects,
          added.froms,
          added.consumed,
          added.held,
          added.acts);
    }
    var changed = changedTallies;
    if (changed.customers.count() > 0) {
      Statements.change(
          connection,
          UPDATE_TALLIES,
          changed.customers.count(),
          changed.customers,
          changed.subjects,
          changed.froms,
          changed.consumed,
          changed.held,
          changed.acts,
          workspace);
    }
    if (numbers.count() > 0) {
      Statements.change(
          connection,
          INSERT_ACTS,
          numbers.count(),
          workspace,
          actCustomers,
          rates,
          numbers,
          actAts);
    }
    if (noticeAts.count() > 0) {
      Statements.change(
          connection,
          INSERT_NOTICES,
          noticeAts.count(),
          workspace,
          noticeCustomers,
          levels,
          names,
          percents,
          noticeAts);
    }
  }
}

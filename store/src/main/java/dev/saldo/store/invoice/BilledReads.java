package dev.saldo.store.invoice;

import dev.saldo.core.invoicing.Corrections.Billed;
import dev.saldo.core.invoicing.Corrections.Booked;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Interim;
import dev.saldo.store.array.BinaryArray;
import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Reads what was billed for periods' use. What a credit note gave back was billed all the same,
/// unless another invoice took the place, and is told apart. Right only under the customers' locks.
public final class BilledReads {
  /// The lines of invoices and of credit notes with an invoice in the place, of one period's use.
  private static final String LINES =
      """
        FROM invoice_line l
        JOIN invoice i ON i.workspace_id = l.workspace_id AND i.customer_id = l.customer_id
                      AND i.id = l.invoice_id AND i.status <> 'void'
                      AND (i.kind = 'invoice' OR i.corrects IS NULL OR EXISTS (
                        SELECT FROM invoice r
                         WHERE r.workspace_id = i.workspace_id AND r.customer_id = i.customer_id
                           AND r.corrects = i.corrects AND r.kind = 'invoice'
                           AND r.status <> 'void'))
       WHERE l.workspace_id = ? AND l.customer_id = ? AND l.period_from = ?
         AND l.kind IN ('usage', 'overage', 'commitment', 'interim', 'adjustment')
         AND l.code NOT LIKE 'commitment/%'
      """;

  private static final String SUMS =
      """
      SELECT l.code, l.cost_centre, sum(CASE i.kind WHEN 'invoice' THEN l.quantity ELSE -l.quantity END) AS quantity,
             sum(CASE i.kind WHEN 'invoice' THEN l.exact ELSE -l.exact END) AS exact
      """;

  private static final String BILLED = SUMS + LINES + "GROUP BY l.code, l.cost_centre";

  // Neither on the period's own invoice, nor on what puts that one right.
  private static final String ELSEWHERE =
      SUMS
          + LINES
          + """
            AND l.kind = 'adjustment' AND i.usage_from IS DISTINCT FROM l.period_from
            AND NOT EXISTS (
              SELECT FROM invoice o
               WHERE o.workspace_id = i.workspace_id AND o.customer_id = i.customer_id
                 AND o.id = i.corrects AND o.usage_from = l.period_from)
          GROUP BY l.code, l.cost_centre
          """;

  // Some of a line is given back without tax, by what it asks for; so the same share of what it
  // says exactly.
  private static final String GIVEN_BACK =
      """
      SELECT b.customer_id, b.period_from, b.currency, b.code, sum(b.part) AS exact
        FROM (SELECT u.customer_id, l.period_from, n.currency, l.code,
                     CASE WHEN sum(l.net) = o.net THEN o.exact
                          WHEN o.net <> 0 THEN round(o.exact * sum(l.net) / o.net, 12)
                          ELSE sum(l.exact) END AS part
                FROM unnest(?, ?) AS u (customer_id, since)
                JOIN invoice_line l ON l.workspace_id = ? AND l.customer_id = u.customer_id
                                   AND l.period_from = u.since
                                   AND l.kind IN ('usage', 'overage', 'commitment', 'interim',
                                                  'adjustment')
                                   AND l.code NOT LIKE 'commitment/%'
                JOIN invoice n ON n.workspace_id = l.workspace_id AND n.customer_id = l.customer_id
                              AND n.id = l.invoice_id AND n.kind = 'credit_note'
                              AND n.status <> 'void' AND n.corrects IS NOT NULL
                JOIN invoice i ON i.workspace_id = n.workspace_id AND i.customer_id = n.customer_id
                              AND i.id = n.corrects
                LEFT JOIN invoice_line o ON o.workspace_id = n.workspace_id
                                        AND o.customer_id = n.customer_id
                                        AND o.invoice_id = n.corrects AND o.ordinal = l.of_ordinal
               WHERE NOT EXISTS (
                       SELECT FROM invoice r
                        WHERE r.workspace_id = n.workspace_id AND r.customer_id = n.customer_id
                          AND r.corrects = n.corrects AND r.kind = 'invoice'
                          AND r.status <> 'void')
                 AND (NOT ? OR l.kind = 'interim' AND i.usage_from IS NULL)
               GROUP BY u.customer_id, l.period_from, n.currency, l.code, n.corrects, l.of_ordinal,
                        o.exact, o.net) AS b
       GROUP BY b.customer_id, b.period_from, b.currency, b.code
      """;

  // A credit note gives money back and leaves the use billed, and an invoice in the place of an
  // interim one says the same again, so the interim one itself stands for all of them. One that is
  // void asks for nothing.
  private static final String INTERIM =
      """
      SELECT i.customer_id, i.interim_from, i.currency, l.code, sum(l.quantity) AS quantity,
             sum(l.exact) AS exact
        FROM unnest(?, ?) AS u (customer_id, since)
        JOIN invoice i ON i.workspace_id = ? AND i.customer_id = u.customer_id
                      AND i.interim_from = u.since AND i.status NOT IN ('draft', 'empty', 'void')
        JOIN invoice_line l ON l.workspace_id = i.workspace_id AND l.customer_id = i.customer_id
                           AND l.invoice_id = i.id AND l.kind = 'interim'
       GROUP BY i.customer_id, i.interim_from, i.currency, l.code
      """;

  private final Connection connection;
  private final long workspace;

  BilledReads(Connection connection, long workspace) {
    this.connection = connection;
    this.workspace = workspace;
  }

  /// A customer's billed period, by its beginning.
  public record Begun(UUID customer, Instant from) {}

  /// All that was billed for the period that begins at a time, by code and cost centre; what credit
  /// notes gave back without an invoice in the place included.
  public Map<Booked, Billed> billed(UUID customer, Instant from, Currency currency) {
    return sums(BILLED, customer, from, currency);
  }

  /// What of that stands on other invoices than the period's own and what puts that one right.
  public Map<Booked, Billed> elsewhere(UUID customer, Instant from, Currency currency) {
    return sums(ELSEWHERE, customer, from, currency);
  }

  private Map<Booked, Billed> sums(String sql, UUID customer, Instant from, Currency currency) {
    var billed = new HashMap<Booked, Billed>();
    Jdbc.query(
        connection,
        sql,
        row ->
            billed.put(
                new Booked(row.getString("code"), Jdbc.textIfAny(row, "cost_centre")),
                new Billed(
                    row.getBigDecimal("quantity"),
                    new Money(currency, row.getBigDecimal("exact")))),
        workspace,
        customer,
        from);
    return billed;
  }

  /// What credit notes without an invoice in the place gave back of a period, by code; below zero
  /// where they took back what an invoice had given.
  public Map<String, Money> givenBack(UUID customer, Instant from) {
    var period = new Begun(customer, from);
    return givenBack(List.of(period), false).getOrDefault(period, Map.of());
  }

  /// The same of interim invoices alone, for many periods with one statement.
  public Map<Begun, Map<String, Money>> interimGivenBack(Collection<Begun> periods) {
    return givenBack(periods, true);
  }

  private Map<Begun, Map<String, Money>> givenBack(Collection<Begun> periods, boolean interim) {
    var back = new HashMap<Begun, Map<String, Money>>();
    if (periods.isEmpty()) {
      return back;
    }
    var customers = BinaryArray.uuids(periods.size());
    var froms = BinaryArray.instants(periods.size());
    for (var period : periods) {
      customers.add(period.customer());
      froms.add(period.from());
    }
    Jdbc.query(
        connection,
        GIVEN_BACK,
        row -> {
          var period = new Begun(Jdbc.uuid(row, "customer_id"), Jdbc.instant(row, "period_from"));
          var currency = Currency.getInstance(row.getString("currency"));
          var amount = new Money(currency, row.getBigDecimal("exact"));
          if (!amount.isZero()) {
            back.computeIfAbsent(period, _ -> new HashMap<>()).put(row.getString("code"), amount);
          }
        },
        customers,
        froms,
        workspace,
        interim);
    return back;
  }

  /// What interim invoices with a number ask for, for many periods with one statement.
  public Map<Begun, Map<String, Interim.Billed>> interim(Collection<Begun> periods) {
    var billed = new HashMap<Begun, Map<String, Interim.Billed>>();
    if (periods.isEmpty()) {
      return billed;
    }
    var customers = BinaryArray.uuids(periods.size());
    var froms = BinaryArray.instants(periods.size());
    for (var period : periods) {
      customers.add(period.customer());
      froms.add(period.from());
    }
    Jdbc.query(
        connection,
        INTERIM,
        row -> {
          UUID customer = Jdbc.uuid(row, "customer_id");
          Instant from = Jdbc.instant(row, "interim_from");
          var currency = Currency.getInstance(row.getString("currency"));
          billed
              .computeIfAbsent(new Begun(customer, from), _ -> new TreeMap<>())
              .put(
                  row.getString("code"),
                  new Interim.Billed(
                      row.getBigDecimal("quantity"),
                      new Money(currency, row.getBigDecimal("exact"))));
        },
        customers,
        froms,
        workspace);
    return billed;
  }
}

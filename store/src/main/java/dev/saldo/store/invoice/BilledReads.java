package dev.saldo.store.invoice;

import dev.saldo.core.calendar.Period;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Reads what was billed for periods' use. What a credit note gave back was billed all the same,
/// unless another invoice took the place: it isn't to be asked for again.
final class BilledReads {
  private static final String BILLED =
      """
      SELECT l.code, l.cost_centre, sum(CASE i.kind WHEN 'invoice' THEN l.quantity ELSE -l.quantity END) AS quantity,
             sum(CASE i.kind WHEN 'invoice' THEN l.exact ELSE -l.exact END) AS exact
        FROM invoice_line l
        JOIN invoice i ON i.workspace_id = l.workspace_id AND i.customer_id = l.customer_id
                      AND i.id = l.invoice_id AND i.status <> 'void'
                      AND (i.kind = 'invoice' OR i.corrects IS NULL OR EXISTS (
                        SELECT FROM invoice r
                         WHERE r.workspace_id = i.workspace_id AND r.customer_id = i.customer_id
                           AND r.corrects = i.corrects AND r.kind = 'invoice'
                           AND r.status <> 'void'))
       WHERE l.workspace_id = ? AND l.customer_id = ? AND l.period_from = ?
         AND (l.kind = 'interim' OR l.period_until = ?
              AND l.kind IN ('usage', 'overage', 'commitment', 'adjustment'))
         AND l.code NOT LIKE 'commitment/%'
       GROUP BY l.code, l.cost_centre
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

  private BilledReads() {}

  /// All that was billed for a period, by code and cost centre.
  static Map<Booked, Billed> of(
      Connection connection, long workspace, UUID customer, Period period, Currency currency) {
    var billed = new HashMap<Booked, Billed>();
    Jdbc.query(
        connection,
        BILLED,
        row ->
            billed.put(
                new Booked(row.getString("code"), Jdbc.textIfAny(row, "cost_centre")),
                new Billed(
                    row.getBigDecimal("quantity"),
                    new Money(currency, row.getBigDecimal("exact")))),
        workspace,
        customer,
        period.from(),
        period.until());
    return billed;
  }

  /// What interim invoices with a number ask for, for many periods with one statement.
  static Map<DueReads.Begun, Map<String, Interim.Billed>> interim(
      Connection connection, long workspace, Collection<DueReads.Begun> periods) {
    var billed = new HashMap<DueReads.Begun, Map<String, Interim.Billed>>();
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
              .computeIfAbsent(new DueReads.Begun(customer, from), _ -> new TreeMap<>())
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

package dev.saldo.store.invoice;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.invoicing.Corrections.Billed;
import dev.saldo.core.invoicing.Corrections.Booked;
import dev.saldo.core.money.Money;
import java.sql.Connection;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Reads what was billed for a period. What a credit note gave back was billed all the same, unless
/// another invoice took the place: it isn't to be asked for again.
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
       WHERE l.workspace_id = ? AND l.customer_id = ? AND l.period_from = ? AND l.period_until = ?
         AND l.kind IN ('usage', 'overage', 'commitment', 'adjustment')
       GROUP BY l.code, l.cost_centre
      """;

  private BilledReads() {}

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
}

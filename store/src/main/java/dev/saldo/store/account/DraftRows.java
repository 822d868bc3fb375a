package dev.saldo.store.account;

import dev.saldo.core.account.Effect;
import dev.saldo.core.calendar.Period;
import dev.saldo.store.array.BinaryArray;
import dev.saldo.store.billing.LineItemJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// Rows of `invoice` while it is a draft, and of `owed`.
final class DraftRows {
  private static final String BEGIN =
      """
      INSERT INTO invoice (workspace_id, customer_id, id, kind, status, subscription_id, currency,
                           drafted_at, interim_from)
      SELECT ?, unnest(?), unnest(?), 'invoice', 'draft', unnest(?), unnest(?), unnest(?),
             unnest(?)
      """;

  private static final String OWE =
      """
      INSERT INTO owed (workspace_id, customer_id, invoice_id, id, item)
      SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?)
      """;

  private static final String CLOSE =
      """
      UPDATE invoice i
         SET usage_from = u.usage_from, usage_until = u.usage_until, whole_from = u.whole_from,
             whole_until = u.whole_until, finalize_at = u.finalize_at
        FROM unnest(?, ?, ?, ?, ?, ?, ?)
          AS u (customer_id, id, usage_from, usage_until, whole_from, whole_until, finalize_at)
       WHERE i.workspace_id = ? AND i.customer_id = u.customer_id AND i.id = u.id
         AND i.status = 'draft'
      """;

  private final BinaryArray begunFor = BinaryArray.uuids(1);
  private final BinaryArray begun = BinaryArray.uuids(1);
  private final BinaryArray subscriptions = BinaryArray.uuids(1);
  private final BinaryArray currencies = BinaryArray.texts(1);
  private final BinaryArray begunAts = BinaryArray.instants(1);
  private final BinaryArray interimFroms = BinaryArray.instants(1);
  private final BinaryArray owedBy = BinaryArray.uuids(1);
  private final BinaryArray owedOn = BinaryArray.uuids(1);
  private final BinaryArray owedIds = BinaryArray.uuids(1);
  private final BinaryArray items = BinaryArray.jsons(1);
  private final BinaryArray dueFor = BinaryArray.uuids(1);
  private final BinaryArray due = BinaryArray.uuids(1);
  private final BinaryArray froms = BinaryArray.instants(1);
  private final BinaryArray untils = BinaryArray.instants(1);
  private final BinaryArray wholeFroms = BinaryArray.instants(1);
  private final BinaryArray wholeUntils = BinaryArray.instants(1);
  private final BinaryArray finalizeAts = BinaryArray.instants(1);

  void add(UUID customer, Effect.InvoiceBegun invoice) {
    begunFor.add(customer);
    begun.add(invoice.invoice());
    subscriptions.add(invoice.subscription());
    currencies.add(invoice.currency().getCurrencyCode());
    begunAts.add(invoice.at());
    interimFroms.addInstant(invoice.interimFrom());
  }

  void add(UUID customer, Effect.Owed owed) {
    owedBy.add(customer);
    owedOn.add(owed.invoice());
    owedIds.add(owed.id());
    items.add(LineItemJson.text(owed.item()));
  }

  void add(UUID customer, Effect.InvoiceDue invoice) {
    dueFor.add(customer);
    due.add(invoice.invoice());
    var part = invoice.usage().map(Effect.UsagePeriod::part);
    var whole = invoice.usage().map(Effect.UsagePeriod::whole);
    froms.addInstant(part.map(Period::from));
    untils.addInstant(part.map(Period::until));
    wholeFroms.addInstant(whole.map(Period::from));
    wholeUntils.addInstant(whole.map(Period::until));
    finalizeAts.add(invoice.finalizeAt());
  }

  void write(Connection connection, long workspace) throws SQLException {
    if (begun.count() > 0) {
      Statements.change(
          connection,
          BEGIN,
          begun.count(),
          workspace,
          begunFor,
          begun,
          subscriptions,
          currencies,
          begunAts,
          interimFroms);
    }
    if (owedIds.count() > 0) {
      Statements.change(
          connection, OWE, owedIds.count(), workspace, owedBy, owedOn, owedIds, items);
    }
    if (due.count() > 0) {
      Statements.change(
          connection,
          CLOSE,
          due.count(),
          dueFor,
          due,
          froms,
          untils,
          wholeFroms,
          wholeUntils,
          finalizeAts,
          workspace);
    }
  }
}

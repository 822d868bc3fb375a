package dev.saldo.store.invoice;

import dev.saldo.core.account.Command.KeyName;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.money.Money;
import dev.saldo.store.account.KeyHash;
import dev.saldo.store.billing.InvoiceJson;
import dev.saldo.store.sql.StoreException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What becomes of a finalized invoice: its state, and the documents that put it right. Right only
/// under the customer's lock.
public final class Corrected {
  private static final String FIND =
      """
      SELECT status, document, usage_from, usage_until, whole_from, whole_until, drafted_at,
             finalized_at
        FROM invoice WHERE workspace_id = ? AND customer_id = ? AND id = ?
      """;

  private static final String SET_STATUS =
      """
      UPDATE invoice SET status = ?, settled_at = ?
       WHERE workspace_id = ? AND customer_id = ? AND id = ?
      """;

  private static final String CREDITED =
      """
      SELECT coalesce(sum(net), 0) AS net FROM invoice
       WHERE workspace_id = ? AND customer_id = ? AND corrects = ? AND kind = 'credit_note'
         AND status <> 'void'
      """;

  private static final String CREDITED_LINES =
      """
      SELECT l.of_ordinal, sum(l.net) AS net
        FROM invoice i
        JOIN invoice_line l ON l.workspace_id = i.workspace_id AND l.customer_id = i.customer_id
                           AND l.invoice_id = i.id AND l.of_ordinal IS NOT NULL
       WHERE i.workspace_id = ? AND i.customer_id = ? AND i.corrects = ?
         AND i.kind = 'credit_note' AND i.status <> 'void'
       GROUP BY l.of_ordinal
      """;

  private static final String CORRECTED =
      """
      SELECT FROM invoice
       WHERE workspace_id = ? AND customer_id = ? AND corrects = ?
         AND status NOT IN ('draft', 'empty', 'void') LIMIT 1
      """;

  private static final String REPLACED =
      """
      SELECT FROM invoice n
        JOIN invoice r ON r.workspace_id = n.workspace_id AND r.customer_id = n.customer_id
                      AND r.corrects = n.corrects AND r.kind = 'invoice'
                      AND r.status NOT IN ('draft', 'empty', 'void')
       WHERE n.workspace_id = ? AND n.customer_id = ? AND n.id = ? LIMIT 1
      """;

  private static final String INVOICED =
      """
      SELECT FROM invoice
       WHERE workspace_id = ? AND customer_id = ? AND usage_from = ?
         AND status NOT IN ('draft', 'empty', 'void') LIMIT 1
      """;

  private static final String BY_KEY =
      """
      SELECT digest, answer FROM command
       WHERE workspace_id = ? AND key_hash = ? AND customer_id = ? AND source = ? AND key = ?
      """;

  private static final String BEGIN =
      """
      INSERT INTO invoice (workspace_id, customer_id, id, kind, status, currency, usage_from,
                           usage_until, whole_from, whole_until, drafted_at, finalize_at, corrects,
                           reason)
      VALUES (?, ?, ?, 'invoice', 'draft', ?, ?::timestamptz, ?::timestamptz, ?::timestamptz,
              ?::timestamptz, ?, ?, ?, ?)
      """;

  private static final String COVERED =
      """
      SELECT max(usage_until) AS until FROM invoice
       WHERE workspace_id = ? AND customer_id = ? AND usage_until <= ?
      """;

  private final Connection connection;
  private final long workspace;

  Corrected(Connection connection, long workspace) {
    this.connection = connection;
    this.workspace = workspace;
  }

  /// A finalized invoice with the period whose use it carries.
  public record Found(
      Invoice invoice, Optional<Period> usage, Optional<Period> whole, Instant draftedAt) {}

  /// An invoice that was finalized; empty for a draft too.
  public Optional<Found> find(UUID customer, UUID id) {
    var found = new ArrayList<Found>(1);
    Jdbc.query(
        connection,
        FIND,
        row -> {
          var document = row.getString("document");
          if (document != null) {
            var status = Invoice.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
            found.add(
                new Found(
                    InvoiceJson.read(document, status),
                    DueReads.period(row, "usage_from", "usage_until"),
                    DueReads.period(row, "whole_from", "whole_until"),
                    Jdbc.instant(row, "drafted_at")));
          }
        },
        workspace,
        customer,
        id);
    return found.stream().findFirst();
  }

  public void status(UUID customer, UUID id, Invoice.Status status, Instant at) {
    var word = status.name().toLowerCase(Locale.ROOT);
    Jdbc.change(1, connection, SET_STATUS, word, at, workspace, customer, id);
  }

  /// What credit notes have given back of an invoice, without tax.
  public Money credited(UUID customer, UUID id, Currency currency) {
    var sum = new BigDecimal[] {BigDecimal.ZERO};
    Jdbc.query(connection, CREDITED, row -> sum[0] = row.getBigDecimal(1), workspace, customer, id);
    return new Money(currency, sum[0]);
  }

  /// What credit notes have given back of an invoice's lines, without tax, by ordinal.
  public Map<Integer, BigDecimal> creditedLines(UUID customer, UUID id) {
    var credited = new HashMap<Integer, BigDecimal>();
    Jdbc.query(
        connection,
        CREDITED_LINES,
        row -> credited.put(row.getInt("of_ordinal"), row.getBigDecimal("net")),
        workspace,
        customer,
        id);
    return credited;
  }

  /// Whether documents that hold put an invoice right.
  public boolean isCorrected(UUID customer, UUID id) {
    return isThere(CORRECTED, customer, id);
  }

  /// Whether an invoice that holds took the place of what a credit note gave back.
  public boolean isReplaced(UUID customer, UUID note) {
    return isThere(REPLACED, customer, note);
  }

  /// Whether an invoice that holds carries the use of the period that begins at a time.
  public boolean isInvoiced(UUID customer, Instant from) {
    return isThere(INVOICED, customer, from);
  }

  private boolean isThere(String sql, UUID customer, Object which) {
    var found = new boolean[1];
    Jdbc.query(connection, sql, _ -> found[0] = true, workspace, customer, which);
    return found[0];
  }

  /// What a key was bound for.
  ///
  /// @param digest of what was asked
  /// @param answer the first answer, as the journal keeps it
  public record Bound(byte[] digest, String answer) {}

  /// What a customer's key was bound for, by whichever command.
  public Optional<Bound> bound(UUID customer, KeyName key) {
    var bound = new ArrayList<Bound>(1);
    Jdbc.query(
        connection,
        BY_KEY,
        row -> bound.add(new Bound(row.getBytes("digest"), row.getString("answer"))),
        workspace,
        KeyHash.of(customer, key),
        customer,
        key.source(),
        key.name());
    return bound.stream().findFirst();
  }

  /// Up to when earlier invoices carry use, before a time.
  public Optional<Instant> coveredUntil(UUID customer, Instant from) {
    var until = new ArrayList<Instant>(1);
    Jdbc.query(
        connection,
        COVERED,
        row -> Jdbc.instantIfAny(row, "until").ifPresent(until::add),
        workspace,
        customer,
        from);
    return until.stream().findFirst();
  }

  /// Begins a document that puts another right; it is finalized in the same transaction.
  public void begin(DueInvoice draft, UUID corrects, String reason) {
    try (var statement = connection.prepareStatement(BEGIN)) {
      statement.setLong(1, workspace);
      statement.setObject(2, draft.customer());
      statement.setObject(3, draft.id());
      statement.setString(4, draft.currency().getCurrencyCode());
      period(statement, 5, draft.usage());
      period(statement, 7, draft.whole());
      statement.setObject(9, draft.draftedAt().atOffset(java.time.ZoneOffset.UTC));
      statement.setObject(10, draft.finalizeAt().atOffset(java.time.ZoneOffset.UTC));
      statement.setObject(11, corrects);
      statement.setString(12, reason);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  private static void period(java.sql.PreparedStatement statement, int at, Optional<Period> period)
      throws SQLException {
    statement.setObject(
        at, period.map(one -> one.from().atOffset(java.time.ZoneOffset.UTC)).orElse(null));
    statement.setObject(
        at + 1, period.map(one -> one.until().atOffset(java.time.ZoneOffset.UTC)).orElse(null));
  }
}

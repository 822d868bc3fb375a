package dev.saldo.store.receipt;

import dev.saldo.core.account.Command.KeyName;
import dev.saldo.store.account.KeyHash;
import dev.saldo.store.reading.Columns;
import dev.saldo.store.reading.ReadSide;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The journal, read by ids. Safe for use by many threads.
public final class JournalReads {
  /// The kinds of line that have a price.
  public static final Set<String> CHARGES = Set.of("charge", "capture", "usage");

  private static final String LINE =
      """
      SELECT customer_id, id, source, key, digest, kind, action, occurred_at, recorded_at, data,
             answer
        FROM command
      """;

  private static final String ENTRIES =
      """
      SELECT e.wallet_id, e.sequence, e.debit_id, e.credit_id, e.amount, e.effective_at, e.hash,
             w.name, w.unit
        FROM ledger_entry e
        JOIN wallet w ON w.workspace_id = e.workspace_id AND w.customer_id = e.customer_id
                     AND w.id = e.wallet_id
       WHERE e.workspace_id = ? AND e.customer_id = ? AND e.cause = ?
       ORDER BY e.wallet_id, e.sequence
      """;

  private static final String HOLD =
      """
      SELECT h.customer_id, h.id, h.state, h.expires_at, h.captured_by, h.action, c.answer
        FROM hold h
        JOIN command c ON c.workspace_id = h.workspace_id AND c.customer_id = h.customer_id
                      AND c.id = h.id
       WHERE h.workspace_id = ? AND h.id = ?
      """;

  private final ReadSide reads;

  public JournalReads(ReadSide reads) {
    this.reads = reads;
  }

  /// One line of the journal.
  ///
  /// @param answer the first answer as JSON
  public record Line(
      UUID customer,
      UUID id,
      String source,
      String key,
      byte[] digest,
      String kind,
      Optional<String> action,
      Instant occurredAt,
      Instant recordedAt,
      Optional<String> data,
      String answer) {}

  /// A hold as it stands, with the answer of its opening.
  public record HoldNow(
      UUID customer,
      UUID id,
      String state,
      Instant expiresAt,
      Optional<UUID> capturedBy,
      String action,
      String answer) {}

  /// An entry of a wallet's ledger.
  public record EntryRow(
      UUID wallet,
      long sequence,
      UUID debit,
      UUID credit,
      BigDecimal amount,
      Instant effectiveAt,
      byte[] hash,
      String walletName,
      String unit) {}

  /// A line, whosever it is.
  public Optional<Line> find(long workspace, UUID id) {
    return reads.first(
        workspace, LINE + " WHERE workspace_id = ? AND id = ?", JournalReads::line, workspace, id);
  }

  /// A hold, whosever it is.
  public Optional<HoldNow> hold(long workspace, UUID id) {
    return reads.first(
        workspace,
        HOLD,
        row ->
            new HoldNow(
                row.uuid(),
                row.uuid(),
                row.text(),
                row.instant(),
                row.uuidIfAny(),
                row.text(),
                row.text()),
        workspace,
        id);
  }

  /// The entries that a line brought about, in their order.
  public List<EntryRow> entries(long workspace, UUID customer, UUID cause) {
    return reads.list(workspace, ENTRIES, JournalReads::entry, workspace, customer, cause);
  }

  /// Whose a thing is.
  ///
  /// @param table one of this schema's own
  private Optional<UUID> owner(long workspace, String table, UUID id) {
    return reads.first(
        workspace,
        "SELECT customer_id FROM " + table + " WHERE workspace_id = ? AND id = ?",
        Columns::uuid,
        workspace,
        id);
  }

  public Optional<UUID> ownerOfLine(long workspace, UUID id) {
    return owner(workspace, "command", id);
  }

  public Optional<UUID> ownerOfHold(long workspace, UUID id) {
    return owner(workspace, "hold", id);
  }

  public Optional<UUID> ownerOfGrant(long workspace, UUID id) {
    return owner(workspace, "credit_grant", id);
  }

  public Optional<UUID> ownerOfBudget(long workspace, UUID id) {
    return owner(workspace, "budget", id);
  }

  /// Whose subscription it is or was: a customer's current or last one, or one that another has
  /// taken the place of.
  public Optional<UUID> ownerOfSubscription(long workspace, UUID id) {
    return reads.first(
        workspace,
        """
        SELECT id FROM account WHERE workspace_id = ? AND subscription ->> 'id' = ?
        UNION ALL
        (SELECT customer_id FROM invoice WHERE workspace_id = ? AND subscription_id = ? LIMIT 1)
        LIMIT 1
        """,
        Columns::uuid,
        workspace,
        id.toString(),
        workspace,
        id);
  }

  /// Whether a command of a customer has bound a key.
  public boolean isBound(long workspace, UUID customer, KeyName key) {
    return reads
        .first(
            workspace,
            """
            SELECT id FROM command
             WHERE workspace_id = ? AND key_hash = ? AND customer_id = ? AND source = ? AND key = ?
            """,
            Columns::uuid,
            workspace,
            KeyHash.of(customer, key),
            customer,
            key.source(),
            key.name())
        .isPresent();
  }

  static Line line(Columns row) throws SQLException {
    return new Line(
        row.uuid(),
        row.uuid(),
        row.text(),
        row.text(),
        row.bytes(),
        row.text(),
        row.textIfAny(),
        row.instant(),
        row.instant(),
        row.textIfAny(),
        row.text());
  }

  private static EntryRow entry(Columns row) throws SQLException {
    return new EntryRow(
        row.uuid(),
        row.number(),
        row.uuid(),
        row.uuid(),
        row.decimal(),
        row.instant(),
        row.bytes(),
        row.text(),
        row.text());
  }
}

package dev.saldo.store.ledger;

import dev.saldo.store.reading.Columns;
import dev.saldo.store.reading.ReadSide;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The entries of a wallet. Safe for use by many threads.
public final class LedgerReads {
  private static final String WALLET =
      "SELECT id, unit FROM wallet WHERE workspace_id = ? AND customer_id = ? AND name = ?";

  private static final String PAGE =
      """
      SELECT e.sequence, e.cause, c.kind, e.evidence, e.debit_id, e.credit_id, e.amount,
             e.effective_at, e.hash
        FROM ledger_entry e
        LEFT JOIN command c ON c.workspace_id = e.workspace_id AND c.customer_id = e.customer_id
                           AND c.id = e.cause
       WHERE e.workspace_id = ? AND e.customer_id = ? AND e.wallet_id = ?
      """;

  private final ReadSide reads;

  public LedgerReads(ReadSide reads) {
    this.reads = reads;
  }

  /// A wallet by its name.
  public record Named(UUID id, String unit) {}

  /// One entry.
  ///
  /// @param kind what brought it about
  public record EntryRow(
      long sequence,
      UUID cause,
      Optional<String> kind,
      byte[] evidence,
      UUID debit,
      UUID credit,
      BigDecimal amount,
      Instant effectiveAt,
      byte[] hash) {}

  public Optional<Named> wallet(long workspace, UUID customer, String name) {
    return reads.first(
        workspace, WALLET, row -> new Named(row.uuid(), row.text()), workspace, customer, name);
  }

  /// The entries after one, in the order of the chain.
  public List<EntryRow> page(
      long workspace, UUID customer, UUID wallet, long after, boolean latestFirst, int most) {
    var order =
        latestFirst
            ? " AND e.sequence < ? ORDER BY e.sequence DESC"
            : " AND e.sequence > ? ORDER BY e.sequence";
    return reads.list(
        workspace,
        PAGE + order + " LIMIT ?",
        LedgerReads::row,
        workspace,
        customer,
        wallet,
        after,
        most);
  }

  private static EntryRow row(Columns row) throws SQLException {
    return new EntryRow(
        row.number(),
        row.uuid(),
        row.textIfAny(),
        row.bytes(),
        row.uuid(),
        row.uuid(),
        row.decimal(),
        row.instant(),
        row.bytes());
  }
}

package dev.saldo.store.checkpoint;

import dev.saldo.store.checkpoint.Checkpoint.Bytes;
import dev.saldo.store.sql.Row;
import dev.saldo.store.sql.Statements;
import dev.saldo.store.sql.Transactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `checkpoint`, `checkpoint_head` and `signing_key`.
public final class Checkpoints {
  private static final String COLUMNS =
      """
      SELECT id, taken_at, wallets, digest, previous, key_id, signature
        FROM checkpoint WHERE workspace_id = ?
      """;

  // Only wallets that went on since their latest head was noted.
  private static final String NOTE_HEADS =
      """
      INSERT INTO checkpoint_head (workspace_id, customer_id, wallet_id, checkpoint_id, sequence, head)
      SELECT w.workspace_id, w.customer_id, w.id, ?, w.sequence, w.head
        FROM wallet w
       WHERE w.workspace_id = ? AND w.sequence > 0
         AND NOT EXISTS (SELECT 1 FROM checkpoint_head h
                          WHERE h.workspace_id = w.workspace_id AND h.customer_id = w.customer_id
                            AND h.wallet_id = w.id AND h.sequence = w.sequence)
      """;

  private static final String HEADS =
      """
      SELECT customer_id, wallet_id, sequence, head FROM checkpoint_head
       WHERE workspace_id = ? AND checkpoint_id = ? ORDER BY customer_id, wallet_id
      """;

  private final Transactions transactions;

  public Checkpoints(Transactions transactions) {
    this.transactions = transactions;
  }

  /// The head of a wallet's chain.
  public record Head(UUID customer, UUID wallet, long sequence, Bytes hash) {}

  /// What makes a checkpoint of heads.
  @FunctionalInterface
  public interface Sealing {
    /// Makes a checkpoint of the heads as they are.
    ///
    /// @param previous the digest of the checkpoint before; empty for the first
    /// @param heads in the order of customers and wallets
    Checkpoint seal(Optional<Bytes> previous, List<Head> heads);
  }

  /// Takes a checkpoint of a workspace, unless nothing changed since the last one.
  ///
  /// @param id the checkpoint's
  /// @param lockMs how long it may take, because all wallets are looked at
  public Optional<Checkpoint> take(long workspace, UUID id, int lockMs, Sealing sealing) {
    return transactions.inWorkspace(
        workspace,
        statements -> {
          statements.list(
              "SELECT set_config('statement_timeout', ?, true)",
              row -> "",
              Integer.toString(lockMs));
          // One node at a time, so that the chain doesn't fork.
          statements.list(
              "SELECT pg_advisory_xact_lock(hashtextextended('saldo checkpoint', ?))::text",
              row -> "",
              workspace);
          if (statements.change(NOTE_HEADS, id, workspace) == 0) {
            return Optional.empty();
          }
          Checkpoint checkpoint =
              sealing.seal(
                  last(statements, workspace).map(Checkpoint::digest),
                  statements.list(HEADS, Checkpoints::head, workspace, id));
          add(statements, workspace, checkpoint);
          return Optional.of(checkpoint);
        });
  }

  private static void add(Statements statements, long workspace, Checkpoint checkpoint)
      throws SQLException {
    statements.change(
        """
        INSERT INTO checkpoint (workspace_id, id, taken_at, wallets, digest, previous, key_id,
          signature)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        workspace,
        checkpoint.id(),
        checkpoint.takenAt(),
        checkpoint.wallets(),
        checkpoint.digest().array(),
        checkpoint.previous().array(),
        checkpoint.keyId(),
        checkpoint.signature().array());
  }

  private static Optional<Checkpoint> last(Statements statements, long workspace)
      throws SQLException {
    return statements.first(
        COLUMNS + " ORDER BY id DESC LIMIT 1", Checkpoints::checkpoint, workspace);
  }

  /// All checkpoints of a workspace, the oldest first.
  public List<Checkpoint> list(long workspace) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.list(COLUMNS + " ORDER BY id", Checkpoints::checkpoint, workspace));
  }

  /// The heads of one checkpoint, in the order of customers and wallets.
  public List<Head> heads(long workspace, UUID checkpoint) {
    return transactions.inWorkspace(
        workspace, statements -> statements.list(HEADS, Checkpoints::head, workspace, checkpoint));
  }

  /// The heads of one checkpoint that aren't what the ledger says now.
  public List<Head> contradicted(long workspace, UUID checkpoint) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.list(
                """
                SELECT h.customer_id, h.wallet_id, h.sequence, h.head
                  FROM checkpoint_head h
                 WHERE h.workspace_id = ? AND h.checkpoint_id = ?
                   AND NOT EXISTS (SELECT 1 FROM ledger_entry e
                        WHERE e.workspace_id = h.workspace_id AND e.customer_id = h.customer_id
                          AND e.wallet_id = h.wallet_id AND e.sequence = h.sequence
                          AND e.hash = h.head)
                 ORDER BY h.customer_id, h.wallet_id
                """,
                Checkpoints::head,
                workspace,
                checkpoint));
  }

  /// Remembers the public half of a signing key.
  public void remember(String keyId, byte[] publicKey, Instant now) {
    transactions.run(statements ->
        statements.change(
            """
            INSERT INTO signing_key (id, public_key, first_used) VALUES (?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """,
            keyId,
            publicKey,
            now));
  }

  /// The public half of a key that was used here.
  public Optional<byte[]> publicKey(String keyId) {
    return transactions.run(statements ->
        statements.first(
            "SELECT public_key FROM signing_key WHERE id = ?", row -> row.bytes(1), keyId));
  }

  private static Checkpoint checkpoint(Row row) throws SQLException {
    return new Checkpoint(
        row.uuid(1),
        row.instant(2),
        row.number(3),
        Bytes.of(row.bytes(4)),
        Bytes.of(row.bytes(5)),
        row.text(6),
        Bytes.of(row.bytes(7)));
  }

  private static Head head(Row row) throws SQLException {
    return new Head(row.uuid(1), row.uuid(2), row.number(3), Bytes.of(row.bytes(4)));
  }
}

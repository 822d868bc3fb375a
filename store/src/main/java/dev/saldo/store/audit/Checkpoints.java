package dev.saldo.store.audit;

import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.ledger.CheckpointDigest;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/// Takes checkpoints: writes down the heads of all chains that grew since the one before, and signs
/// them together with it.
public final class Checkpoints {
  private static final int FETCHED = 2_000;

  // A wallet is locked while it changes and its head is whole before and after, so no lock is
  // needed to read it.
  private static final String ADD_HEADS =
      """
      INSERT INTO checkpoint_head (workspace_id, customer_id, wallet_id, checkpoint_id, sequence,
                                   head)
      SELECT w.workspace_id, w.customer_id, w.id, ?, w.sequence, w.head
        FROM wallet w
        LEFT JOIN LATERAL (SELECT max(h.sequence) AS sequence FROM checkpoint_head h
                            WHERE h.workspace_id = w.workspace_id
                              AND h.customer_id = w.customer_id AND h.wallet_id = w.id) AS known
          ON true
       WHERE w.workspace_id = ? AND w.sequence > coalesce(known.sequence, 0)
      """;

  private static final String LAST =
      """
      SELECT digest FROM checkpoint WHERE workspace_id = ? ORDER BY taken_at DESC, id DESC LIMIT 1
      """;

  private static final String HEADS =
      """
      SELECT customer_id, wallet_id, sequence, head FROM checkpoint_head
       WHERE workspace_id = ? AND checkpoint_id = ? ORDER BY customer_id, wallet_id
      """;

  private static final String ADD =
      """
      INSERT INTO checkpoint (workspace_id, id, taken_at, wallets, digest, previous, key_id,
                              signature)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private Checkpoints() {}

  /// The key that signs.
  ///
  /// @param id what `signing_key` knows its public half by
  public record Signer(String id, PrivateKey key) {}

  /// Takes one, inside a transaction that has named the workspace; only one may run at a time in a
  /// workspace, which an advisory lock of the transaction sees to.
  ///
  /// @param takenAt in whole microseconds, later than the checkpoint before
  /// @return the digest that was signed, to be kept elsewhere
  public static ChainHash take(
      Connection connection, long workspace, UUID id, Instant takenAt, Signer signer)
      throws SQLException, GeneralSecurityException {
    lock(connection, workspace);
    var previous = last(connection, workspace);
    addHeads(connection, workspace, id);
    var digest = CheckpointDigest.begin(previous, workspace, takenAt);
    var wallets = digestHeads(connection, workspace, id, digest);
    var signed = digest.end();
    try (var statement = connection.prepareStatement(ADD)) {
      statement.setLong(1, workspace);
      statement.setObject(2, id);
      statement.setObject(3, OffsetDateTime.ofInstant(takenAt, ZoneOffset.UTC));
      statement.setLong(4, wallets);
      statement.setBytes(5, signed.bytes());
      statement.setBytes(6, previous.bytes());
      statement.setString(7, signer.id());
      statement.setBytes(8, CheckpointSignature.sign(signer.key(), signed));
      statement.executeUpdate();
    }
    return signed;
  }

  private static void lock(Connection connection, long workspace) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT pg_advisory_xact_lock(hashtextextended('checkpoint', ?))")) {
      statement.setLong(1, workspace);
      statement.execute();
    }
  }

  private static ChainHash last(Connection connection, long workspace) throws SQLException {
    try (var statement = connection.prepareStatement(LAST)) {
      statement.setLong(1, workspace);
      try (var row = statement.executeQuery()) {
        return row.next() ? ChainHash.of(row.getBytes(1)) : ChainHash.NONE;
      }
    }
  }

  private static void addHeads(Connection connection, long workspace, UUID id) throws SQLException {
    try (var statement = connection.prepareStatement(ADD_HEADS)) {
      statement.setObject(1, id);
      statement.setLong(2, workspace);
      statement.executeUpdate();
    }
  }

  private static long digestHeads(
      Connection connection, long workspace, UUID id, CheckpointDigest digest) throws SQLException {
    var wallets = 0L;
    try (var statement = connection.prepareStatement(HEADS)) {
      statement.setFetchSize(FETCHED);
      statement.setLong(1, workspace);
      statement.setObject(2, id);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          digest.add(
              row.getObject(1, UUID.class),
              row.getObject(2, UUID.class),
              row.getLong(3),
              ChainHash.of(row.getBytes(4)));
          wallets++;
        }
      }
    }
    return wallets;
  }
}

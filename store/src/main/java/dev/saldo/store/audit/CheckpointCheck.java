package dev.saldo.store.audit;

import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.ledger.CheckpointDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The signed heads: each signature, the digest it is of, and the entry that each head was.
final class CheckpointCheck {
  private static final int FETCHED = 2_000;

  private static final SqlCheck HEADS =
      new SqlCheck(
          "checkpoint heads",
          "every head that a checkpoint names is still in its chain",
          "SELECT count(*) FROM checkpoint_head WHERE workspace_id = :workspace",
          """
          SELECT h.customer_id, h.wallet_id, 'entry ' || h.sequence || ' at checkpoint '
                   || h.checkpoint_id, encode(h.head, 'hex'), encode(e.hash, 'hex')
            FROM checkpoint_head h
            LEFT JOIN ledger_entry e
              ON e.workspace_id = h.workspace_id AND e.customer_id = h.customer_id
             AND e.wallet_id = h.wallet_id AND e.sequence = h.sequence
           WHERE h.workspace_id = :workspace AND h.sequence > 0
             AND e.hash IS DISTINCT FROM h.head
          """);

  private static final String CHECKPOINTS =
      """
      SELECT id, taken_at, wallets, digest, previous, key_id, signature FROM checkpoint
       WHERE workspace_id = ? ORDER BY id
      """;

  private static final String HEADS_OF =
      """
      SELECT customer_id, wallet_id, sequence, head FROM checkpoint_head
       WHERE workspace_id = ? AND checkpoint_id = ? ORDER BY customer_id, wallet_id
      """;

  private final Connection connection;
  private final long workspace;
  private final Tallying tallying;
  private final Map<String, byte[]> keys = new HashMap<>();

  private CheckpointCheck(Connection connection, long workspace) {
    this.connection = connection;
    this.workspace = workspace;
    this.tallying =
        new Tallying(
            "checkpoints",
            "every checkpoint is signed, follows the one before and stands for its heads",
            workspace);
  }

  /// One checkpoint as it stands.
  private record Taken(
      UUID id,
      Instant takenAt,
      long wallets,
      ChainHash digest,
      ChainHash previous,
      String keyId,
      byte[] signature) {}

  static List<Finding> run(Connection connection, long workspace) throws SQLException {
    var check = new CheckpointCheck(connection, workspace);
    check.loadKeys();
    check.checkAll();
    return List.of(check.tallying.done(), HEADS.run(connection, workspace));
  }

  private void loadKeys() throws SQLException {
    try (var statement = connection.createStatement()) {
      try (var row = statement.executeQuery("SELECT to_regclass('signing_key') IS NOT NULL")) {
        row.next();
        if (!row.getBoolean(1)) {
          return;
        }
      }
      try (var rows = statement.executeQuery("SELECT id, public_key FROM signing_key")) {
        while (rows.next()) {
          keys.put(rows.getString(1), rows.getBytes(2));
        }
      }
    }
  }

  private void checkAll() throws SQLException {
    var previous = ChainHash.NONE;
    for (var taken : taken()) {
      tallying.examined(1);
      if (!taken.previous().equals(previous)) {
        differs(taken, "following " + previous, "following " + taken.previous());
      }
      var counted = new long[1];
      var digest = digest(taken, counted);
      if (!digest.equals(taken.digest()) || counted[0] != taken.wallets()) {
        differs(
            taken,
            taken.wallets() + " heads, digest " + taken.digest(),
            counted[0] + " heads, digest " + digest);
      }
      if (!CheckpointSignature.verifies(
          Optional.ofNullable(keys.get(taken.keyId())), taken.digest(), taken.signature())) {
        differs(taken, "signed by key " + taken.keyId(), "a signature that isn't that key's");
      }
      previous = taken.digest();
    }
  }

  private List<Taken> taken() throws SQLException {
    var all = new ArrayList<Taken>();
    try (var statement = connection.prepareStatement(CHECKPOINTS)) {
      statement.setLong(1, workspace);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          all.add(
              new Taken(
                  row.getObject(1, UUID.class),
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  row.getLong(3),
                  ChainHash.of(row.getBytes(4)),
                  ChainHash.of(row.getBytes(5)),
                  row.getString(6),
                  row.getBytes(7)));
        }
      }
    }
    return all;
  }

  private ChainHash digest(Taken taken, long[] counted) throws SQLException {
    var digest =
        CheckpointDigest.begin(
            new CheckpointDigest.Title(
                workspace, taken.id(), taken.takenAt(), taken.wallets(), taken.previous()));
    try (var statement = connection.prepareStatement(HEADS_OF)) {
      statement.setFetchSize(FETCHED);
      statement.setLong(1, workspace);
      statement.setObject(2, taken.id());
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          digest.add(
              row.getObject(1, UUID.class),
              row.getObject(2, UUID.class),
              row.getLong(3),
              ChainHash.of(row.getBytes(4)));
          counted[0]++;
        }
      }
    }
    return digest.end();
  }

  private void differs(Taken taken, String expected, String found) {
    tallying.differs(
        Optional.empty(), Optional.empty(), "checkpoint " + taken.id(), expected, found);
  }
}

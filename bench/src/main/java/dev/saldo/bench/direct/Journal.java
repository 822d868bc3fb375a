package dev.saldo.bench.direct;

import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.store.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The journal's committed lines, counted from outside: what was acknowledged must be there, with
/// the answer its receipt is read from.
public final class Journal implements AutoCloseable {
  private static final long VERSION = 0x7000L;
  private static final int SOME = 5;

  private final Connection connection;
  private final PreparedStatement count;
  private final PreparedStatement some;

  private Journal(Connection connection) throws SQLException {
    this.connection = connection;
    this.count =
        connection.prepareStatement(
            """
            SELECT count(*) FROM saldo.command
             WHERE workspace_id = ? AND id >= ? AND octet_length(answer::text) > 100
            """);
    this.some =
        connection.prepareStatement(
            """
            SELECT id, source FROM saldo.command WHERE workspace_id = ? AND id >= ? LIMIT ?
            """);
  }

  /// Opens it as the tables' owner.
  public static Journal open(DatabaseUrl owner) throws SQLException {
    return new Journal(DriverManager.getConnection(owner.toJdbc(), owner.properties()));
  }

  /// How many lines of a workspace have come since a time; ids are in time order.
  public long since(long workspace, Instant time) throws SQLException {
    choose(workspace);
    count.setLong(1, workspace);
    count.setObject(2, firstId(time));
    try (var row = count.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /// The public ids of a few of these lines, charges and events.
  public List<String> some(long workspace, Instant since) throws SQLException {
    choose(workspace);
    some.setLong(1, workspace);
    some.setObject(2, firstId(since));
    some.setInt(3, SOME);
    var ids = new ArrayList<String>(SOME);
    try (var rows = some.executeQuery()) {
      while (rows.next()) {
        var kind = rows.getString(2).isEmpty() ? IdKind.CHARGE : IdKind.EVENT;
        ids.add(PublicId.of(kind, rows.getObject(1, UUID.class)));
      }
    }
    return ids;
  }

  private void choose(long workspace) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET saldo.workspace = '" + workspace + "'");
    }
  }

  private static UUID firstId(Instant since) {
    return new UUID(since.toEpochMilli() << 16 | VERSION, 0);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

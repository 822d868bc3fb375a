package dev.saldo.bench.direct;

import dev.saldo.store.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/// The journal's committed lines, counted from outside: what was acknowledged must be there, with the
/// answer its receipt is read from.
public final class Journal implements AutoCloseable {
  private static final long VERSION = 0x7000L;

  private final Connection connection;
  private final PreparedStatement count;

  private Journal(Connection connection) throws SQLException {
    this.connection = connection;
    this.count =
        connection.prepareStatement(
            """
            SELECT count(*) FROM saldo.command
             WHERE workspace_id = ? AND id >= ? AND octet_length(answer::text) > 100
            """);
  }

  /// Opens it as the tables' owner.
  public static Journal open(DatabaseUrl owner) throws SQLException {
    return new Journal(DriverManager.getConnection(owner.toJdbc(), owner.properties()));
  }

  /// How many lines of a workspace have come since a time; ids are in time order.
  public long since(long workspace, Instant time) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET saldo.workspace = '" + workspace + "'");
    }
    count.setLong(1, workspace);
    count.setObject(2, new UUID(time.toEpochMilli() << 16 | VERSION, 0));
    try (var row = count.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

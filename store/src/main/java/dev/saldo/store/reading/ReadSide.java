package dev.saldo.store.reading;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Runs reads of one workspace, each in a read-only transaction with one snapshot. Safe for use by
/// many threads.
public final class ReadSide {
  private static final String ENTER = "SELECT set_config('saldo.workspace', ?, true)";

  private final DataSource connections;

  /// @param connections to the primary: what was acknowledged is seen by the next read
  public ReadSide(DataSource connections) {
    this.connections = connections;
  }

  /// What is done with a connection.
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /// What a row becomes.
  public interface Mapper<T> {
    T row(Columns columns) throws SQLException;
  }

  /// What is done with a row.
  public interface Each {
    void row(Columns columns) throws SQLException;
  }

  /// Runs several statements on one snapshot.
  ///
  /// @throws UnreadableException where the database can't answer
  public <T> T in(long workspace, Work<T> work) {
    try (var connection = connections.getConnection()) {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try {
        enter(connection, workspace);
        return work.with(connection);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      if (isOurFault(e)) {
        throw new IllegalStateException("a read failed: " + e.getMessage(), e);
      }
      throw new UnreadableException(e);
    }
  }

  /// The rows of one statement.
  public <T> List<T> list(long workspace, String sql, Mapper<T> mapper, Object... parameters) {
    return in(workspace, connection -> list(connection, sql, mapper, parameters));
  }

  /// The first row of one statement.
  public <T> Optional<T> first(long workspace, String sql, Mapper<T> mapper, Object... parameters) {
    return list(workspace, sql, mapper, parameters).stream().findFirst();
  }

  /// The rows of one statement among others.
  public static <T> List<T> list(
      Connection connection, String sql, Mapper<T> mapper, Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < parameters.length; i++) {
        set(statement, i + 1, parameters[i]);
      }
      var found = new ArrayList<T>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(mapper.row(new Columns(rows)));
        }
      }
      return found;
    }
  }

  /// Hands over the rows of one statement as they come, few at a time, so that any number of them
  /// takes no more memory.
  ///
  /// @param fetched how many rows are fetched with one round trip
  public static void each(
      Connection connection, String sql, int fetched, Each each, List<?> parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(fetched);
      for (var i = 0; i < parameters.size(); i++) {
        set(statement, i + 1, parameters.get(i));
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          each.row(new Columns(rows));
        }
      }
    }
  }

  private static void set(PreparedStatement statement, int at, Object value) throws SQLException {
    switch (value) {
      case Instant instant -> statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
      case UUID[] ids ->
          statement.setArray(at, statement.getConnection().createArrayOf("uuid", ids));
      case String[] texts ->
          statement.setArray(at, statement.getConnection().createArrayOf("text", texts));
      default -> statement.setObject(at, value);
    }
  }

  private static void enter(Connection connection, long workspace) throws SQLException {
    try (var statement = connection.prepareStatement(ENTER)) {
      statement.setString(1, Long.toString(workspace));
      statement.execute();
    }
  }

  /// Classes of SQLSTATE (PostgreSQL, appendix A) that a wrong statement causes, not a bad day.
  private static boolean isOurFault(SQLException e) {
    var state = String.valueOf(e.getSQLState());
    return state.startsWith("42") || state.startsWith("22") || state.startsWith("0A");
  }
}

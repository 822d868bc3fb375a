package dev.saldo.store.invoice;

import dev.saldo.store.sql.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// Runs one statement with its parameters in order, and reads its columns.
final class Jdbc {
  private Jdbc() {}

  /// What is done with each row.
  interface Each {
    void row(ResultSet row) throws SQLException;
  }

  /// @throws StoreException where the database refuses or can't answer
  static void query(Connection connection, String sql, Each each, Object... parameters) {
    try (var statement = prepared(connection, sql, parameters);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        each.row(rows);
      }
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /// @throws StoreException where the database refuses or can't answer
  static int change(Connection connection, String sql, Object... parameters) {
    try (var statement = prepared(connection, sql, parameters)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /// Changes exactly as many rows as expected: fewer means that somebody else wrote rows that this
  /// transaction has locked.
  static void change(int expected, Connection connection, String sql, Object... parameters) {
    var changed = change(connection, sql, parameters);
    if (changed != expected) {
      throw new IllegalStateException(
          changed + " rows instead of " + expected + " by: " + sql.strip().lines().findFirst());
    }
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> instantIfAny(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  static Optional<String> textIfAny(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
      throws SQLException {
    var statement = connection.prepareStatement(sql);
    try {
      for (var i = 0; i < parameters.length; i++) {
        var value = parameters[i];
        statement.setObject(
            i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }
}

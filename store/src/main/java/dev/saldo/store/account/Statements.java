package dev.saldo.store.account;

import java.sql.Connection;
import java.sql.SQLException;

/// Runs one statement with its parameters in order.
final class Statements {
  private Statements() {}

  /// What is done with each row.
  interface Each {
    void row(Row row) throws SQLException;
  }

  static void query(Connection connection, String sql, Each each, Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          each.row(new Row(rows));
        }
      }
    }
  }

  /// Changes exactly as many rows as expected: fewer means that somebody else wrote rows that this
  /// transaction has locked.
  static void change(Connection connection, String sql, int expected, Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      var changed = statement.executeUpdate();
      if (changed != expected) {
        throw new IllegalStateException(
            changed + " rows instead of " + expected + " by: " + sql.strip().lines().findFirst());
      }
    }
  }
}

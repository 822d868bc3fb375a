package dev.saldo.store.database;

import java.sql.Connection;
import java.sql.SQLException;

/// Single connections of the tables' owner, for work that takes its time: audits, exports, imports.
public final class OwnerSession {
  private OwnerSession() {}

  /// A connection without time limits on its statements, whose output doesn't depend on the
  /// server's settings: UTC, ISO dates, hexadecimal bytes.
  ///
  /// @throws DatabaseException if the database can't be used
  public static Connection open(DatabaseAccess access) throws SQLException {
    var connection = Connections.open(access.owner());
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          SET statement_timeout = 0; SET lock_timeout = '10s'; SET work_mem = '64MB';
          SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET bytea_output = 'hex';
          SET IntervalStyle = 'iso_8601'; SET jit = off
          """);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}

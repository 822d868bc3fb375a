package dev.saldo.store.database;

import dev.saldo.store.database.DatabaseException.Fault;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/// The version of a PostgreSQL server.
///
/// @param major such as 18
/// @param text such as 18.6
record ServerVersion(int major, String text) {
  private static final int MAJOR_MIN = 15;

  static ServerVersion of(Connection connection) throws SQLException {
    DatabaseMetaData about = connection.getMetaData();
    return new ServerVersion(
        about.getDatabaseMajorVersion(), String.valueOf(about.getDatabaseProductVersion()));
  }

  void check(DatabaseUrl url) {
    if (major < MAJOR_MIN) {
      throw new DatabaseException(
          Fault.TOO_OLD,
          "PostgreSQL at %s is version %s; Saldo needs %d or newer."
              .formatted(url.authority(), text, MAJOR_MIN));
    }
  }
}

package dev.saldo.store.database;

import dev.saldo.store.database.DatabaseException.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/// Single connections for setting up, outside the pools.
final class Connections {
  static final String SCHEMA = "saldo";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "ApplicationName", "saldo",
          "currentSchema", SCHEMA,
          "tcpKeepAlive", "true",
          "connectTimeout", "2",
          "loginTimeout", "10");

  private Connections() {}

  /// Credentials and parameters; what the address itself says comes first.
  static Properties properties(DatabaseUrl url) {
    var properties = new Properties();
    properties.putAll(DEFAULTS);
    properties.putAll(url.properties());
    return properties;
  }

  static Connection open(DatabaseUrl url) {
    try {
      return new OneConnection(url).getConnection();
    } catch (SQLException e) {
      throw refused(url, e);
    }
  }

  static DatabaseException refused(DatabaseUrl url, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (state.startsWith("28")) {
      return new DatabaseException(
          Fault.LOGIN_REFUSED,
          "PostgreSQL at %s refused the login of %s: %s"
              .formatted(url.authority(), url.user(), e.getMessage()),
          e);
    }
    return new DatabaseException(
        Fault.UNREACHABLE, "PostgreSQL at %s can't be used: %s".formatted(url, e.getMessage()), e);
  }
}

package dev.saldo.store.embedded;

import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/// The making of roles and databases in an embedded server, by its superuser; each step looks
/// first, so that an interrupted run is finished by the next.
final class Provision {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,50}");
  private static final String OWNER = "saldo_owner";
  private static final String APPLICATION = "saldo_app";

  private final Connection superuser;
  private final Address address;
  private final String ownerPassword;

  Provision(Connection superuser, Address address, String ownerPassword) {
    this.superuser = superuser;
    this.address = address;
    this.ownerPassword = ownerPassword;
  }

  /// How a role reaches a database of this server.
  interface Address {
    DatabaseUrl of(String database, String user, String password);
  }

  DatabaseAccess make(String database, Optional<String> template) throws SQLException {
    if (!NAME.matcher(database).matches()) {
      throw new IllegalArgumentException("not a database name: " + database);
    }
    DatabaseAccess access = access(address, database, ownerPassword);
    role(OWNER, ownerPassword);
    role(APPLICATION, access.application().password());
    if (!exists("SELECT 1 FROM pg_database WHERE datname = ?", database)) {
      String copy = template.map(name -> " TEMPLATE " + name).orElse("");
      execute("CREATE DATABASE " + database + " OWNER " + OWNER + copy);
    }
    return access;
  }

  /// The connections to a database that was made before.
  static DatabaseAccess access(Address address, String database, String ownerPassword) {
    String password = DatabaseAccess.applicationPassword(ownerPassword, APPLICATION, "saldo");
    return DatabaseAccess.of(
        address.of(database, OWNER, ownerPassword), address.of(database, APPLICATION, password));
  }

  private void role(String name, String password) throws SQLException {
    if (exists("SELECT 1 FROM pg_authid WHERE rolname = ? AND rolpassword IS NOT NULL", name)) {
      return;
    }
    if (!exists("SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
      execute("CREATE ROLE " + name + " LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS");
    }
    superuser
        .unwrap(PGConnection.class)
        .alterUserPassword(name, password.toCharArray(), "scram-sha-256");
  }

  private boolean exists(String query, String name) throws SQLException {
    try (PreparedStatement statement = superuser.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute(sql);
    }
  }
}

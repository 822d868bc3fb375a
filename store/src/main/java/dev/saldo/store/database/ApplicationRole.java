package dev.saldo.store.database;

import dev.saldo.store.database.DatabaseException.Fault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/// The role all requests run as: made by the owner when it is missing, and refused when it could
/// get past row-level security.
final class ApplicationRole {
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

  private final Connection owner;
  private final DatabaseAccess access;

  ApplicationRole(Connection owner, DatabaseAccess access) {
    this.owner = owner;
    this.access = access;
  }

  static String quoted(String name) {
    return PLAIN.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /// Makes the role, or gives it the right password, unless it was given by somebody else.
  void ensure() throws SQLException {
    if (access.applicationGiven() || canLogIn()) {
      return;
    }
    DatabaseUrl application = access.application();
    try {
      if (!exists(application.user())) {
        Migrations.execute(
            owner,
            "CREATE ROLE %s LOGIN NOCREATEROLE NOCREATEDB".formatted(quoted(application.user())));
      }
      owner
          .unwrap(PGConnection.class)
          .alterUserPassword(
              application.user(), application.password().toCharArray(), "scram-sha-256");
    } catch (SQLException e) {
      if (!"42501".equals(e.getSQLState())) {
        throw e;
      }
      throw missing(e);
    }
  }

  private DatabaseException missing(SQLException cause) {
    return new DatabaseException(
        Fault.ROLE_MISSING,
        ("The role %s is needed for the application, and %s may not make it. Either let an"
                + " administrator run: ALTER ROLE %s CREATEROLE; or make a role by hand (CREATE ROLE"
                + " %s LOGIN PASSWORD '…') and set DATABASE_APP_URL to connect as it.")
            .formatted(
                access.application().user(),
                access.owner().user(),
                quoted(access.owner().user()),
                quoted(access.application().user())),
        cause);
  }

  private boolean canLogIn() {
    try (Connection open = Connections.open(access.application())) {
      return !open.isClosed();
    } catch (DatabaseException e) {
      if (e.fault() == Fault.LOGIN_REFUSED) {
        return false;
      }
      throw e;
    } catch (SQLException e) {
      return true;
    }
  }

  private boolean exists(String name) throws SQLException {
    try (PreparedStatement query =
        owner.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  /// Lets the role use the schema; what it may do with each table stands in the migrations.
  void letIn() throws SQLException {
    String role = quoted(access.application().user());
    try (PreparedStatement query =
        owner.prepareStatement("SELECT has_schema_privilege(?, 'saldo', 'USAGE')")) {
      query.setString(1, access.application().user());
      try (ResultSet row = query.executeQuery()) {
        if (row.next() && !row.getBoolean(1)) {
          Migrations.execute(owner, "GRANT USAGE ON SCHEMA saldo TO " + role);
        }
      }
    }
  }

  /// Refuses a connection whose role could read or change what row-level security forbids.
  static void check(Connection application, String ownerName) throws SQLException {
    String query =
        """
        SELECT rolsuper, rolbypassrls,
               EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE n.nspname = 'saldo' AND c.relowner = r.oid),
               EXISTS (SELECT 1 FROM pg_roles o
                        WHERE o.rolname = ? AND pg_has_role(r.oid, o.oid, 'MEMBER'))
          FROM pg_roles r WHERE rolname = current_user
        """;
    List<String> faults =
        List.of(
            "is a superuser",
            "may bypass row-level security",
            "owns tables",
            "is a member of the owner's role");
    try (PreparedStatement statement = application.prepareStatement(query)) {
      statement.setString(1, ownerName);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        for (int i = 0; i < faults.size(); i++) {
          if (row.getBoolean(i + 1)) {
            throw new DatabaseException(
                Fault.ROLE_UNSAFE,
                "The application must not connect as a role that %s. Set DATABASE_APP_URL to a plain role."
                    .formatted(faults.get(i)));
          }
        }
      }
    }
  }
}

package dev.saldo.store.database;

import dev.saldo.store.database.DatabaseException.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The steps that bring the schema up to date, run as the owner of the tables.
///
/// Each step is one transaction, so a run that was killed goes on where it stopped. A lock held for
/// the whole run lets several nodes start at once: one works and the others wait and find it done.
/// In the files `${app_role}` is the application's role.
public final class Migrations {
  /// Any number, as long as every Saldo uses the same.
  private static final long LOCK = 0x73616c646fL;

  private static final String STANDARD = "classpath:db/migration";
  private final List<String> locations;

  private Migrations(List<String> locations) {
    this.locations = locations;
  }

  /// The steps that come with Saldo.
  public static Migrations standard() {
    return new Migrations(List.of(STANDARD));
  }

  /// The steps found in other places instead.
  static Migrations in(String... locations) {
    return new Migrations(List.of(locations));
  }

  /// Sees to the application's role and brings the schema up to date.
  ///
  /// @throws DatabaseException if the server is too old, a role is missing or unsafe, or a step
  ///   fails
  public void run(DatabaseAccess access) {
    try (var owner = Connections.open(access.owner())) {
      ServerVersion.of(owner).check(access.owner());
      execute(owner, "SELECT pg_advisory_lock(" + LOCK + ")");
      var role = new ApplicationRole(owner, access);
      role.ensure();
      migrate(access);
      role.letIn();
    } catch (SQLException e) {
      throw new DatabaseException(
          Fault.MIGRATION_FAILED,
          "The schema at %s can't be brought up to date: %s"
              .formatted(access.owner(), e.getMessage()),
          e);
    }
  }

  private void migrate(DatabaseAccess access) {
    DatabaseUrl owner = access.owner();
    try {
      Flyway.configure()
          .dataSource(new OneConnection(owner))
          .schemas(Connections.SCHEMA)
          .defaultSchema(Connections.SCHEMA)
          .createSchemas(true)
          .locations(locations.toArray(String[]::new))
          .placeholders(Map.of("app_role", ApplicationRole.quoted(access.application().user())))
          .validateMigrationNaming(true)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseException(
          Fault.MIGRATION_FAILED,
          "The schema at %s can't be brought up to date: %s".formatted(owner, e.getMessage()),
          e);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

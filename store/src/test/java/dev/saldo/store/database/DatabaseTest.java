package dev.saldo.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saldo.store.database.DatabaseException.Fault;
import dev.saldo.store.embedded.EmbeddedPostgres;
import dev.saldo.store.embedded.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a database promises about roles, migrations and connections, on a real server.
final class DatabaseTest {
  private static final Migrations NOTES = Migrations.in("classpath:db/test-migration");
  private static final Migrations BROKEN = Migrations.in("classpath:db/test-broken");
  private static final PoolSizes SMALL = PoolSizes.small();

  private static Path folder = Path.of("");
  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() throws Exception {
    folder = TestServer.folder("rwxr-xr-x");
    server = EmbeddedPostgres.start(folder, TestServer.options());
  }

  @AfterAll
  static void stopServer() {
    server.close();
    TestServer.delete(folder);
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void run(Database database, String sql) throws SQLException {
    try (Connection connection = database.hot().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void showsNoRowsWithoutAWorkspace() throws Exception {
    try (var database = Database.open(server.provision("rows"), SMALL, NOTES);
        Connection connection = database.hot().getConnection()) {
      connection.setAutoCommit(false);
      text(connection, "SELECT set_config('saldo.workspace_id', 'one', true)");
      connection.createStatement().execute("INSERT INTO notes VALUES ('one', 'mine')");
      assertThat(text(connection, "SELECT count(*) FROM notes")).isEqualTo("1");
      connection.commit();
      assertThat(text(connection, "SELECT count(*) FROM notes")).isEqualTo("0");
      text(connection, "SELECT set_config('saldo.workspace_id', 'two', true)");
      assertThat(text(connection, "SELECT count(*) FROM notes")).isEqualTo("0");
      assertThatThrownBy(
              () -> connection.createStatement().execute("INSERT INTO notes VALUES ('one', 'x')"))
          .hasMessageContaining("row-level security");
      connection.rollback();
    }
  }

  @Test
  void givesTheApplicationNothingBeyondItsGrants() throws Exception {
    try (var database = Database.open(server.provision("grants"), SMALL, NOTES)) {
      for (String forbidden :
          new String[] {
            "ALTER TABLE notes DISABLE ROW LEVEL SECURITY",
            "DROP TABLE notes",
            "UPDATE notes SET body = 'changed'",
            "DELETE FROM notes",
            "TRUNCATE notes",
            "CREATE TABLE more (n int)",
            "CREATE TABLE public.more (n int)",
            "SELECT * FROM flyway_schema_history",
            "SET ROLE saldo_owner"
          }) {
        assertThatThrownBy(() -> run(database, forbidden))
            .as(forbidden)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      }
    }
  }

  @Test
  void limitsEveryWait() throws Exception {
    try (var database = Database.open(server.provision("waits"), SMALL, NOTES);
        Connection connection = database.hot().getConnection()) {
      assertThat(text(connection, "SHOW statement_timeout")).isEqualTo("10s");
      assertThat(text(connection, "SHOW lock_timeout")).isEqualTo("5s");
      assertThat(text(connection, "SHOW idle_in_transaction_session_timeout")).isEqualTo("10s");
      assertThat(text(connection, "SHOW application_name")).isEqualTo("saldo");
      assertThat(text(connection, "SHOW search_path")).isEqualTo("saldo");
    }
  }

  @Test
  void twoNodesMayStartAtOnce() throws Exception {
    var access = server.provision("together");
    Callable<Void> node =
        () -> {
          Database.open(access, SMALL, NOTES).close();
          return null;
        };
    try (var nodes = Executors.newFixedThreadPool(2)) {
      for (var started : nodes.invokeAll(java.util.List.of(node, node))) {
        started.get();
      }
    }
    assertThat(
            TestServer.number(
                TestServer.superuser(server, "together"),
                "SELECT count(*) FROM saldo.flyway_schema_history WHERE version = '1'"))
        .isEqualTo(1);
  }

  @Test
  void aStepThatFailsLeavesNothingBehind() throws Exception {
    var access = server.provision("broken");
    var refusal =
        catchThrowableOfType(
            DatabaseException.class, () -> Database.open(access, SMALL, BROKEN).close());
    assertThat(refusal.fault()).isEqualTo(Fault.MIGRATION_FAILED);
    assertThat(
            TestServer.number(
                access.owner(), "SELECT count(*) FROM pg_tables WHERE tablename = 'half'"))
        .isZero();
    Database.open(access, SMALL, NOTES).close();
  }

  private static String ownerUrl(String database, String rights) throws SQLException {
    var superuser = TestServer.superuser(server, "postgres");
    String role = database + "_owner";
    TestServer.execute(
        superuser, "CREATE ROLE %s LOGIN PASSWORD 'p@ss' %s".formatted(role, rights));
    TestServer.execute(superuser, "CREATE DATABASE %s OWNER %s".formatted(database, role));
    return "postgres://%s:p%%40ss@127.0.0.1:%d/%s".formatted(role, server.port(), database);
  }

  @Test
  void theOwnerMakesTheApplicationsRole() throws Exception {
    String url = ownerUrl("given", "CREATEROLE");
    for (int node = 1; node <= 2; node++) {
      var access = DatabaseAccess.fromUrls(url, Optional.empty());
      try (var database = Database.open(access, SMALL, NOTES);
          Connection connection = database.reads().getConnection()) {
        assertThat(text(connection, "SELECT current_user")).isEqualTo("given_app");
      }
    }
  }

  @Test
  void saysWhatToDoWhenTheOwnerMayMakeNoRoles() throws Exception {
    var access = DatabaseAccess.fromUrls(ownerUrl("strict", ""), Optional.empty());
    var refusal =
        catchThrowableOfType(
            DatabaseException.class, () -> Database.open(access, SMALL, NOTES).close());
    assertThat(refusal.fault()).isEqualTo(Fault.ROLE_MISSING);
    assertThat(refusal).hasMessageContaining("DATABASE_APP_URL").hasMessageContaining("strict_app");
  }

  @Test
  void refusesASuperuserAsTheApplication() {
    var owner = server.provision("mighty").owner();
    var access = DatabaseAccess.of(owner, TestServer.superuser(server, "mighty"));
    var refusal =
        catchThrowableOfType(
            DatabaseException.class, () -> Database.open(access, SMALL, NOTES).close());
    assertThat(refusal.fault()).isEqualTo(Fault.ROLE_UNSAFE);
    assertThat(refusal).hasMessageContaining("superuser");
  }

  @Test
  void saysThatNobodyAnswers() {
    var access =
        DatabaseAccess.fromUrls("postgres://me:secret@127.0.0.1:1/nothing", Optional.empty());
    var refusal =
        catchThrowableOfType(
            DatabaseException.class, () -> Database.open(access, SMALL, NOTES).close());
    assertThat(refusal.fault()).isEqualTo(Fault.UNREACHABLE);
    assertThat(refusal.getMessage()).contains("127.0.0.1:1").doesNotContain("secret");
  }
}

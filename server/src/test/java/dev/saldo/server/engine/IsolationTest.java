package dev.saldo.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A workspace sees its own rows alone, and what is posted stays.
final class IsolationTest {
  private static final List<String> TABLES =
      List.of(
          "account", "term", "wallet", "credit_grant", "ledger_entry", "command", "change_batch");

  private EngineWorld world;

  @BeforeEach
  void open() throws Exception {
    world = new EngineWorld();
    var engine = world.engine();
    var customer = world.customer(engine, "open", "1000");
    world.accepted(engine, customer, world.charge());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theOwnWorkspaceSeesItsRows() throws Exception {
    try (var connection = world.application()) {
      for (var table : TABLES) {
        assertThat(count(connection, table)).as(table).isPositive();
      }
    }
  }

  @Test
  void anotherWorkspaceSeesNothing() throws Exception {
    try (var connection = world.application()) {
      execute(connection, "SET saldo.workspace = '" + (world.workspace + 1) + "'");
      for (var table : TABLES) {
        assertThat(count(connection, table)).as(table).isZero();
      }
    }
  }

  @Test
  void whoNamesNoWorkspaceSeesNothing() throws Exception {
    try (var connection = world.application()) {
      for (var nothing : List.of("RESET saldo.workspace", "SET saldo.workspace = ''")) {
        execute(connection, nothing);
        for (var table : TABLES) {
          assertThat(count(connection, table)).as(table).isZero();
        }
      }
    }
  }

  @Test
  void nobodyWritesIntoAnotherWorkspace() throws Exception {
    try (var connection = world.application()) {
      assertThatThrownBy(() ->
              execute(
                  connection,
                  """
                  INSERT INTO account (workspace_id, id, zone, last_at, next_due_at)
                  VALUES (-1, gen_random_uuid(), 'UTC', now(), now())
                  """))
          .hasMessageContaining("row-level security");
    }
  }

  @Test
  void everyTableIsUnderRowLevelSecurity() throws Exception {
    assertThat(
            world.ask(
                """
                SELECT string_agg(relname, ', ') FROM pg_class
                 WHERE relnamespace = 'saldo'::regnamespace AND relkind = 'r'
                   AND relname IN ('account', 'term', 'wallet', 'credit_grant', 'hold',
                     'ledger_entry', 'command', 'past', 'budget', 'consent', 'tally', 'rate_act',
                     'change_batch', 'notice', 'checkpoint', 'checkpoint_head', 'resource',
                     'resource_grace')
                   AND NOT (relrowsecurity AND relforcerowsecurity)
                """))
        .isNull();
  }

  @Test
  void theApplicationCantChangeWhatIsPosted() throws Exception {
    try (var connection = world.application()) {
      for (var sql :
          List.of(
              "UPDATE ledger_entry SET amount = 1",
              "DELETE FROM ledger_entry",
              "UPDATE command SET credits = 1",
              "DELETE FROM command",
              "DELETE FROM wallet",
              "DELETE FROM credit_grant",
              "DELETE FROM resource",
              "UPDATE resource SET reference = 'x'",
              "DELETE FROM resource_grace",
              "UPDATE wallet SET id = gen_random_uuid()",
              "TRUNCATE ledger_entry")) {
        assertThatThrownBy(() -> execute(connection, sql))
            .as(sql)
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void norCanTheOwnerOfTheTables() throws Exception {
    try (var connection = world.owner()) {
      for (var sql :
          List.of(
              "UPDATE ledger_entry SET amount = 1",
              "DELETE FROM ledger_entry",
              "UPDATE command SET credits = 1",
              "DELETE FROM command",
              "TRUNCATE command")) {
        assertThatThrownBy(() -> execute(connection, sql))
            .as(sql)
            .hasMessageContaining("never changed");
      }
    }
  }

  @Test
  void amountsThatAreNoNumbersAreRefusedByTheTables() throws Exception {
    try (var connection = world.application()) {
      for (var sql :
          List.of(
              "UPDATE credit_grant SET remaining = 'NaN'",
              "UPDATE credit_grant SET remaining = -1",
              "UPDATE credit_grant SET held = remaining + 1",
              "UPDATE wallet SET debt = 'NaN'")) {
        assertThatThrownBy(() -> execute(connection, sql))
            .as(sql)
            .hasMessageContaining("violates check constraint");
      }
    }
  }

  @Test
  void dueAccountsOfAllWorkspacesAreListedWithoutTheirContents() throws Exception {
    try (var connection = world.owner()) {
      execute(connection, "UPDATE account SET next_due_at = now()");
    }
    try (var connection = world.application()) {
      execute(connection, "RESET saldo.workspace");
      assertThat(
              count(
                  connection, "due_accounts(now(), 1000) WHERE workspace_id = " + world.workspace))
          .isEqualTo(1);
      assertThat(count(connection, "account")).isZero();
    }
  }

  private static int count(Connection connection, String table) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

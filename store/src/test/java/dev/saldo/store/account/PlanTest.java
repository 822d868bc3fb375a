package dev.saldo.store.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.store.database.Database;
import dev.saldo.store.embedded.TemporaryPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every statement of the hot path uses its whole index: with few rows and no statistics, as after
/// the first batches, and with one customer who has most of the rows, which averages don't tell.
final class PlanTest {
  private static TemporaryPostgres postgres;
  private static Database database;

  @BeforeAll
  static void start() throws SQLException {
    postgres = TemporaryPostgres.start();
    database = postgres.newDatabase();
    fill();
  }

  /// A thousand customers with a row each in every table, and one with thousands.
  private static void fill() throws SQLException {
    var owner = database.access().owner();
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo; SET saldo.workspace = '1'");
      for (var sql : ROWS.split(";", -1)) {
        statement.execute(sql);
      }
    }
  }

  private static final String ROWS =
      """
      CREATE TEMP TABLE someone AS
      SELECT CASE WHEN i <= 1000 THEN md5(i::text)::uuid ELSE md5('0')::uuid END AS id,
             md5('x' || i)::uuid AS other, i
        FROM generate_series(1, 6000) AS i;
      INSERT INTO account (workspace_id, id, zone, last_at, next_due_at)
      SELECT DISTINCT ON (id) 1, id, 'UTC', now(), now() FROM someone;
      INSERT INTO wallet SELECT DISTINCT ON (id) 1, id, other, 'main', 'credit', 0,
             decode(repeat('00', 32), 'hex'), 0, 0 FROM someone;
      INSERT INTO credit_grant (workspace_id, customer_id, wallet_id, id, kind, label, amount,
             remaining, held, floor, priority, granted_at, carried, state, live)
      SELECT 1, id, other, other, 'plan', '', 1, 1, 0, 0, 1, now(), false,
             CASE WHEN i < 1100 THEN 'active' ELSE 'expired' END, i < 1100 FROM someone;
      INSERT INTO hold (workspace_id, customer_id, id, wallet_id, amount, overage, opened_at,
             expires_at, state, open_for, action, act)
      SELECT 1, id, other, other, 1, 0, now(), now() + i * interval '1 second',
             CASE WHEN i < 1100 THEN 'open' ELSE 'released' END,
             CASE WHEN i < 1100 THEN id END, '', '{}' FROM someone;
      INSERT INTO command (workspace_id, customer_id, id, source, key, key_hash, digest, kind,
             occurred_at, recorded_at, answer)
      SELECT 1, id, other, '', i::text, other, decode(repeat('00', 32), 'hex'), 'charge', now(),
             now(), '{}' FROM someone;
      INSERT INTO past SELECT 1, id, other, 0, 0 FROM someone;
      INSERT INTO budget (workspace_id, customer_id, id, name, scope_kind, scope_reference, cadence,
             ceiling, ceiling_unit, hard, notify_percent)
      SELECT 1, id, other, '', 'customer', '', 'day', 1, 'credit', true, '[]' FROM someone;
      INSERT INTO tally SELECT 1, id, now() + i * interval '1 day', 'quota:' || i, 0, 0 FROM someone;
      INSERT INTO rate_act SELECT 1, id, 'rate', i, now() FROM someone;
      INSERT INTO resource SELECT 1, id, other, 'agents', i::text, now() FROM someone
      """;

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  static Stream<Arguments> statements() {
    return Stream.of(
        of("lock", AccountRows.LOCK_FREE, "int8, uuid[]", "account_pkey", "id"),
        of("keys", JournalRows.KEYS, "uuid[], int8", "command_workspace_id_key_hash_key", "hash"),
        of("pasts", JournalRows.PASTS, "uuid[], uuid[], int8, int8", "command_pkey", "id"),
        of("wallets", WalletRows.LOAD, "uuid[], int8, int8", "wallet_", "customer_id"),
        of("named holds", HoldRows.NAMED, "uuid[], uuid[], int8", "hold_pkey", "id"),
        of("due holds", HoldRows.DUE, "uuid[], timestamptz[], int8", "hold_open", "open_for"),
        of("soonest", HoldRows.SOONEST, "uuid[], timestamptz[], int8", "hold_open", "open_for"),
        of("budgets", LimitRows.BUDGETS, "uuid[], int8", "budget_pkey", "customer_id"),
        of(
            "claimed resources",
            ResourceRows.CLAIMED,
            "uuid[], text[], text[], int8",
            "resource_claimed",
            "reference"),
        of("named resources", ResourceRows.NAMED, "uuid[], uuid[], int8", "resource_pkey", "id"),
        of(
            "return of resources",
            ResourceRows.RETURN,
            "uuid[], uuid[], timestamptz[], int8",
            "resource_pkey",
            "id"),
        of(
            "tallies",
            LimitRows.TALLIES,
            "uuid[], timestamptz[], text[], text[], int8",
            "tally_pkey",
            "period"),
        of(
            "rate acts",
            LimitRows.RATE_ACTS,
            "uuid[], text[], int8[], int8[], int8, int8",
            "rate_act_pkey",
            "rate"),
        of(
            "change of wallets",
            WalletColumns.UPDATE,
            "uuid[], uuid[], int8[], int8[], bytea[], numeric[], numeric[], int8",
            "wallet_",
            "customer_id"),
        of(
            "change of grants",
            GrantColumns.UPDATE,
            "uuid[], uuid[], numeric[], numeric[], numeric[], numeric[], text[], bool[], int8",
            "credit_grant_",
            "id"),
        of(
            "change of tallies",
            LimitColumns.UPDATE_TALLIES,
            "uuid[], text[], timestamptz[], numeric[], numeric[], int8[], int8",
            "tally_pkey",
            "period_from"),
        of(
            "change of holds",
            HoldRows.UPDATE,
            "uuid[], uuid[], timestamptz[], text[], uuid[], int8",
            "hold_pkey",
            "id"));
  }

  private static Arguments of(String name, String sql, String types, String index, String column) {
    return Arguments.of(name, sql, types, index, column);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statements")
  void theStatementUsesItsIndexWhateverIsKnownOfTheRows(
      String name, String sql, String types, String index, String column) throws SQLException {
    try (var connection = database.hot().getConnection()) {
      AccountStore.prepare(connection);
      check(plan(connection, sql, types), name, sql, index, column);
      analyze();
      AccountStore.replan(connection);
      check(plan(connection, sql, types), name, sql, index, column);
    }
  }

  private static void analyze() throws SQLException {
    var owner = database.access().owner();
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("ANALYZE");
    }
  }

  private static void check(String plan, String name, String sql, String index, String column) {
    assertThat(plan).contains("using " + index).doesNotContain("Seq Scan", "Bitmap", "Hash Join");
    assertThat(plan.lines().filter(line -> line.contains("Index Cond")))
        .as("%s%n%s", name, plan)
        .allMatch(line -> line.contains(column));
    if (sql.contains("UPDATE ") && !sql.contains("FOR NO KEY")) {
      assertThat(plan).contains("Tid Scan");
    }
  }

  /// The plan that the server keeps, made before it knows any parameter.
  private static String plan(Connection connection, String sql, String types) throws SQLException {
    var numbered = new StringBuilder("PREPARE it (" + types + ") AS ");
    var parameters = 0;
    for (var i = 0; i < sql.length(); i++) {
      if (sql.charAt(i) == '?') {
        numbered.append('$').append(++parameters);
      } else {
        numbered.append(sql.charAt(i));
      }
    }
    var nulls = String.join(", ", Collections.nCopies(parameters, "NULL"));
    try (var statement = connection.createStatement()) {
      statement.execute(numbered.toString());
      var lines = new StringBuilder();
      try (var rows = statement.executeQuery("EXPLAIN EXECUTE it (" + nulls + ")")) {
        while (rows.next()) {
          lines.append(rows.getString(1)).append('\n');
        }
      }
      statement.execute("DEALLOCATE it");
      return lines.toString();
    }
  }
}

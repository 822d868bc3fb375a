package dev.saldo.testkit.migration;

import dev.saldo.store.database.DatabaseAccess;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What must stand in the tables after a migration at once, and after one for the end of a period
/// that was stopped; read from outside the server as the tables' owner.
///
/// @param movable how many customers can be moved
/// @param staying how many can't
record MovedRows(int movable, int staying) {
  private static final String MOVABLE =
      "SELECT count(*) FROM account a WHERE a.plan = 'basic' AND ";

  private static final String LINES =
      "(SELECT count(*) FROM command c WHERE c.customer_id = a.id"
          + " AND c.source = 'saldo:migration' AND c.kind = '%s')";

  /// What must be 0, in words, with the statement that counts it.
  private record Wrong(String words, String statement) {}

  private static final List<Wrong> WRONG =
      List.of(
          new Wrong("customers left behind", MOVABLE + "a.catalog_version <> 2"),
          new Wrong(
              "customers with other terms than one before and one after a move",
              MOVABLE
                  + "(a.term_ordinal <> 2 OR 1 <> (SELECT count(*) FROM term t"
                  + " WHERE t.customer_id = a.id AND t.catalog_version = 1))"),
          new Wrong(
              "customers charged other than once for a move",
              MOVABLE + "3 <> (SELECT count(*) FROM invoice i WHERE i.customer_id = a.id)"),
          new Wrong(
              "customers whose journal tells of other than one move",
              MOVABLE + "1 <> " + LINES.formatted("plan_change")),
          new Wrong(
              "customers whose journal tells of other than one change arranged and taken back",
              MOVABLE + "2 <> " + LINES.formatted("subscription")),
          new Wrong(
              "customers with a change still arranged",
              "SELECT count(*) FROM account WHERE subscription -> 'arranged' IS NOT NULL"),
          new Wrong(
              "customers moved who can't be",
              "SELECT count(*) FROM account a WHERE a.plan <> 'basic' AND (a.catalog_version <> 1"
                  + " OR EXISTS (SELECT 1 FROM command c WHERE c.customer_id = a.id"
                  + " AND c.source = 'saldo:migration'))"),
          new Wrong(
              "migrations that are still at work",
              "SELECT count(*) FROM catalog_migration WHERE ended_at IS NULL OR slice <> '{}'"));

  /// What must not be, in words.
  List<String> wrong(DatabaseAccess access) throws SQLException {
    var owner = access.owner();
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo");
      var workspace =
          number(statement, "SELECT id FROM workspace WHERE name = 'default' AND mode = 'live'");
      statement.execute("SET saldo.workspace = '" + workspace + "'");
      var wrong = new ArrayList<String>();
      for (var one : WRONG) {
        var count = number(statement, one.statement());
        if (count != 0) {
          wrong.add("%,d %s".formatted(count, one.words()));
        }
      }
      count(statement, wrong, "moved", 2, movable);
      count(statement, wrong, "refused", 2, staying);
      count(statement, wrong, "taken_back", 2, 0);
      count(statement, wrong, "moved", 3, movable);
      count(statement, wrong, "refused", 3, 0);
      count(statement, wrong, "taken_back", 3, movable);
      return wrong;
    }
  }

  private static void count(
      Statement statement, List<String> wrong, String column, int to, long expected)
      throws SQLException {
    var found =
        number(
            statement,
            "SELECT %s FROM catalog_migration WHERE to_version = %d".formatted(column, to));
    if (found != expected) {
      wrong.add(
          "the migration to version %d counts %,d as %s instead of %,d"
              .formatted(to, found, column, expected));
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}

package dev.saldo.store.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The tables of the schema whose rows are data.
final class Tables {
  // What isn't data: how the schema came about, secrets of the nodes, the jobs' own clockwork, and
  // how far the nodes' clocks have come.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "flyway_schema_history",
          "node_secret",
          "scheduled_tasks",
          "clock_seen",
          "clock_approval");

  private static final String COLUMNS =
      """
      SELECT c.relname, c.relforcerowsecurity,
             array_agg(a.attname::text ORDER BY a.attnum),
             array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attidentity <> ''),
             (SELECT string_agg(quote_ident(k.attname), ', ' ORDER BY array_position(i.indkey, k.attnum))
                FROM pg_index i JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = ANY (i.indkey)
               WHERE i.indrelid = c.oid AND i.indisprimary)
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'saldo'
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                           AND a.attgenerated = ''
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
       GROUP BY c.oid, c.relname, c.relforcerowsecurity
       ORDER BY c.relname
      """;

  private static final String SCHEMA =
      """
      SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL
       ORDER BY installed_rank DESC LIMIT 1
      """;

  private Tables() {}

  /// One of them.
  ///
  /// @param forced whether its owner too sees the rows of one workspace alone
  /// @param identities the columns that number themselves
  /// @param key the columns of its key, by which an export is sorted
  record Table(
      String name, boolean forced, List<String> columns, List<String> identities, String key) {
    /// The column that tells whose a row is; empty for what all workspaces share.
    String owner() {
      if (columns.contains("workspace_id")) {
        return "workspace_id";
      }
      return name.equals("workspace") ? "id" : "";
    }

    boolean isShared() {
      return owner().isEmpty();
    }

    String quotedName() {
      return quoted(name);
    }

    String columnList() {
      return columns.stream().map(Tables::quoted).collect(Collectors.joining(", "));
    }
  }

  static List<Table> all(Connection connection) throws SQLException {
    var tables = new ArrayList<Table>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(COLUMNS)) {
      while (rows.next()) {
        if (!LEFT_OUT.contains(rows.getString(1))) {
          var identities = rows.getArray(4);
          tables.add(
              new Table(
                  rows.getString(1),
                  rows.getBoolean(2),
                  List.of((String[]) rows.getArray(3).getArray()),
                  identities == null ? List.of() : List.of((String[]) identities.getArray()),
                  Optional.ofNullable(rows.getString(5)).orElse("1")));
        }
      }
    }
    return tables;
  }

  /// The last step of the schema.
  static String schema(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(SCHEMA)) {
      if (!row.next()) {
        throw new ArchiveException("The database has no schema of Saldo.");
      }
      return row.getString(1);
    }
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}

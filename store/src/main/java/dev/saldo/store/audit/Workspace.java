package dev.saldo.store.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A workspace in one mode, as far as its books need a name.
///
/// @param name empty for books whose workspace isn't registered
public record Workspace(long id, Optional<String> name, Optional<String> mode) {
  private static final String REGISTERED = "SELECT id, name, mode FROM all_workspaces()";

  // The tables' owner sees the accounts of all workspaces.
  private static final String WITH_ACCOUNTS = "SELECT DISTINCT workspace_id FROM account";

  /// Which workspaces are meant.
  ///
  /// @param mode empty for both
  public record Choice(String name, Optional<String> mode) {
    /// Whether a workspace is among them; one that isn't registered goes by its number.
    public boolean matches(Workspace workspace) {
      return workspace.name().orElse(Long.toString(workspace.id())).equals(name)
          && (mode.isEmpty() || workspace.mode().isEmpty() || mode.equals(workspace.mode()));
    }
  }

  /// The name for people, such as `default (live)`.
  public String title() {
    return name.map(known -> known + mode.map(" (%s)"::formatted).orElse(""))
        .orElse("workspace " + id);
  }

  /// Every registered workspace and every other that has accounts, in the order of their ids.
  public static List<Workspace> all(Connection connection) throws SQLException {
    Map<Long, Workspace> found = new TreeMap<>();
    try (var statement = connection.createStatement()) {
      try (var rows = statement.executeQuery(WITH_ACCOUNTS)) {
        while (rows.next()) {
          var id = rows.getLong(1);
          found.put(id, new Workspace(id, Optional.empty(), Optional.empty()));
        }
      }
      if (isRegistryThere(connection)) {
        try (var rows = statement.executeQuery(REGISTERED)) {
          while (rows.next()) {
            var id = rows.getLong(1);
            found.put(
                id,
                new Workspace(id, Optional.of(rows.getString(2)), Optional.of(rows.getString(3))));
          }
        }
      }
    }
    return new ArrayList<>(found.values());
  }

  private static boolean isRegistryThere(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT to_regprocedure('all_workspaces()') IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}

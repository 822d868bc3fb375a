package dev.saldo.store.audit;

import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.OwnerSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The books of a database, looked at as they stand at one moment while others go on writing: the
/// room's door.
public final class Books {
  private final DatabaseAccess access;

  public Books(DatabaseAccess access) {
    this.access = access;
  }

  /// What the checks came to in one workspace.
  public record Examined(Workspace workspace, List<Finding> findings) {
    public Examined {
      findings = List.copyOf(findings);
    }

    public boolean isClean() {
      return findings.stream().allMatch(Finding::isClean);
    }
  }

  /// Examines the workspaces that are chosen, or all.
  ///
  /// @throws SQLException if the database fails; a difference is no failure
  public List<Examined> examine(Optional<Workspace.Choice> choice, Watcher watcher)
      throws SQLException {
    try (var connection = OwnerSession.open(access)) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      var examined = examine(connection, choice, watcher);
      connection.rollback();
      return examined;
    }
  }

  /// The same within a transaction of the caller's.
  public static List<Examined> examine(
      Connection connection, Optional<Workspace.Choice> choice, Watcher watcher)
      throws SQLException {
    var examined = new ArrayList<Examined>();
    for (var workspace : Workspace.all(connection)) {
      if (choice.isEmpty() || choice.get().matches(workspace)) {
        examined.add(new Examined(workspace, Examination.run(connection, workspace.id(), watcher)));
      }
    }
    return examined;
  }
}

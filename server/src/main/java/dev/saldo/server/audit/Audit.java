package dev.saldo.server.audit;

import dev.saldo.store.audit.Books;
import dev.saldo.store.audit.Watcher;
import dev.saldo.store.audit.Workspace;
import dev.saldo.store.database.DatabaseAccess;
import java.sql.SQLException;
import java.util.Optional;

/// Recomputes every balance from the entries and checks every chain of a database, while others go
/// on using it.
public final class Audit {
  private final Books books;

  public Audit(DatabaseAccess access) {
    this.books = new Books(access);
  }

  /// Audits all workspaces.
  public AuditReport run() throws SQLException {
    return run(Optional.empty(), Watcher.NONE);
  }

  /// Audits the chosen workspaces, or all.
  ///
  /// @throws SQLException if the database fails; what differs stands in the report
  public AuditReport run(Optional<Workspace.Choice> choice, Watcher watcher) throws SQLException {
    return new AuditReport(books.examine(choice, watcher));
  }
}

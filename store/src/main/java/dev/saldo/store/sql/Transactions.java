package dev.saldo.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Runs work in transactions of its own.
public final class Transactions {
  private final DataSource source;

  public Transactions(DataSource source) {
    this.source = source;
  }

  /// What is done in one transaction.
  @FunctionalInterface
  public interface Work<T> {
    T in(Statements statements) throws SQLException;
  }

  /// Does something that sees and writes the rows of one workspace alone.
  ///
  /// @throws StoreException where the database refuses or can't answer; nothing is written then
  public <T> T inWorkspace(long workspace, Work<T> work) {
    return run(statements -> {
      statements.first(
          "SELECT set_config('saldo.workspace', ?, true)",
          row -> row.text(1),
          Long.toString(workspace));
      return work.in(statements);
    });
  }

  /// Does something that belongs to no workspace.
  ///
  /// @throws StoreException where the database refuses or can't answer; nothing is written then
  public <T> T run(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(new Statements(connection));
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}

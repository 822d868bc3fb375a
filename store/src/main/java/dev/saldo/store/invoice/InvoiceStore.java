package dev.saldo.store.invoice;

import dev.saldo.core.account.Effect;
import dev.saldo.core.account.JournalLine;
import dev.saldo.store.account.AccountStore;
import dev.saldo.store.account.Writing;
import dev.saldo.store.array.BinaryArray;
import dev.saldo.store.sql.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/// Invoices in PostgreSQL: the room's door for whoever finalizes them.
public final class InvoiceStore {
  // Few rows of large tables: plans that look each up, whatever the statistics say.
  private static final String SESSION =
      """
      SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off;
      SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL jit = off
      """;

  private static final String DUE = "SELECT workspace_id, customer_id FROM due_invoices(?, ?)";

  private final DataSource connections;
  private final AccountStore accounts = new AccountStore();

  public InvoiceStore(DataSource connections) {
    this.connections = connections;
  }

  /// A customer of a workspace with a draft to be finalized.
  public record Due(long workspace, UUID customer) {}

  /// One transaction in one workspace.
  ///
  /// @param asked what earlier invoices asked for
  /// @param writing what the journal gets
  public record Session(
      DueReads reads, BilledReads asked, DueWrites writes, Corrected corrected, Writing writing) {
    /// Puts a line into the journal.
    ///
    /// @param answer as JSON
    public void journal(UUID customer, JournalLine line, String answer) {
      writing.append(customer, List.of(new Effect.Journaled(line)), Map.of(line.id(), answer));
    }
  }

  /// What is done in one transaction.
  @FunctionalInterface
  public interface Work<T> {
    T in(Session session);
  }

  /// Does something in one transaction: all of it, or nothing.
  ///
  /// @throws StoreException where the database refuses or can't answer
  public <T> T in(long workspace, Work<T> work) {
    try (var connection = connections.getConnection()) {
      connection.setAutoCommit(false);
      BinaryArray.prepare(connection);
      try {
        var result = inTransaction(connection, workspace, work);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  private <T> T inTransaction(Connection connection, long workspace, Work<T> work)
      throws SQLException {
    AccountStore.enter(connection, workspace);
    try (var statement = connection.createStatement()) {
      statement.execute(SESSION);
    }
    var writing = accounts.writing(connection, workspace, Runnable::run);
    var session =
        new Session(
            new DueReads(connection, workspace),
            new BilledReads(connection, workspace),
            new DueWrites(connection, workspace),
            new Corrected(connection, workspace),
            writing);
    var result = work.in(session);
    writing.end(List.of());
    return result;
  }

  /// Customers of all workspaces with drafts to be finalized, the longest due first.
  public List<Due> due(Instant clock, int most) {
    try (var connection = connections.getConnection()) {
      var due = new ArrayList<Due>();
      Jdbc.query(
          connection,
          DUE,
          row -> due.add(new Due(row.getLong(1), row.getObject(2, UUID.class))),
          clock,
          most);
      return due;
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }
}

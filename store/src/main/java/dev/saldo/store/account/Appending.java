package dev.saldo.store.account;

import dev.saldo.core.account.Effect;
import dev.saldo.core.account.JournalLine;
import dev.saldo.store.array.BinaryArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/// The rows that a transaction adds to the journal and the ledger, sent some hundred at a time, so
/// that the database takes them in while the next ones are being decided.
///
/// While some are on their way the connection is theirs; [#end] gives it back.
final class Appending {
  private static final int ROWS = 50;

  private static final String INSERT_BATCH =
      "INSERT INTO change_batch (workspace_id, customers, commands) VALUES (?, ?, ?)";

  private final Connection connection;
  private final long workspace;
  private final Executor executor;
  private final BinaryArray customers = BinaryArray.uuids(ROWS);
  private final BinaryArray commands = BinaryArray.uuids(ROWS);
  private JournalColumns journal = new JournalColumns(ROWS);
  private EntryColumns entries = new EntryColumns(ROWS);
  private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);

  Appending(Connection connection, long workspace, Executor executor) {
    this.connection = connection;
    this.workspace = workspace;
    this.executor = executor;
  }

  void add(UUID customer, Effect.EntryPosted posted) {
    entries.add(customer, posted.entry());
  }

  void add(UUID customer, JournalLine line, String answer) {
    journal.add(customer, line, answer);
    customers.add(customer);
    commands.add(line.id());
  }

  /// Sends what there is, if it is enough to be worth it.
  void flow() {
    if (journal.rows() >= ROWS) {
      send();
    }
  }

  private void send() {
    var lines = journal;
    var postings = entries;
    journal = new JournalColumns(ROWS);
    entries = new EntryColumns(ROWS);
    sent = sent.thenRunAsync(() -> write(postings, lines), executor);
  }

  private void write(EntryColumns postings, JournalColumns lines) {
    try {
      postings.write(connection, workspace);
      lines.write(connection, workspace);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  /// Waits for what is on its way, and sends the rest.
  void end() throws SQLException {
    await();
    entries.write(connection, workspace);
    journal.write(connection, workspace);
    if (commands.count() > 0) {
      Statements.change(connection, INSERT_BATCH, 1, workspace, customers, commands);
    }
  }

  /// Waits for what is on its way, whatever comes of it.
  void abandon() {
    sent.exceptionally(_ -> null).join();
  }

  private void await() throws SQLException {
    try {
      sent.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw e;
    }
  }
}

package dev.saldo.store.invoice;

import dev.saldo.core.calendar.Period;
import dev.saldo.store.array.BinaryArray;
import dev.saldo.store.metering.EventReads;
import dev.saldo.store.metering.EventSink;
import dev.saldo.store.reading.ReadSide;
import dev.saldo.store.sql.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;

/// Reads what a billed period is made of on one snapshot and without a lock: what invoices are made
/// from, and the events behind it.
public final class PeriodReads {
  private final ReadSide reads;

  public PeriodReads(ReadSide reads) {
    this.reads = reads;
  }

  /// What is done on a snapshot.
  @FunctionalInterface
  public interface Work<T> {
    T on(Snapshot snapshot);
  }

  /// Reads on one snapshot of a workspace.
  public <T> T in(long workspace, Work<T> work) {
    return reads.in(
        workspace,
        connection -> {
          BinaryArray.prepare(connection);
          return work.on(new Snapshot(connection, workspace));
        });
  }

  /// The state of one workspace at one moment. Belongs to one thread.
  public static final class Snapshot {
    private final Connection connection;
    private final long workspace;

    private Snapshot(Connection connection, long workspace) {
      this.connection = connection;
      this.workspace = workspace;
    }

    public DueReads due() {
      return new DueReads(connection, workspace);
    }

    /// Hands over a customer's events, as [EventReads] does.
    ///
    /// @throws StoreException where the database can't answer
    public void events(UUID customer, Period stretch, Set<String> wanted, EventSink sink) {
      try {
        EventReads.each(connection, workspace, customer, stretch, wanted, sink);
      } catch (SQLException e) {
        throw StoreException.of(e);
      }
    }
  }
}

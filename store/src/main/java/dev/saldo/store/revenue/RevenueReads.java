package dev.saldo.store.revenue;

import dev.saldo.core.revenue.Days;
import dev.saldo.core.revenue.RevenueJournal;
import dev.saldo.store.reading.ReadSide;

/// The journal in money of a workspace: the room's door. Safe for use by many threads.
public final class RevenueReads {
  private final ReadSide reads;

  public RevenueReads(ReadSide reads) {
    this.reads = reads;
  }

  /// The journal of some days, on one snapshot.
  public RevenueJournal journal(long workspace, Days days, InvoiceLineReads.Shares shares) {
    return reads.in(
        workspace,
        connection -> {
          var journal = new RevenueJournal(days);
          LotReads.book(connection, workspace, days, journal);
          InvoiceLineReads.book(connection, workspace, days, shares, journal);
          return journal;
        });
  }
}

package dev.saldo.store.limit;

import dev.saldo.store.reading.Columns;
import dev.saldo.store.reading.ReadSide;
import java.time.Instant;
import java.util.UUID;

/// The acts that rate limits have seen. Safe for use by many threads.
public final class RateReads {
  private static final String COUNT =
      """
      SELECT count(*) FROM rate_act
       WHERE workspace_id = ? AND customer_id = ? AND rate = ? AND at > ?
      """;

  private final ReadSide reads;

  public RateReads(ReadSide reads) {
    this.reads = reads;
  }

  /// How many acts happened after a time.
  public long after(long workspace, UUID customer, String rate, Instant at) {
    return reads.first(workspace, COUNT, Columns::number, workspace, customer, rate, at).orElse(0L);
  }
}

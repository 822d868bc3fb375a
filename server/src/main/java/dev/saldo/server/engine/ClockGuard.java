package dev.saldo.server.engine;

import java.time.Duration;
import java.time.Instant;

/// Watches the node's clock against the database's: one that falls back by more than a bound, seen
/// from the furthest it was ahead, puts no times on postings any more. A constant difference
/// between the two does no harm. Safe for use by many threads.
public final class ClockGuard {
  private final Duration bound;
  private Duration lead = Duration.ofSeconds(Long.MIN_VALUE / 4);

  /// @param bound how far the clock may fall back
  public ClockGuard(Duration bound) {
    this.bound = bound;
  }

  /// Whether a time of the node's clock may be used.
  ///
  /// @param database the database's clock, read at about the same time
  synchronized boolean isSafe(Instant clock, Instant database) {
    var ahead = Duration.between(database, clock);
    if (ahead.compareTo(lead) > 0) {
      lead = ahead;
    }
    return ahead.compareTo(lead.minus(bound)) >= 0;
  }
}

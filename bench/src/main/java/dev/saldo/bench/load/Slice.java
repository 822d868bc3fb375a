package dev.saldo.bench.load;

import org.HdrHistogram.Histogram;

/// What a stretch of load came to.
///
/// @param done how many took effect
/// @param elapsedNs from the first call to the last answer
/// @param latencies of the calls, in microseconds
public record Slice(long done, long elapsedNs, Histogram latencies) {
  /// How many took effect in a second.
  public long perSecond() {
    return done * 1_000_000_000L / Math.max(1, elapsedNs);
  }
}

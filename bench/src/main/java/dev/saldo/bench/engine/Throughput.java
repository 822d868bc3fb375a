package dev.saldo.bench.engine;

import java.util.Arrays;

/// What a load came to.
///
/// @param done how many calls were made and took effect
/// @param perSecond of these
/// @param p50Us half of the calls took at most so many microseconds
/// @param p99Us 99 of 100 calls took at most so many microseconds
public record Throughput(
    String name, int callers, long done, long perSecond, long p50Us, long p99Us) {

  static Throughput of(String name, int callers, long elapsedNs, long[] latenciesUs) {
    var sorted = latenciesUs.clone();
    Arrays.sort(sorted);
    var done = sorted.length;
    return new Throughput(
        name,
        callers,
        done,
        done * 1_000_000_000L / Math.max(1, elapsedNs),
        done == 0 ? 0 : sorted[done / 2],
        done == 0 ? 0 : sorted[(int) (done * 99L / 100)]);
  }

  @Override
  public String toString() {
    return "%-34s %5d callers  %,8d/s  p50 %,7d us  p99 %,7d us  (%,d)"
        .formatted(name, callers, perSecond, p50Us, p99Us, done);
  }
}

package dev.saldo.bench.report;

import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// One thing that was measured.
///
/// @param bench the benchmark it belongs to
/// @param what it is, in words
/// @param value the median of the slices
/// @param unit such as `charges/s`
/// @param latencies of all slices together
/// @param gates what must be true of it
public record Figure(
    String bench,
    String what,
    long value,
    String unit,
    Optional<Latencies> latencies,
    List<Gate> gates) {
  public Figure {
    gates = List.copyOf(gates);
  }

  /// How long calls took, in microseconds, by the share of them that took no longer.
  public record Latencies(long p50Us, long p90Us, long p99Us, long p999Us, long maxUs) {
    /// The figures of a histogram of microseconds.
    public static Latencies of(Histogram histogram) {
      return new Latencies(
          histogram.getValueAtPercentile(50),
          histogram.getValueAtPercentile(90),
          histogram.getValueAtPercentile(99),
          histogram.getValueAtPercentile(99.9),
          histogram.getMaxValue());
    }
  }

  /// Whether all its gates hold.
  public boolean holds() {
    return gates.stream().allMatch(Gate::holds);
  }
}

package dev.saldo.bench.report;

import java.util.List;

/// Throughput at rising numbers of callers.
///
/// @param name for the legend
/// @param ours whether it is Saldo's, drawn in its colour
public record Curve(String name, boolean ours, List<Point> points) {
  public Curve {
    points = List.copyOf(points);
  }

  /// So many callers got so much done in a second.
  public record Point(int callers, long perSecond) {}
}

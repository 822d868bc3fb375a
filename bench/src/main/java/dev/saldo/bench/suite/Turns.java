package dev.saldo.bench.suite;

import dev.saldo.bench.load.Slice;
import dev.saldo.bench.report.Figure.Latencies;
import dev.saldo.server.cli.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Slices of several contestants, taken in turns.
final class Turns {
  private static final long HISTOGRAM_MAX_US = 120_000_000;

  private final List<List<Slice>> slices = new ArrayList<>();

  private Turns(int contestants) {
    for (var i = 0; i < contestants; i++) {
      slices.add(new ArrayList<>());
    }
  }

  /// Warms each up, then lets them take turns; every other round goes backwards, so that nobody
  /// always comes after the same one.
  static Turns take(Tempo tempo, Progress progress, String bench, List<Contestant> contestants)
      throws Exception {
    for (var contestant : contestants) {
      progress.step("%s: warming up %s".formatted(bench, contestant.name()));
      contestant.turn(contestant.isBaseline() ? tempo.warmup().dividedBy(4) : tempo.warmup());
    }
    var turns = new Turns(contestants.size());
    progress.step("%s: %d rounds in turns".formatted(bench, tempo.pairs()));
    for (var round = 0; round < tempo.pairs(); round++) {
      progress.done(round, tempo.pairs());
      for (var i = 0; i < contestants.size(); i++) {
        var which = round % 2 == 0 ? i : contestants.size() - 1 - i;
        turns.slices.get(which).add(contestants.get(which).turn(tempo.slice()));
      }
    }
    return turns;
  }

  /// The median throughput of one.
  long perSecond(int contestant) {
    return Math.round(
        median(slices.get(contestant).stream().mapToDouble(Slice::perSecond).toArray()));
  }

  /// The median of the rounds' ratios.
  double ratio(int ours, int baseline) {
    var ratios = new double[slices.get(ours).size()];
    for (var round = 0; round < ratios.length; round++) {
      ratios[round] =
          (double) slices.get(ours).get(round).perSecond()
              / Math.max(1, slices.get(baseline).get(round).perSecond());
    }
    return median(ratios);
  }

  /// The latencies of one in all its slices.
  Latencies latencies(int contestant) {
    var all = new org.HdrHistogram.Histogram(HISTOGRAM_MAX_US, 3);
    slices.get(contestant).forEach(slice -> all.add(slice.latencies()));
    return Latencies.of(all);
  }

  static double median(double... values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

package dev.saldo.bench.suite;

import java.time.Duration;

/// How long and how often is measured.
///
/// @param pairs how many times ours and the baseline take turns
/// @param slice how long each turn lasts
/// @param warmup how long ours runs before it counts; a baseline a quarter of it
/// @param judged whether gates are decided by it
public record Tempo(int pairs, Duration slice, Duration warmup, boolean judged) {
  /// For figures to show: 9 pairs of two-second slices.
  public static Tempo full() {
    return new Tempo(9, Duration.ofSeconds(2), Duration.ofSeconds(20), true);
  }

  /// For a build server: 9 pairs of shorter slices.
  public static Tempo gates() {
    return new Tempo(9, Duration.ofMillis(700), Duration.ofSeconds(20), true);
  }

  /// To see that everything runs; too short to judge by.
  public static Tempo quick() {
    return new Tempo(3, Duration.ofMillis(400), Duration.ofMillis(800), false);
  }

  String inWords() {
    return "%d pairs in turns, slices of %.1f s%s"
        .formatted(
            pairs, slice.toMillis() / 1_000.0, judged ? "" : " (quick: too short to judge by)");
  }
}

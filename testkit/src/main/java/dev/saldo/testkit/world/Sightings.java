package dev.saldo.testkit.world;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// How often each promise was put to the test.
public final class Sightings {
  private final Map<Promise, Long> counts = new EnumMap<>(Promise.class);

  /// The promise was put to the test and held, or is broken.
  void check(Promise promise, boolean holds, String words) {
    counts.merge(promise, 1L, Long::sum);
    if (!holds) {
      throw new Violation(promise, words);
    }
  }

  void check(Promise promise, boolean holds, String words, Object... details) {
    counts.merge(promise, 1L, Long::sum);
    if (!holds) {
      throw new Violation(promise, words + ": " + Arrays.toString(details));
    }
  }

  public long of(Promise promise) {
    return counts.getOrDefault(promise, 0L);
  }

  public void add(Sightings other) {
    other.counts.forEach((promise, count) -> counts.merge(promise, count, Long::sum));
  }
}

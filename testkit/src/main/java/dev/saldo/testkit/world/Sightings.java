package dev.saldo.testkit.world;

/// How often each promise was put to the test.
public final class Sightings {
  private final long[] counts = new long[Promise.values().length];

  /// The promise was put to the test and held, or is broken.
  void check(Promise promise, boolean holds, String words) {
    counts[promise.ordinal()]++;
    if (!holds) {
      throw new Violation(promise, words);
    }
  }

  void check(Promise promise, boolean holds, String words, Object... details) {
    counts[promise.ordinal()]++;
    if (!holds) {
      throw new Violation(promise, words + ": " + java.util.Arrays.toString(details));
    }
  }

  public long of(Promise promise) {
    return counts[promise.ordinal()];
  }

  public void add(Sightings other) {
    for (var i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }
}

package dev.saldo.testkit.world;

import java.util.List;
import java.util.SplittableRandom;

/// All the chance there is in a world.
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /// True once in so many times.
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /// From 0 up to, and without, the bound.
  int below(int bound) {
    return random.nextInt(bound);
  }

  /// Between two bounds, both included.
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  long micros(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}

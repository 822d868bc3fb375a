package dev.saldo.bench.load;

import java.util.SplittableRandom;

/// Somebody who makes one call after the other.
@FunctionalInterface
public interface Caller {
  /// Makes one call and waits for its answer.
  ///
  /// @return how many charges, pairs or events took effect by it
  int call(SplittableRandom random) throws Exception;
}

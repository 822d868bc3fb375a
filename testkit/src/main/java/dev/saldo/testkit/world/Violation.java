package dev.saldo.testkit.world;

/// A promise that was broken.
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Promise promise;

  Violation(Promise promise, String words) {
    super(words);
    this.promise = promise;
  }

  Promise promise() {
    return promise;
  }
}

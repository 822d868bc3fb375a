package dev.saldo.server.http;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// The giver of request ids: the caller's own where it is harmless, else a fresh one.
final class RequestIds {
  private static final int LENGTH_MAX = 64;

  private final long start;
  private final AtomicLong count = new AtomicLong();

  RequestIds(RandomGenerator random) {
    this.start = random.nextLong();
  }

  /// @param given what the caller sent as `X-Request-Id`; empty for nothing
  String of(String given) {
    return harmless(given) ? given : fresh();
  }

  String fresh() {
    return "req_" + Long.toHexString(mixed(start + count.incrementAndGet()));
  }

  private static boolean harmless(String given) {
    if (given.isEmpty() || given.length() > LENGTH_MAX) {
      return false;
    }
    for (int i = 0; i < given.length(); i++) {
      char c = given.charAt(i);
      boolean fine =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '-'
              || c == '_'
              || c == '.';
      if (!fine) {
        return false;
      }
    }
    return true;
  }

  /// A one-to-one mixing of bits (the finalizer of SplitMix64), so that ids don't look like counts.
  private static long mixed(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}

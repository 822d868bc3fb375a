package dev.saldo.server.engine;

import dev.saldo.core.account.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoField;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Makes ids that sort by the time they are made for: UUID version 7 (RFC 9562, section 5.7).
///
/// 48 bits are the milliseconds of the given time, the next 12 its fraction in microseconds
/// (section 6.2, method 3), and the last 62 a number that only grows (method 1): the milliseconds
/// of the clock, then random bits counted up from there. So ids of one time, such as those of a
/// customer whose clock stands still, keep the order in which they were made, on a restarted node
/// too. Safe for use by many threads.
public final class TimeOrderedIds implements Ids {
  private static final int RANDOM_BITS = 21;
  private static final long RANDOM_MASK = (1L << RANDOM_BITS) - 1;
  private static final long LAST_MASK = (1L << 62) - 1;
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final InstantSource clock;
  private final LongSupplier random;
  private final AtomicLong last = new AtomicLong();

  /// @param random random bits, from any thread
  public TimeOrderedIds(InstantSource clock, LongSupplier random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public UUID next(Instant at) {
    var fraction = at.getLong(ChronoField.MICRO_OF_SECOND) % 1_000 << 2;
    var high = at.toEpochMilli() << 16 | VERSION | fraction;
    var fresh = clock.millis() << RANDOM_BITS | random.getAsLong() & RANDOM_MASK;
    var low = last.accumulateAndGet(fresh, (before, now) -> Math.max(before + 1, now));
    return new UUID(high, VARIANT | low & LAST_MASK);
  }
}

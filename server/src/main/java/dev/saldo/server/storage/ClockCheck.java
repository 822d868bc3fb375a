package dev.saldo.server.storage;

import dev.saldo.server.engine.Believable;
import dev.saldo.server.http.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Whether the clock goes on as time does: one that falls back by more than a bound, against the
/// machine's steady time, can't be trusted until it has caught up.
public final class ClockCheck implements Check {
  private final InstantSource clock;
  private final Believable believable;
  private final LongSupplier steadyNs;
  private final Duration bound;
  private Instant furthest;
  private long furthestNs;

  /// @param believable which times of the clock are; others aren't taken for how far it has come
  /// @param steadyNs a time that only goes forward, in nanoseconds
  /// @param bound how far the clock may fall back
  public ClockCheck(
      InstantSource clock, Believable believable, LongSupplier steadyNs, Duration bound) {
    this.clock = clock;
    this.believable = believable;
    this.steadyNs = steadyNs;
    this.bound = bound;
    this.furthest = clock.instant();
    this.furthestNs = steadyNs.getAsLong();
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public synchronized Optional<String> fault() {
    Instant now = clock.instant();
    long nowNs = steadyNs.getAsLong();
    if (!believable.isBelievable(now)) {
      return Optional.empty();
    }
    Instant expected = furthest.plusNanos(nowNs - furthestNs);
    if (!now.isBefore(expected)) {
      furthest = now;
      furthestNs = nowNs;
      return Optional.empty();
    }
    Duration behind = Duration.between(now, expected);
    return behind.compareTo(bound) <= 0
        ? Optional.empty()
        : Optional.of("the clock has fallen back by " + behind.toSeconds() + " s");
  }
}

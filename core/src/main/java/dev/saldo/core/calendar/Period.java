package dev.saldo.core.calendar;

import java.time.Duration;
import java.time.Instant;

/// A stretch of time with its beginning and without its end: `from <= t < until`.
public record Period(Instant from, Instant until) {
  public Period {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("a period from " + from + " until " + until);
    }
  }

  public boolean contains(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }

  public Duration length() {
    return Duration.between(from, until);
  }
}

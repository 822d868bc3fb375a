package dev.saldo.core.revenue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// A stretch of whole days in UTC: `from` is inside, `until` is not.
public record Days(LocalDate from, LocalDate until) {
  public Days {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("days from " + from + " until " + until);
    }
  }

  /// The first moment.
  public Instant begin() {
    return start(from);
  }

  /// The first moment after.
  public Instant end() {
    return start(until);
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(until);
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  static LocalDate of(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}

package dev.saldo.core.catalog;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// When a count begins anew: the cadence, and whose midnight it follows.
///
/// @param zone the customer's own zone, or UTC for everyone
/// @param anchor calendar boundaries, or those of the customer's start
public record ResetRule(Cadence cadence, Zone zone, Anchor anchor) {
  private static final Duration ZONES = Duration.ofHours(26);
  private static final Duration SHORT_MONTH = Duration.ofDays(3);

  /// Whose clock a period follows.
  public enum Zone {
    CUSTOMER,
    UTC
  }

  /// What a period is counted from.
  public enum Anchor {
    /// The first of the month, the Monday, the midnight.
    CALENDAR,
    /// The day and time of day at which the customer's plan began.
    ANNIVERSARY
  }

  /// The period that begins when one was due to. Where the customer's zone is another since that
  /// was reckoned, it is the one whose beginning is nearest; of days, which zones lie further apart
  /// than half of, the next one, so that going round the world brings no more of them.
  ///
  /// @param due when the period before it ended, in the zone of then
  /// @param start as for [#containing]
  public Period beginning(Instant due, ZoneId customerZone, Instant start) {
    var before = containing(due, customerZone, start);
    if (cadence == Cadence.ONCE || before.from().equals(due)) {
      return before;
    }
    var after = containing(before.until(), customerZone, start);
    var sinceBefore = Duration.between(before.from(), due);
    var untilAfter = Duration.between(due, after.from());
    var isNear = untilAfter.compareTo(shift()) <= 0 && untilAfter.compareTo(sinceBefore) < 0;
    return cadence == Cadence.DAY || isNear ? after : before;
  }

  /// By how much another zone can shift a period's end: by 26 hours, and by three days more where
  /// an anniversary is another day there, and the month a short one.
  public Duration shift() {
    return anchor == Anchor.CALENDAR ? ZONES : ZONES.plus(SHORT_MONTH);
  }

  /// The period that contains `at`.
  ///
  /// @param start when the customer's plan began; used by `ANNIVERSARY` alone
  public Period containing(Instant at, ZoneId customerZone, Instant start) {
    var clock = zone == Zone.UTC ? ZoneOffset.UTC : customerZone;
    return switch (anchor) {
      case CALENDAR -> cadence.containing(at, clock);
      case ANNIVERSARY -> cadence.anchored(start, at, clock);
    };
  }
}

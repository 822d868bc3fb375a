package dev.saldo.core.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/// How often something begins anew, on the calendar of a zone.
///
/// A calendar period begins at the zone's first instant of its day, ISO week (Monday), month or
/// year; where daylight saving removes that midnight, at the first instant that exists. `ONCE`
/// never begins anew: its one period is all of time.
public enum Cadence {
  DAY,
  WEEK,
  MONTH,
  YEAR,
  ONCE;

  private static final Period ALWAYS =
      new Period(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"));

  /// The calendar period that contains `at` in the zone.
  public Period containing(Instant at, ZoneId zone) {
    if (this == ONCE) {
      return ALWAYS;
    }
    var day = LocalDate.ofInstant(at, zone);
    var first = firstDay(day);
    var period = new Period(start(first, zone), start(firstOfNext(first), zone));
    return period.contains(at) ? period : neighbour(period, at, zone);
  }

  /// The period that contains `at` when periods are counted from an anchor, each beginning on the
  /// anchor's day and time of day; a month too short for the anchor's day uses its last day, and
  /// the next month returns to the anchor (31 January, 28 February, 31 March).
  public Period anchored(Instant anchor, Instant at, ZoneId zone) {
    if (this == ONCE) {
      return ALWAYS;
    }
    var local = LocalDateTime.ofInstant(anchor, zone);
    var count = unit().between(local, LocalDateTime.ofInstant(at, zone));
    var from = nth(local, count, zone);
    while (from.isAfter(at)) {
      from = nth(local, --count, zone);
    }
    var until = nth(local, count + 1, zone);
    while (!until.isAfter(at)) {
      from = until;
      until = nth(local, ++count + 1, zone);
    }
    return new Period(from, until);
  }

  private Instant nth(LocalDateTime anchor, long count, ZoneId zone) {
    return anchor.plus(count, unit()).atZone(zone).toInstant();
  }

  private ChronoUnit unit() {
    return switch (this) {
      case DAY -> ChronoUnit.DAYS;
      case WEEK -> ChronoUnit.WEEKS;
      case MONTH -> ChronoUnit.MONTHS;
      case YEAR, ONCE -> ChronoUnit.YEARS;
    };
  }

  private LocalDate firstDay(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> YearMonth.from(day).atDay(1);
      case YEAR, ONCE -> day.withDayOfYear(1);
    };
  }

  private LocalDate firstOfNext(LocalDate first) {
    return first.plus(1, unit());
  }

  /// A zone that repeats midnight puts the second midnight's hour into the day after its date.
  private Period neighbour(Period period, Instant at, ZoneId zone) {
    var step = at.isBefore(period.from()) ? -1 : 1;
    var first = LocalDate.ofInstant(period.from(), zone).plus(step, unit());
    var aligned = firstDay(first);
    return new Period(start(aligned, zone), start(firstOfNext(aligned), zone));
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}

package dev.saldo.server.metering;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// How a stretch of time is cut into windows, by the calendar of a customer's zone. The first and
/// the last window may be cut off.
final class Windows {
  private static final int WINDOWS_MAX = 10_000;

  private Windows() {}

  /// The windows of a stretch, in order, without gaps.
  ///
  /// @param by `hour`, `day`, `month` or `total`
  /// @throws dev.saldo.server.problem.ProblemException `invalid_parameter` where they are too many
  static List<Period> of(Period stretch, String by, ZoneId zone) {
    var windows = new ArrayList<Period>();
    var from = stretch.from();
    while (from.isBefore(stretch.until())) {
      var end = end(from, by, zone, stretch.until());
      var until = end.isAfter(stretch.until()) ? stretch.until() : end;
      windows.add(new Period(from, until));
      if (windows.size() > WINDOWS_MAX) {
        throw Problem.of(ProblemType.INVALID_PARAMETER).with("parameter", "window").toException();
      }
      from = until;
    }
    return windows;
  }

  private static Instant end(Instant from, String by, ZoneId zone, Instant end) {
    return switch (by) {
      case "hour" -> hourEnd(from, zone);
      case "day" -> Cadence.DAY.containing(from, zone).until();
      case "month" -> Cadence.MONTH.containing(from, zone).until();
      default -> end;
    };
  }

  /// Hours begin where the day does: zones of half hours have theirs.
  private static Instant hourEnd(Instant from, ZoneId zone) {
    var day = Cadence.DAY.containing(from, zone);
    var hours = Duration.between(day.from(), from).toHours();
    var end = day.from().plus(Duration.ofHours(hours + 1));
    return end.isAfter(day.until()) ? day.until() : end;
  }
}

package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.catalog.UsageTerms.Per;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Use with an allowance for each calendar day.
///
/// A day belongs to the period in which it begins; the first day of all to the first period. The
/// day of a change has the larger of the allowances, and the price of the plan at its end.
final class DailyUse {
  private final Usage usage;
  private final String meter;

  DailyUse(Usage usage, String meter) {
    this.usage = usage;
    this.meter = meter;
  }

  /// @param others when counters begin that aren't days'
  List<Drawn> drawn(Collection<Instant> others) {
    var drawn = new ArrayList<Drawn>();
    if (usage.segments().stream().allMatch(segment -> daily(segment).isEmpty())) {
      return drawn;
    }
    var prefix = TallyKey.usage(meter, "", Instant.EPOCH).subject();
    usage
        .counters()
        .forEach((key, tally) -> {
          if (key.subject().startsWith(prefix) && !others.contains(key.from())) {
            var value = key.subject().substring(prefix.length());
            var day = Cadence.DAY.containing(key.from(), usage.zone());
            var at = lastOn(day.until());
            var unbilled =
                usage.segments().get(at).isBlocked(meter)
                    ? tally.consumed()
                    : usage.used(key.unbilled());
            drawn.add(drawn(at, day, value, tally, unbilled));
          }
        });
    return drawn;
  }

  private Drawn drawn(int at, Period day, String value, Tally tally, BigDecimal unbilled) {
    var used = tally.consumed();
    return Drawn.of(
        at,
        used.signum() == 0 ? Map.of() : Map.of(value, used),
        Map.of(value, used.min(allowance(day))),
        Map.of(),
        Map.of(value, unbilled),
        Map.of(value, tally.acts()));
  }

  /// The segment that stands at the end of a day, the last with the meter that began before it.
  private int lastOn(Instant dayEnd) {
    var at = 0;
    for (var i = 0; i < usage.segments().size(); i++) {
      var segment = usage.segments().get(i);
      if (segment.part().from().isBefore(dayEnd) && daily(segment).isPresent()) {
        at = i;
      }
    }
    return at;
  }

  private BigDecimal allowance(Period day) {
    var most = BigDecimal.ZERO;
    for (var segment : usage.segments()) {
      var part = segment.part();
      if (part.from().isBefore(day.until()) && part.until().isAfter(day.from())) {
        most = daily(segment).map(segment::included).orElse(BigDecimal.ZERO).max(most);
      }
    }
    return most;
  }

  private Optional<UsageTerms> daily(Segment segment) {
    return segment.usage(meter).filter(own -> own.per() == Per.DAY);
  }
}

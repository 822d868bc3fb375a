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
import java.util.TreeMap;
import java.util.stream.Stream;

/// Use with an allowance for each calendar day.
///
/// A day belongs to the period in which it begins, where a plan of that counts it by the day; the
/// first day of all to the first period. The day of a change has the larger of the allowances, also
/// where the change is the period's end, and the price of the period's plan at its end.
final class DailyUse {
  private final Usage usage;
  private final String meter;

  DailyUse(Usage usage, String meter) {
    this.usage = usage;
    this.meter = meter;
  }

  /// What was counted of a value on a day.
  private record Counted(BigDecimal used, BigDecimal noted, long acts) {
    private Counted and(Counted other) {
      return new Counted(used.add(other.used), noted.add(other.noted), acts + other.acts);
    }
  }

  /// @param others when counters of terms and months begin. Days once were called as those are;
  ///   what none of them is, is a day.
  List<Drawn> drawn(Collection<Instant> others) {
    var drawn = new ArrayList<Drawn>();
    if (usage.segments().stream().allMatch(segment -> daily(segment).isEmpty())) {
      return drawn;
    }
    counted(others)
        .forEach((from, values) -> {
          var day = day(from);
          if (usage.segments().stream().anyMatch(segment -> isDaily(segment, day))) {
            values.forEach((value, one) -> drawn.add(drawn(day, value, one)));
          }
        });
    return drawn;
  }

  private Map<Instant, Map<String, Counted>> counted(Collection<Instant> others) {
    var days = TallyKey.daily(meter, "", Instant.EPOCH).subject();
    var once = TallyKey.usage(meter, "", Instant.EPOCH).subject();
    var counted = new TreeMap<Instant, Map<String, Counted>>();
    usage
        .counters()
        .forEach((key, tally) -> {
          var isDay = key.subject().startsWith(days);
          if (isDay || key.subject().startsWith(once) && !others.contains(key.from())) {
            var value = key.subject().substring((isDay ? days : once).length());
            counted
                .computeIfAbsent(key.from(), _ -> new TreeMap<>())
                .merge(value, counted(key, tally), Counted::and);
          }
        });
    return counted;
  }

  private Counted counted(TallyKey key, Tally tally) {
    return new Counted(tally.consumed(), usage.used(key.unbilled()), tally.acts());
  }

  private Drawn drawn(Period day, String value, Counted one) {
    var at = lastOn(day);
    var used = one.used();
    var unbilled = usage.segments().get(at).isBlocked(meter) ? used : one.noted();
    return Drawn.of(
        at,
        used.signum() == 0 ? Map.of() : Map.of(value, used),
        Map.of(value, used.min(allowance(day))),
        Map.of(),
        Map.of(value, unbilled),
        Map.of(value, one.acts()));
  }

  /// The day that begins at a time. One that a period's end cuts may be of the zone in which the
  /// next is counted.
  private Period day(Instant from) {
    var zones =
        Stream.concat(Stream.of(usage.zone()), usage.beyond().stream().map(Usage.Beyond::zone));
    return zones
        .map(zone -> Cadence.DAY.containing(from, zone))
        .filter(day -> day.from().equals(from))
        .findFirst()
        .orElseGet(() -> Cadence.DAY.containing(from, usage.zone()));
  }

  /// The segment that stands at the end of a day, the last with the meter that began before it.
  private int lastOn(Period day) {
    var at = 0;
    for (var i = 0; i < usage.segments().size(); i++) {
      if (isDaily(usage.segments().get(i), day)) {
        at = i;
      }
    }
    return at;
  }

  private BigDecimal allowance(Period day) {
    var most = BigDecimal.ZERO;
    var beyond = usage.beyond().stream().map(Usage.Beyond::segment);
    for (var segment : Stream.concat(usage.segments().stream(), beyond).toList()) {
      if (isDaily(segment, day)) {
        most = daily(segment).map(segment::included).orElse(BigDecimal.ZERO).max(most);
      }
    }
    return most;
  }

  private boolean isDaily(Segment segment, Period day) {
    var part = segment.part();
    return part.from().isBefore(day.until())
        && part.until().isAfter(day.from())
        && daily(segment).isPresent();
  }

  private Optional<UsageTerms> daily(Segment segment) {
    return segment.usage(meter).filter(own -> own.per() == Per.DAY);
  }
}

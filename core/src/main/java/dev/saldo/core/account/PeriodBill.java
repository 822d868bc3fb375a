package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Area;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.subscription.Averages;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Segment;
import dev.saldo.core.subscription.Usage;
import dev.saldo.core.subscription.UsageBill;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the use of a billed period comes to, from terms and counters: one reading of them for
/// invoices, for caps and for whoever asks in the middle of a period.
public final class PeriodBill {
  private PeriodBill() {}

  /// A period whose use is asked for.
  ///
  /// @param usage what was or will be used
  /// @param whole the period by the calendar or anniversary
  /// @param coveredUntil up to when an earlier period carries use
  /// @param zone whose days are counted
  public record Span(
      Period usage, Period whole, Optional<Instant> coveredUntil, Currency currency, ZoneId zone) {}

  /// The lines of a period's use, as its invoice has them.
  ///
  /// @param terms the customer's, the current one last; all that reach into the period
  /// @param counters those that begin in the period, or more; with the levels that reach into it
  public static List<LineItem> lines(
      Span span, List<Term> terms, Map<TallyKey, Tally> counters, Catalogs catalogs) {
    var segments = segments(terms, span.usage(), catalogs);
    return segments.isEmpty()
        ? List.of()
        : UsageBill.lines(
            Averages.of(
                new Usage(
                    span.whole(), segments, own(span, counters), span.currency(), span.zone())));
  }

  /// When a term of a period begins in which the average of a meter's level is billed, and when it
  /// ends.
  ///
  /// @param until when what is set belongs to another term
  /// @param end up to when it is asked for
  private record Averaged(String meter, Instant from, Instant until, Instant end) {}

  /// The instants whose neighbours must be known for [#edges], by meter.
  public static Map<String, Set<Instant>> bounds(
      Period usage, Period whole, List<Term> terms, Catalogs catalogs) {
    var bounds = new HashMap<String, Set<Instant>>();
    for (var one : averaged(usage, whole, terms, catalogs)) {
      var ofMeter = bounds.computeIfAbsent(one.meter(), _ -> new HashSet<>());
      ofMeter.add(one.from());
      ofMeter.add(one.until());
    }
    return bounds;
  }

  /// What levels whose average is billed come to at the edges of a period's terms, as counters of
  /// [TallyKey#edges] and [TallyKey#unbilledEdges].
  ///
  /// @param whole the period by the calendar or anniversary
  /// @param levels with the neighbours of the [#bounds]
  public static Map<TallyKey, Tally> edges(
      Period usage, Period whole, List<Term> terms, Levels levels, Catalogs catalogs) {
    var edges = new HashMap<TallyKey, Tally>();
    for (var one : averaged(usage, whole, terms, catalogs)) {
      var area = Area.edges(levels, one.meter(), one.from(), one.until(), one.end());
      if (!area.isNothing()) {
        edges.put(TallyKey.edges(one.meter(), one.from()), counted(area.all()));
        edges.put(TallyKey.unbilledEdges(one.meter(), one.from()), counted(area.unbilled()));
      }
    }
    return edges;
  }

  private static Tally counted(BigDecimal area) {
    return new Tally(area, BigDecimal.ZERO, 0);
  }

  private static List<Averaged> averaged(
      Period usage, Period whole, List<Term> terms, Catalogs catalogs) {
    var averaged = new ArrayList<Averaged>();
    for (var segment : segments(terms, usage, catalogs)) {
      for (var own : segment.plan().sale().usage()) {
        var meter = segment.catalog().meters().get(own.meter());
        if (meter != null && meter.averages()) {
          var part = segment.part();
          var until = earlier(next(terms, part.from()), whole.until());
          averaged.add(new Averaged(meter.name(), part.from(), until, part.until()));
        }
      }
    }
    return averaged;
  }

  /// When the term after the one begins that an instant lies in.
  private static Instant next(List<Term> terms, Instant at) {
    for (var term : terms) {
      if (term.from().isAfter(at)) {
        return term.from();
      }
    }
    return Instant.MAX;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// The parts of a period by the terms that held in them.
  public static List<Segment> segments(List<Term> terms, Period usage, Catalogs catalogs) {
    var segments = new ArrayList<Segment>();
    for (var i = 0; i < terms.size(); i++) {
      var term = terms.get(i);
      var end = i + 1 < terms.size() ? terms.get(i + 1).from() : Instant.MAX;
      var from = later(term.from(), usage.from());
      var until = end.isBefore(usage.until()) ? end : usage.until();
      if (!term.ended() && from.isBefore(until)) {
        var catalog = catalogs.catalog(term.catalog());
        var plan = catalog.plan(term.plan()).orElseThrow();
        segments.add(new Segment(catalog, plan, term.items(), new Period(from, until)));
      }
    }
    return segments;
  }

  /// The day in which a period begins belongs to it unless an earlier one has it.
  private static Map<TallyKey, Tally> own(Span span, Map<TallyKey, Tally> counters) {
    var usage = span.usage();
    var firstDay = Cadence.DAY.containing(usage.from(), span.zone()).from();
    var isTaken = span.coveredUntil().filter(until -> until.isAfter(firstDay)).isPresent();
    var own = new HashMap<TallyKey, Tally>();
    counters.forEach((key, tally) -> {
      var at = key.from();
      var inside = !at.isBefore(usage.from()) && at.isBefore(usage.until());
      if (inside || at.equals(firstDay) && !isTaken) {
        own.put(key, tally);
      }
    });
    return own;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}

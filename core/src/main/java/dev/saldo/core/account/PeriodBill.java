package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Area;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.subscription.Averages;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Segment;
import dev.saldo.core.subscription.Usage;
import dev.saldo.core.subscription.UsageBill;
import java.math.BigDecimal;
import java.time.Duration;
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
import java.util.function.Predicate;

/// What the use of a billed period comes to, from terms and counters: one reading of them for
/// invoices, for caps and for whoever asks in the middle of a period.
public final class PeriodBill {
  /// No day is longer.
  private static final Duration DAY = Duration.ofHours(26);

  private PeriodBill() {}

  /// A period whose use is asked for.
  ///
  /// @param usage what was or will be used
  /// @param whole the period by the calendar or anniversary
  /// @param coveredUntil up to when an earlier period carries use
  /// @param zone the customer's, for terms that name none
  public record Span(
      Period usage, Period whole, Optional<Instant> coveredUntil, Currency currency, ZoneId zone) {}

  /// The lines of a period's use, as its invoice has them.
  ///
  /// @param terms the customer's, the current one last; all that reach into the period
  /// @param counters those that begin in the period, or more; with the levels that reach into it
  public static List<LineItem> lines(
      Span span, List<Term> terms, Map<TallyKey, Tally> counters, Catalogs catalogs) {
    var parts = parts(terms, span.usage(), catalogs);
    if (parts.isEmpty()) {
      return List.of();
    }
    var zone = zone(terms, span.usage(), span.zone());
    var end = span.usage().until();
    var beyond =
        parts(terms, new Period(end, end.plus(DAY)), catalogs).stream()
            .map(part -> new Usage.Beyond(part.segment(), zone(part, span)))
            .toList();
    var firstDay = Cadence.DAY.containing(span.usage().from(), zone).from();
    var taken = takenBefore(span, firstDay, terms, catalogs);
    return UsageBill.lines(
        Averages.of(
            new Usage(
                span.whole(),
                parts.stream().map(Part::segment).toList(),
                beyond,
                own(span.usage(), counters, firstDay, taken),
                span.currency(),
                zone)));
  }

  /// When a term of a period begins in which a level is billed, and when it ends.
  ///
  /// @param until when what is set belongs to another term
  /// @param end up to when it is asked for
  private record Leveled(Meter meter, Instant from, Instant until, Instant end) {}

  /// The instants whose neighbours must be known for [#edges], by meter.
  public static Map<String, Set<Instant>> bounds(
      Period usage, Period whole, List<Term> terms, Catalogs catalogs) {
    var bounds = new HashMap<String, Set<Instant>>();
    for (var one : leveled(usage, whole, terms, catalogs)) {
      var ofMeter = bounds.computeIfAbsent(one.meter().name(), _ -> new HashSet<>());
      ofMeter.add(one.from());
      if (one.meter().averages()) {
        ofMeter.add(one.until());
      }
    }
    return bounds;
  }

  /// What levels come to at the edges of a period's terms: of peaks those that reach into them, as
  /// counters of [TallyKey#opening] and [TallyKey#unbilledOpening]; of averages the areas, as
  /// counters of [TallyKey#edges] and [TallyKey#unbilledEdges].
  ///
  /// @param whole the period by the calendar or anniversary
  /// @param levels with the neighbours of the [#bounds]
  public static Map<TallyKey, Tally> edges(
      Period usage, Period whole, List<Term> terms, Levels levels, Catalogs catalogs) {
    var edges = new HashMap<TallyKey, Tally>();
    for (var one : leveled(usage, whole, terms, catalogs)) {
      if (one.meter().averages()) {
        addArea(edges, levels, one);
      } else {
        addOpening(edges, levels, one);
      }
    }
    return edges;
  }

  private static void addArea(Map<TallyKey, Tally> edges, Levels levels, Leveled one) {
    var meter = one.meter().name();
    var area = Area.edges(levels, meter, one.from(), one.until(), one.end());
    if (!area.isNothing()) {
      edges.put(TallyKey.edges(meter, one.from()), counted(area.all()));
      edges.put(TallyKey.unbilledEdges(meter, one.from()), counted(area.unbilled()));
    }
  }

  private static void addOpening(Map<TallyKey, Tally> edges, Levels levels, Leveled one) {
    var meter = one.meter().name();
    levels
        .before(meter, one.from())
        .ifPresent(level -> {
          edges.put(TallyKey.opening(meter, one.from()), counted(level.height()));
          edges.put(TallyKey.unbilledOpening(meter, one.from()), counted(level.unbilled()));
        });
  }

  private static Tally counted(BigDecimal amount) {
    return new Tally(amount, BigDecimal.ZERO, 0);
  }

  private static List<Leveled> leveled(
      Period usage, Period whole, List<Term> terms, Catalogs catalogs) {
    var leveled = new ArrayList<Leveled>();
    for (var segment : segments(terms, usage, catalogs)) {
      for (var own : segment.plan().sale().usage()) {
        var meter = segment.catalog().meters().get(own.meter());
        if (meter != null && meter.isLevel()) {
          var part = segment.part();
          var until = earlier(next(terms, part.from()), whole.until());
          leveled.add(new Leveled(meter, part.from(), until, part.until()));
        }
      }
    }
    return leveled;
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

  /// A part of a period with its term.
  private record Part(Term term, Segment segment) {}

  /// The parts of a period by the terms that held in them.
  public static List<Segment> segments(List<Term> terms, Period usage, Catalogs catalogs) {
    return parts(terms, usage, catalogs).stream().map(Part::segment).toList();
  }

  private static List<Part> parts(List<Term> terms, Period usage, Catalogs catalogs) {
    var parts = new ArrayList<Part>();
    for (var i = 0; i < terms.size(); i++) {
      var term = terms.get(i);
      var end = i + 1 < terms.size() ? terms.get(i + 1).from() : Instant.MAX;
      var from = later(term.from(), usage.from());
      var until = end.isBefore(usage.until()) ? end : usage.until();
      if (!term.ended() && from.isBefore(until)) {
        var catalog = catalogs.catalog(term.catalog());
        var plan = catalog.plan(term.plan()).orElseThrow();
        var segment = new Segment(catalog, plan, term.items(), new Period(from, until));
        parts.add(new Part(term, segment));
      }
    }
    return parts;
  }

  private static ZoneId zone(Part part, Span span) {
    return part.term().zone().orElse(span.zone());
  }

  /// Whose days and months are counted in a period.
  ///
  /// @param customers the zone of the customer, for terms that name none
  public static ZoneId zone(List<Term> terms, Period usage, ZoneId customers) {
    var zone = customers;
    for (var term : terms) {
      if (!term.from().isAfter(usage.from())) {
        zone = term.zone().orElse(customers);
      }
    }
    return zone;
  }

  /// What of a period's first day is billed with an earlier period: where that has the day's
  /// beginning, and a plan that counted by the day then.
  private static Predicate<TallyKey> takenBefore(
      Span span, Instant firstDay, List<Term> terms, Catalogs catalogs) {
    var from = span.usage().from();
    if (span.coveredUntil().filter(until -> until.isAfter(firstDay)).isEmpty()) {
      return _ -> false;
    }
    // Without the terms before it, what is usual is taken to be so: plans count as those before.
    if (terms.stream().noneMatch(term -> term.from().isBefore(from))) {
      return _ -> true;
    }
    var before = segments(terms, new Period(firstDay, from), catalogs);
    return key ->
        !key.isOfDay()
            || before.stream()
                .flatMap(segment -> segment.plan().sale().usage().stream())
                .filter(usage -> usage.meter().equals(key.meter()))
                .anyMatch(usage -> usage.per() == UsageTerms.Per.DAY);
  }

  private static Map<TallyKey, Tally> own(
      Period usage, Map<TallyKey, Tally> counters, Instant firstDay, Predicate<TallyKey> taken) {
    var own = new HashMap<TallyKey, Tally>();
    counters.forEach((key, tally) -> {
      var at = key.from();
      var inside = !at.isBefore(usage.from()) && at.isBefore(usage.until());
      if (inside || at.equals(firstDay) && !taken.test(key)) {
        own.put(key, tally);
      }
    });
    return own;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}

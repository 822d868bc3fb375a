package dev.saldo.server.invoice;

import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.Term;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Segment;
import dev.saldo.core.subscription.Usage;
import dev.saldo.core.subscription.UsageBill;
import dev.saldo.store.invoice.DueInvoice;
import dev.saldo.store.invoice.DueReads;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the use of a billed period comes to, from terms and counters as they are stored.
final class PeriodUse {
  /// A day that begins before a period may belong to it.
  private static final Duration DAY = Duration.ofHours(26);

  private final Catalogs catalogs;

  PeriodUse(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  /// The stretch of time whose counters may belong to a period.
  static Period stretch(Period usage) {
    return new Period(usage.from().minus(DAY), usage.until());
  }

  /// The openings whose levels matter to a period.
  List<DueReads.Opening> openings(DueInvoice draft, List<Term> terms) {
    var openings = new ArrayList<DueReads.Opening>();
    if (draft.usage().isEmpty()) {
      return openings;
    }
    for (var segment : segments(terms, draft.usage().get())) {
      for (var usage : segment.plan().sale().usage()) {
        var meter = segment.catalog().meters().get(usage.meter());
        if (meter != null && meter.takesMost()) {
          var from = segment.part().from();
          openings.add(new DueReads.Opening(draft.customer(), meter.name(), from));
        }
      }
    }
    return openings;
  }

  /// All that a period's use is made from.
  static Map<TallyKey, Tally> with(Map<TallyKey, Tally> counters, Map<TallyKey, Tally> levels) {
    if (levels.isEmpty()) {
      return counters;
    }
    var all = new HashMap<>(counters);
    all.putAll(levels);
    return all;
  }

  /// @param counters of the period's stretch, or more; with the levels of its openings
  List<LineItem> lines(
      DueInvoice draft, List<Term> terms, Map<TallyKey, Tally> counters, ZoneId zone) {
    if (draft.usage().isEmpty()) {
      return List.of();
    }
    var usage = draft.usage().get();
    var segments = segments(terms, usage);
    return segments.isEmpty()
        ? List.of()
        : UsageBill.lines(
            new Usage(
                draft.whole().orElse(usage),
                segments,
                own(draft, usage, counters, zone),
                draft.currency(),
                zone));
  }

  private List<Segment> segments(List<Term> terms, Period usage) {
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
  private static Map<TallyKey, Tally> own(
      DueInvoice draft, Period usage, Map<TallyKey, Tally> counters, ZoneId zone) {
    var firstDay = Cadence.DAY.containing(usage.from(), zone).from();
    var isTaken = draft.coveredUntil().filter(until -> until.isAfter(firstDay)).isPresent();
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

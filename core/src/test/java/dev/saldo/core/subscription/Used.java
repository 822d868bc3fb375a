package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was used in a month of tests: January 2026 in UTC, on one plan or on several.
final class Used {
  static final Period JANUARY = month("2026-01-01", "2026-02-01");

  private final Catalog catalog;
  private final List<Segment> segments = new ArrayList<>();
  private final Map<TallyKey, Tally> counters = new HashMap<>();

  private Used(Catalog catalog) {
    this.catalog = catalog;
  }

  static Used on(Shelf shelf, String plan) {
    return new Used(shelf.catalog()).from("2026-01-01", plan);
  }

  private static Period month(String from, String until) {
    return new Period(day(from), day(until));
  }

  static Instant day(String text) {
    return text.contains("T")
        ? Instant.parse(text)
        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// Goes to another plan; what was there ends then.
  Used from(String day, String plan) {
    return from(day, catalog, catalog.plan(plan).orElseThrow());
  }

  Used from(String day, Catalog catalog, Plan plan) {
    if (!segments.isEmpty()) {
      var last = segments.removeLast();
      segments.add(
          new Segment(
              last.catalog(), last.plan(), last.items(), new Period(last.part().from(), day(day))));
    }
    segments.add(new Segment(catalog, plan, Items.ONE, new Period(day(day), JANUARY.until())));
    return this;
  }

  /// Counts in the latest segment.
  Used of(String meter, String quantity) {
    return of(meter, "", quantity);
  }

  Used of(String meter, String value, String quantity) {
    return count(TallyKey.usage(meter, value, segments.getLast().part().from()), quantity);
  }

  /// The same on each of the first days of January.
  Used daily(String meter, int days, String quantity) {
    for (var day = 0; day < days; day++) {
      var at = JANUARY.from().plusSeconds(86_400L * day);
      count(TallyKey.usage(meter, "", Cadence.DAY.containing(at, ZoneOffset.UTC).from()), quantity);
    }
    return this;
  }

  Used on(String day, String meter, String quantity) {
    return count(TallyKey.usage(meter, "", day(day)), quantity);
  }

  /// The level of a meter when the latest segment begins.
  Used opening(String meter, String level) {
    return count(TallyKey.opening(meter, segments.getLast().part().from()), level);
  }

  /// Credits that were short.
  Used billed(String action, String credits) {
    return count(TallyKey.billed(action, segments.getLast().part().from()), credits);
  }

  private Used count(TallyKey key, String quantity) {
    var before = counters.getOrDefault(key, Tally.NONE);
    counters.put(key, before.plus(new BigDecimal(quantity), BigDecimal.ZERO));
    return this;
  }

  List<LineItem> lines() {
    return UsageBill.lines(new Usage(JANUARY, segments, counters, Prices.EUR, ZoneOffset.UTC));
  }

  LineItem line() {
    return lines().getFirst();
  }

  /// The rounded amounts.
  List<String> amounts() {
    return lines().stream().map(line -> line.amount().rounded().amount().toPlainString()).toList();
  }
}

package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.catalog.UsageTerms.Per;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a customer used and where it lived, and what of that is free by the rules, told naively:
/// from the events alone.
final class MovedUse {
  /// A use of some calls.
  ///
  /// @param told when it was
  record Event(Instant at, Instant told, int calls) {}

  final List<Event> events = new ArrayList<>();

  /// Which zone the customer lived in from when on.
  final TreeMap<Instant, ZoneId> lived = new TreeMap<>();

  /// A term with its end, and the period that it is in.
  private record Stretch(Period part, UsageTerms terms, Period period, ZoneId zone) {}

  /// What is included together: of the billed period, or of a month in it.
  private record Pool(Period period, Per per, Period window) {}

  private List<Stretch> stretches(Scene scene, List<Closed> closed) {
    var stretches = new ArrayList<Stretch>();
    var terms = scene.account.terms();
    for (var i = 0; i + 1 < terms.size(); i++) {
      var term = terms.get(i);
      var part = new Period(term.from(), terms.get(i + 1).from());
      var usage = scene.catalog.plan(term.plan()).orElseThrow().sale().usage().getFirst();
      for (var one : closed) {
        if (one.part().contains(term.from())) {
          var zone = lived.lowerEntry(one.part().from()).getValue();
          stretches.add(new Stretch(part, usage, one.part(), zone));
        }
      }
    }
    return stretches;
  }

  private static Stretch at(List<Stretch> stretches, Instant at) {
    return stretches.stream().filter(one -> one.part().contains(at)).findFirst().orElseThrow();
  }

  /// How much is free in each period, at least, and how much is used.
  ///
  /// @param usedIn takes what is used
  Map<Period, BigDecimal> included(
      Scene scene, List<Closed> closed, Map<Period, BigDecimal> usedIn) {
    var stretches = stretches(scene, closed);
    var pools = new HashMap<Pool, BigDecimal>();
    var days = new HashMap<Period, BigDecimal>();
    for (var event : events) {
      var stretch = at(stretches, event.at());
      var calls = BigDecimal.valueOf(event.calls());
      switch (stretch.terms().per()) {
        case DAY ->
            days.merge(Cadence.DAY.containing(event.at(), stretch.zone()), calls, BigDecimal::add);
        case MONTH -> {
          var month = Cadence.MONTH.containing(event.at(), stretch.zone());
          pools.merge(new Pool(stretch.period(), Per.MONTH, month), calls, BigDecimal::add);
        }
        case PERIOD ->
            pools.merge(
                new Pool(stretch.period(), Per.PERIOD, stretch.period()), calls, BigDecimal::add);
      }
    }
    var free = new HashMap<Period, BigDecimal>();
    pools.forEach((pool, calls) -> {
      free.merge(pool.period(), calls.min(size(scene, stretches, pool)), BigDecimal::add);
      usedIn.merge(pool.period(), calls, BigDecimal::add);
    });
    days.forEach((day, calls) -> {
      var on =
          stretches.stream()
              .filter(one -> one.terms().per() == Per.DAY)
              .filter(one -> meet(one.part(), day))
              .toList();
      var most = on.stream().map(one -> one.terms().included()).reduce(BigDecimal::max);
      var period = on.getFirst().period();
      free.merge(period, calls.min(most.orElseThrow()), BigDecimal::add);
      usedIn.merge(period, calls, BigDecimal::add);
    });
    return free;
  }

  private static boolean meet(Period one, Period other) {
    return one.from().isBefore(other.until()) && other.from().isBefore(one.until());
  }

  /// The sum of allowances × seconds ÷ the window's seconds, of one kind, rounded up.
  private static BigDecimal size(Scene scene, List<Stretch> stretches, Pool pool) {
    var window = pool.window();
    var whole = pool.per() == Per.MONTH ? window : whole(scene, pool.period());
    var sum = BigDecimal.ZERO;
    for (var one : stretches) {
      var isOfPool = one.period().equals(pool.period()) && one.terms().per() == pool.per();
      if (isOfPool && meet(one.part(), window)) {
        var from = one.part().from().isAfter(window.from()) ? one.part().from() : window.from();
        var until =
            one.part().until().isBefore(window.until()) ? one.part().until() : window.until();
        var seconds = BigDecimal.valueOf(Duration.between(from, until).toSeconds());
        sum = sum.add(one.terms().included().multiply(seconds));
      }
    }
    return sum.divide(BigDecimal.valueOf(whole.length().toSeconds()), 0, RoundingMode.CEILING);
  }

  /// The whole of a period that a start or an end cut.
  private static Period whole(Scene scene, Period part) {
    return scene.effects.stream()
        .filter(Effect.InvoiceDue.class::isInstance)
        .flatMap(effect -> ((Effect.InvoiceDue) effect).usage().stream())
        .filter(usage -> usage.part().equals(part))
        .map(Effect.UsagePeriod::whole)
        .findFirst()
        .orElseThrow();
  }
}

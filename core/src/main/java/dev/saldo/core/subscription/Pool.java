package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.UsageTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The included units of one meter over a billed period or a calendar month, drawn by the segments
/// in the order of time.
///
/// All segments with one own value of the dimension share a pool: the sum of allowance × seconds on
/// the plan ÷ seconds of the period, rounded up once. What was free when it was used stays free: in
/// a segment the pool is never less than it would be if its plan stood to the end. What was carried
/// into the period is drawn before.
final class Pool {
  private final String meter;
  private final Period whole;
  private final Instant end;
  private final List<Segment> segments;
  private final Map<String, BigDecimal> drawn = new HashMap<>();

  /// What is left of what was carried.
  private final Map<String, BigDecimal> carried;

  /// @param whole what the included units are for
  /// @param end where it ends for the billed period: no later than the whole
  /// @param segments the parts of it with the meter, in the order of time
  /// @param carried what was left over from the period before, by own value
  Pool(
      String meter,
      Period whole,
      Instant end,
      List<Segment> segments,
      Map<String, BigDecimal> carried) {
    this.meter = meter;
    this.whole = whole;
    this.end = end;
    this.segments = segments;
    this.carried = new HashMap<>(carried);
  }

  /// What is free, by value of the dimension.
  ///
  /// @param carried what of it was carried into the period
  record Free(Map<String, BigDecimal> all, Map<String, BigDecimal> carried) {}

  /// How much of a segment's use is free.
  ///
  /// @param used by value; those that the allowance doesn't cover get nothing
  Free draw(int segment, Map<String, BigDecimal> used) {
    var terms = segments.get(segment).usage(meter).orElseThrow();
    var own = terms.own();
    var free = new Free(new HashMap<>(), new HashMap<>());
    var left = size(own, segment).subtract(drawn(own)).max(BigDecimal.ZERO);
    for (var value : order(terms, used)) {
      var wanted = used.getOrDefault(value, BigDecimal.ZERO);
      var first = wanted.min(carried.getOrDefault(own, BigDecimal.ZERO));
      var then = wanted.subtract(first).min(left);
      left = left.subtract(then);
      carried.computeIfPresent(own, (_, rest) -> rest.subtract(first));
      drawn.merge(own, then, BigDecimal::add);
      free.all().put(value, first.add(then));
      free.carried().put(value, first);
    }
    return free;
  }

  /// What is left of the included units of an own value when all was drawn; what was carried isn't
  /// carried again.
  BigDecimal unused(String own) {
    return known(own, segments.size() - 1).subtract(drawn(own)).max(BigDecimal.ZERO);
  }

  private BigDecimal drawn(String own) {
    return drawn.getOrDefault(own, BigDecimal.ZERO);
  }

  private BigDecimal size(String own, int segment) {
    return known(own, segments.size() - 1).max(known(own, segment));
  }

  /// The pool as it is known in a segment: that segment's plan is taken to stand to the end. One
  /// that the whole period has keeps its fractions, one that is put together is rounded up.
  private BigDecimal known(String own, int known) {
    var sum = BigDecimal.ZERO;
    var covered = BigDecimal.ZERO;
    var amounts = new TreeSet<BigDecimal>();
    for (var i = 0; i <= known; i++) {
      var segment = segments.get(i);
      var terms = segment.usage(meter).orElseThrow();
      if (terms.own().equals(own)) {
        var until = i == known ? end : segment.part().until();
        var seconds = Fees.seconds(new Period(segment.part().from(), until));
        var included = segment.included(terms);
        amounts.add(included);
        covered = covered.add(seconds);
        sum = sum.add(included.multiply(seconds));
      }
    }
    var seconds = Fees.seconds(whole);
    var isUncut = amounts.size() == 1 && covered.compareTo(seconds) == 0;
    return isUncut ? amounts.first() : sum.divide(seconds, 0, RoundingMode.CEILING);
  }

  private static List<String> order(UsageTerms terms, Map<String, BigDecimal> used) {
    return terms.draws().isEmpty()
        ? new ArrayList<>(used.keySet().stream().sorted().toList())
        : terms.draws();
  }
}

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
/// a segment the pool is never less than it would be if its plan stood to the end.
final class Pool {
  private final String meter;
  private final Period whole;
  private final Instant end;
  private final List<Segment> segments;
  private final Map<String, BigDecimal> drawn = new HashMap<>();

  /// @param whole what the included units are for
  /// @param end where it ends for the billed period: no later than the whole
  /// @param segments the parts of it with the meter, in the order of time
  Pool(String meter, Period whole, Instant end, List<Segment> segments) {
    this.meter = meter;
    this.whole = whole;
    this.end = end;
    this.segments = segments;
  }

  /// How much of a segment's use is free, by value of the dimension.
  ///
  /// @param used by value; those that the allowance doesn't cover get nothing
  Map<String, BigDecimal> draw(int segment, Map<String, BigDecimal> used) {
    var terms = segments.get(segment).usage(meter).orElseThrow();
    var own = own(terms);
    var size = size(own, segments.size() - 1).max(size(own, segment));
    var left = size.subtract(drawn.getOrDefault(own, BigDecimal.ZERO)).max(BigDecimal.ZERO);
    var free = new HashMap<String, BigDecimal>();
    for (var value : order(terms, used)) {
      var take = used.getOrDefault(value, BigDecimal.ZERO).min(left);
      free.put(value, take);
      left = left.subtract(take);
      drawn.merge(own, take, BigDecimal::add);
    }
    return free;
  }

  /// The pool as it is known in a segment: that segment's plan is taken to stand to the end. One
  /// that the whole period has keeps its fractions, one that is put together is rounded up.
  private BigDecimal size(String own, int known) {
    var sum = BigDecimal.ZERO;
    var covered = BigDecimal.ZERO;
    var amounts = new TreeSet<BigDecimal>();
    for (var i = 0; i <= known; i++) {
      var segment = segments.get(i);
      var terms = segment.usage(meter).orElseThrow();
      if (own(terms).equals(own)) {
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

  private static String own(UsageTerms terms) {
    return terms.draws().isEmpty() ? "" : terms.draws().getFirst();
  }

  private static List<String> order(UsageTerms terms, Map<String, BigDecimal> used) {
    return terms.draws().isEmpty()
        ? new ArrayList<>(used.keySet().stream().sorted().toList())
        : terms.draws();
  }
}

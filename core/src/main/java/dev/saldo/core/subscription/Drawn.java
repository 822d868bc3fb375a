package dev.saldo.core.subscription;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What was used on one allowance within one segment, and what of it costs nothing; by value of the
/// price's dimension, the empty one where it goes by none.
///
/// @param segment the one whose price holds for what is above, by its place in the usage
/// @param free what was included, what was carried into the period with it
/// @param carried what of that was carried into the period
/// @param unbilled what is above it and isn't billed
/// @param acts how many acts counted
record Drawn(
    int segment,
    Map<String, BigDecimal> used,
    Map<String, BigDecimal> free,
    Map<String, BigDecimal> carried,
    Map<String, BigDecimal> unbilled,
    Map<String, Long> acts) {

  /// @param noted what was found not to be billed when it happened. Which value it was of depends
  ///   on which came first; what a value has too much is another's.
  static Drawn of(
      int segment,
      Map<String, BigDecimal> used,
      Map<String, BigDecimal> free,
      Map<String, BigDecimal> carried,
      Map<String, BigDecimal> noted,
      Map<String, Long> acts) {
    var unbilled = new TreeMap<String, BigDecimal>();
    var left = BigDecimal.ZERO;
    for (var one : noted.entrySet()) {
      var own = one.getValue().min(above(used, free, one.getKey()));
      unbilled.put(one.getKey(), own);
      left = left.add(one.getValue()).subtract(own);
    }
    for (var value : new TreeSet<>(used.keySet())) {
      var already = unbilled.getOrDefault(value, BigDecimal.ZERO);
      var more = above(used, free, value).subtract(already).min(left);
      unbilled.merge(value, more, BigDecimal::add);
      left = left.subtract(more);
    }
    return new Drawn(segment, used, free, carried, unbilled, acts);
  }

  private static BigDecimal above(
      Map<String, BigDecimal> used, Map<String, BigDecimal> free, String value) {
    var all = used.getOrDefault(value, BigDecimal.ZERO);
    return all.subtract(free.getOrDefault(value, BigDecimal.ZERO)).max(BigDecimal.ZERO);
  }

  BigDecimal used(String value) {
    return used.getOrDefault(value, BigDecimal.ZERO);
  }

  BigDecimal free(String value) {
    return free.getOrDefault(value, BigDecimal.ZERO);
  }

  BigDecimal carried(String value) {
    return carried.getOrDefault(value, BigDecimal.ZERO);
  }

  BigDecimal over(String value) {
    return used(value)
        .subtract(free(value))
        .subtract(unbilled.getOrDefault(value, BigDecimal.ZERO));
  }

  long acts(String value) {
    return acts.getOrDefault(value, 0L);
  }
}

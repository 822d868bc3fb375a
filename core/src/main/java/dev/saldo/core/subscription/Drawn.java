package dev.saldo.core.subscription;

import java.math.BigDecimal;
import java.util.Map;

/// What was used on one allowance within one segment, and what of it costs nothing; by value of the
/// price's dimension, the empty one where it goes by none.
///
/// @param segment the one whose price holds for what is above, by its place in the usage
/// @param free what was carried into the period included
/// @param carried what of that was carried into the period
/// @param acts how many acts counted
record Drawn(
    int segment,
    Map<String, BigDecimal> used,
    Map<String, BigDecimal> free,
    Map<String, BigDecimal> carried,
    Map<String, Long> acts) {

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
    return used(value).subtract(free(value));
  }

  long acts(String value) {
    return acts.getOrDefault(value, 0L);
  }
}

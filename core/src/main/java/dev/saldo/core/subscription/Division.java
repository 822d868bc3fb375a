package dev.saldo.core.subscription;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Divides an amount by weights, exactly: the parts come to the whole.
///
/// Each part is the share rounded down to the scale; the units of the last place that are left go
/// one each to the parts with the largest remainders, of equal ones to the first.
final class Division {
  private Division() {}

  /// @param whole zero or more, with no more decimals than the scale
  /// @param weights zero or more, one of them above
  static List<BigDecimal> of(BigDecimal whole, List<BigDecimal> weights, int scale) {
    var units = whole.setScale(scale).unscaledValue();
    var decimals = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    var exact = weights.stream().map(weight -> weight.setScale(decimals).unscaledValue()).toList();
    var sum = exact.stream().reduce(BigInteger.ZERO, BigInteger::add);
    var parts = new ArrayList<BigInteger>();
    var remainders = new ArrayList<BigInteger>();
    var left = units;
    for (var weight : exact) {
      var divided = units.multiply(weight).divideAndRemainder(sum);
      parts.add(divided[0]);
      remainders.add(divided[1]);
      left = left.subtract(divided[0]);
    }
    var places = new ArrayList<Integer>();
    for (var i = 0; i < parts.size(); i++) {
      places.add(i);
    }
    // The sort is stable.
    places.sort(Comparator.comparing((Integer place) -> remainders.get(place)).reversed());
    for (var i = 0; i < left.intValueExact(); i++) {
      parts.set(places.get(i), parts.get(places.get(i)).add(BigInteger.ONE));
    }
    return parts.stream().map(part -> new BigDecimal(part, scale)).toList();
  }
}

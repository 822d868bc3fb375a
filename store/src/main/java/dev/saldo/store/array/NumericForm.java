package dev.saldo.store.array;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/// A decimal as PostgreSQL sends it: groups of four decimal digits, the first of them worth `10000
/// ^ weight`, without zero groups at either end.
///
/// @param scale the digits after the point that are shown
record NumericForm(int[] groups, int weight, boolean negative, int scale) {
  private static final int BASE = 10_000;
  private static final BigInteger BIG_BASE = BigInteger.valueOf(BASE);
  private static final int[] PADS = {1, 10, 100, 1_000};
  private static final int LONG_DIGITS = 15;

  static NumericForm of(BigDecimal value) {
    var decimal = value.scale() < 0 ? value.setScale(0) : value;
    var scale = decimal.scale();
    if (decimal.signum() == 0) {
      return new NumericForm(new int[0], 0, false, scale);
    }
    var pad = -scale & 3;
    var fractionGroups = (scale + pad) / 4;
    var negative = decimal.signum() < 0;
    var groups =
        decimal.precision() <= LONG_DIGITS
            ? split(Math.abs(decimal.unscaledValue().longValue()) * PADS[pad])
            : split(decimal.unscaledValue().abs().multiply(BigInteger.valueOf(PADS[pad])));
    var weight = groups.length - fractionGroups - 1;
    return new NumericForm(trimmed(groups), weight, negative, scale);
  }

  private static int[] split(long digits) {
    var reversed = new int[5];
    var count = 0;
    for (var left = digits; left > 0; left /= BASE) {
      reversed[count++] = (int) (left % BASE);
    }
    return turned(reversed, count);
  }

  private static int[] split(BigInteger digits) {
    var reversed = new int[digits.bitLength() / 13 + 1];
    var count = 0;
    for (var left = digits; left.signum() > 0; ) {
      var parts = left.divideAndRemainder(BIG_BASE);
      reversed[count++] = parts[1].intValue();
      left = parts[0];
    }
    return turned(reversed, count);
  }

  private static int[] turned(int[] reversed, int count) {
    var groups = new int[count];
    for (var i = 0; i < count; i++) {
      groups[i] = reversed[count - 1 - i];
    }
    return groups;
  }

  private static int[] trimmed(int[] groups) {
    var end = groups.length;
    while (end > 0 && groups[end - 1] == 0) {
      end--;
    }
    return end == groups.length ? groups : Arrays.copyOf(groups, end);
  }
}

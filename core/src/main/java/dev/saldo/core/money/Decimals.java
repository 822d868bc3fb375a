package dev.saldo.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// The one place that says which decimals Saldo accepts and how it rounds them.
///
/// An amount has at most 26 digits before the point and 12 after it. Text is read strictly: ASCII
/// digits, an optional leading minus, an optional point with digits on both sides; no exponent, no
/// plus sign, no grouping. What doesn't fit is refused, never rounded.
public final class Decimals {
  /// Digits before the decimal point that an amount may have.
  public static final int INTEGER_DIGITS_MAX = 26;

  /// Digits after the decimal point that an amount may have.
  public static final int SCALE_MAX = 12;

  private static final int TEXT_LENGTH_MAX = INTEGER_DIGITS_MAX + SCALE_MAX + 2;

  private Decimals() {}

  /// Reads an amount; empty when the text isn't one or is wider than the bounds.
  public static Optional<BigDecimal> parse(String text) {
    if (text.length() > TEXT_LENGTH_MAX || !isPlain(text)) {
      return Optional.empty();
    }
    var value = new BigDecimal(text);
    return fits(value) ? Optional.of(normal(value)) : Optional.empty();
  }

  /// Whether the amount is within the bounds; looks at precision and scale alone, so that an absurd
  /// exponent costs nothing.
  public static boolean fits(BigDecimal value) {
    var integerDigits = (long) value.precision() - value.scale();
    return integerDigits <= INTEGER_DIGITS_MAX && value.scale() <= SCALE_MAX;
  }

  /// Rounds HALF_UP to 12 decimals: the rounding of a charge's price, done once per charge.
  public static BigDecimal round(BigDecimal exact) {
    return exact.scale() <= SCALE_MAX
        ? normal(exact)
        : normal(exact.setScale(SCALE_MAX, RoundingMode.HALF_UP));
  }

  /// The same number with the shortest scale that isn't negative, so that equal amounts are
  /// `equals` too and print alike.
  public static BigDecimal normal(BigDecimal value) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (value.scale() == 0) {
      return value;
    }
    var stripped = value.scale() < 0 ? value : value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
  }

  private static boolean isPlain(String text) {
    var at = text.startsWith("-") ? 1 : 0;
    var point = text.indexOf('.');
    var integerEnd = point < 0 ? text.length() : point;
    var wellPlaced = integerEnd > at && point != text.length() - 1;
    return wellPlaced
        && digits(text, at, integerEnd)
        && (point < 0 || digits(text, point + 1, text.length()));
  }

  private static boolean digits(String text, int from, int until) {
    for (var i = from; i < until; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}

package dev.saldo.core.rating;

import dev.saldo.core.catalog.RateCard;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A rate card in `long`s: each price times its markup as a whole number of 10^-scale credits, so
/// that the usual act is priced without a decimal being made.
///
/// Everything in it is zero or more, and so -1 can stand for "this path can't tell". It can't where
/// a product passes 2^63, a quantity isn't a whole number of at most 18 digits, or a property is
/// missing or negative; the caller then takes the path of unbounded decimals, which also finds the
/// words for what is wrong.
///
/// ```
/// sum = Σ quantity × price      price = unit price × markup × 10^scale
/// credits × 10^12 = sum × Π factors × 10^(12 - scale) ÷ divisor, HALF_UP
/// ```
final class ScaledCard {
  /// Stands for "this path can't tell".
  static final long NONE = -1;

  private static final int WHOLE_DIGITS_MAX = 18;
  private static final long[] POWERS = powers();

  private final Part[] parts;
  private final String bandedBy;
  private final boolean banded;
  private final Factor[] factors;
  private final Band[][] bands;
  private final int scale;
  private final long divisor;

  private ScaledCard(RateCard card) {
    var per = card.per().stripTrailingZeros();
    var markup = card.markup().stripTrailingZeros();
    var priceScale = priceScale(card, markup);
    parts = card.components().stream().map(part -> Part.of(card, part)).toArray(Part[]::new);
    banded = card.bandedBy().isPresent();
    bandedBy = card.bandedBy().orElse("");
    factors = card.multipliers().stream().map(Factor::of).toArray(Factor[]::new);
    bands =
        card.lines().stream().map(line -> bands(line, markup, priceScale)).toArray(Band[][]::new);
    scale = priceScale - per.scale();
    divisor = digits(per.movePointRight(per.scale()));
  }

  /// The card in `long`s; empty where a price is negative or too wide for one.
  static Optional<ScaledCard> of(RateCard card) {
    try {
      return Optional.of(new ScaledCard(card));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  /// A price of this path as a decimal at its shortest scale.
  static BigDecimal decimal(long scaledPrice) {
    var digits = scaledPrice;
    var decimals = Decimals.SCALE_MAX;
    while (decimals > 0 && Math.floorMod(digits, 10L) == 0) {
      digits = Math.floorDiv(digits, 10L);
      decimals--;
    }
    return BigDecimal.valueOf(digits, decimals);
  }

  /// The price in credits × 10^12, or [#NONE].
  long price(int line, Map<String, Value> data) {
    var band = band(line, data);
    if (band == null) {
      return NONE;
    }
    var sum = 0L;
    for (var i = 0; i < parts.length; i++) {
      sum = plus(sum, times(parts[i].quantity(data), band.prices[i]));
    }
    var digits = scale;
    for (var factor : factors) {
      if (factor.appliesTo(data)) {
        sum = times(sum, factor.digits);
        digits += factor.scale;
      }
    }
    return sum < 0 ? NONE : divided(sum, digits);
  }

  private long divided(long sum, int digits) {
    var raise = Decimals.SCALE_MAX - digits;
    if (Math.abs(raise) >= POWERS.length) {
      return NONE;
    }
    return raise >= 0
        ? halfUp(times(sum, POWERS[raise]), divisor)
        : halfUp(sum, times(divisor, POWERS[-raise]));
  }

  private static long halfUp(long dividend, long divisor) {
    if (dividend < 0 || divisor < 0) {
      return NONE;
    }
    if (divisor == 1) {
      return dividend;
    }
    var quotient = Math.floorDiv(dividend, divisor);
    var rest = dividend - quotient * divisor;
    return rest >= divisor - rest ? quotient + 1 : quotient;
  }

  /// The exact product of two numbers of zero or more; [#NONE] if it is too wide or one is none.
  private static long times(long a, long b) {
    if (a < 0 || b < 0 || Math.multiplyHigh(a, b) != 0) {
      return NONE;
    }
    var product = a * b;
    return product < 0 ? NONE : product;
  }

  private static long plus(long a, long b) {
    if (a < 0 || b < 0) {
      return NONE;
    }
    var sum = a + b;
    return sum < 0 ? NONE : sum;
  }

  private @Nullable Band band(int line, Map<String, Value> data) {
    var candidates = bands[line];
    var amount = banded ? whole(data, bandedBy) : 0;
    if (amount == NONE) {
      return null;
    }
    for (var band : candidates) {
      if (amount <= band.bound) {
        return band;
      }
    }
    return null;
  }

  private static long whole(Map<String, Value> data, String property) {
    if (data.get(property) instanceof Value.Number(var number)
        && number.scale() == 0
        && number.precision() <= WHOLE_DIGITS_MAX
        && number.signum() >= 0) {
      return number.longValue();
    }
    return NONE;
  }

  private static long wholeOrNothing(Map<String, Value> data, String property) {
    return data.containsKey(property) ? whole(data, property) : 0;
  }

  private static int priceScale(RateCard card, BigDecimal markup) {
    return card.lines().stream()
        .flatMap(line -> line.bands().stream())
        .flatMap(band -> band.prices().stream())
        .mapToInt(price -> price.multiply(markup).stripTrailingZeros().scale())
        .reduce(0, Math::max);
  }

  private static Band[] bands(RateCard.Line line, BigDecimal markup, int scale) {
    return line.bands().stream().map(band -> Band.of(band, markup, scale)).toArray(Band[]::new);
  }

  private static long digits(BigDecimal whole) {
    var digits = whole.longValueExact();
    if (digits < 0) {
      throw new ArithmeticException("below zero: " + whole);
    }
    return digits;
  }

  private static long[] powers() {
    var powers = new long[WHOLE_DIGITS_MAX + 1];
    powers[0] = 1;
    for (var i = 1; i < powers.length; i++) {
      powers[i] = Math.multiplyExact(powers[i - 1], 10L);
    }
    return powers;
  }

  /// A component's properties.
  ///
  /// @param optional whether an act without the property has none of it
  private record Part(String property, boolean optional, String[] less) {
    static Part of(RateCard card, RateCard.Component component) {
      return new Part(
          component.property(),
          card.isPartOfAnother(component.property()),
          component.less().toArray(String[]::new));
    }

    long quantity(Map<String, Value> data) {
      var rest = optional ? wholeOrNothing(data, property) : whole(data, property);
      for (var part : less) {
        var included = wholeOrNothing(data, part);
        if (included == NONE || included > rest) {
          return NONE;
        }
        rest -= included;
      }
      return rest;
    }
  }

  /// Prices up to a bound, which is included; quantities of this path are whole, so that the bound
  /// may be rounded down.
  private record Band(long bound, long[] prices) {
    static Band of(RateCard.Band band, BigDecimal markup, int scale) {
      var bound = band.upTo().map(Band::floor).orElse(Long.MAX_VALUE);
      var prices =
          band.prices().stream()
              .mapToLong(price -> digits(price.multiply(markup).movePointRight(scale)))
              .toArray();
      return new Band(bound, prices);
    }

    private static long floor(BigDecimal bound) {
      return bound
          .setScale(0, RoundingMode.FLOOR)
          .min(BigDecimal.valueOf(Long.MAX_VALUE))
          .longValueExact();
    }
  }

  /// A multiplier with the properties and labels for which it is.
  private record Factor(String[] properties, String[] labels, long digits, int scale) {
    static Factor of(RateCard.Multiplier multiplier) {
      var conditions = List.copyOf(multiplier.when().entrySet());
      var factor = Decimals.normal(multiplier.factor());
      return new Factor(
          conditions.stream().map(Map.Entry::getKey).toArray(String[]::new),
          conditions.stream().map(Map.Entry::getValue).toArray(String[]::new),
          ScaledCard.digits(factor.movePointRight(factor.scale())),
          factor.scale());
    }

    boolean appliesTo(Map<String, Value> data) {
      for (var i = 0; i < properties.length; i++) {
        var value = data.get(properties[i]);
        if (value == null || !value.label().equals(labels[i])) {
          return false;
        }
      }
      return true;
    }
  }
}

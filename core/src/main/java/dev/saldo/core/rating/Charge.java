package dev.saldo.core.rating;

import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.rating.Unratable.Code;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// A price before it is divided and rounded, or why there is none.
sealed interface Charge {

  /// The answer: here the price is divided and rounded, once.
  RatingResult result();

  /// No price.
  record Faulty(Unratable result) implements Charge {}

  /// Parts over one divisor.
  ///
  /// @param units how many units the act is, and how many of them are free
  record Parts(CreditUnit unit, List<RatedLine> lines, BigDecimal per, Units units)
      implements Charge {

    @Override
    public RatingResult result() {
      var sum = BigDecimal.ZERO;
      for (var line : lines) {
        sum = sum.add(line.product());
      }
      var price = sum.divide(per, Decimals.SCALE_MAX, RoundingMode.HALF_UP);
      if (!Decimals.fits(price)) {
        return new Unratable("/data", Code.PRICE_OUT_OF_BOUNDS, "the price has too many digits");
      }
      return new Rated(new Credits(unit, price), lines, units.quantity, units.free);
    }

    /// The same parts for an act that is one unit, charged for the share of it that isn't free.
    Parts of(Units one) {
      var share = one.charged();
      var shared =
          share.compareTo(BigDecimal.ONE) == 0
              ? lines
              : lines.stream().map(l -> l.times(share)).toList();
      return new Parts(unit, shared, per, one);
    }
  }

  /// How many units an act is; the free ones go first.
  record Units(BigDecimal quantity, BigDecimal free) {
    static Units of(BigDecimal quantity, BigDecimal freeLeft) {
      return new Units(Decimals.normal(quantity), Decimals.normal(quantity.min(freeLeft)));
    }

    BigDecimal charged() {
      return Decimals.normal(quantity.subtract(free));
    }
  }
}

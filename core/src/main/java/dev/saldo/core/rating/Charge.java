package dev.saldo.core.rating;

import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.rating.Unratable.Code;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// A price before it is rounded: parts over one divisor, or the fault for which there is none.
record Charge(CreditUnit unit, List<RatedLine> lines, BigDecimal per, Optional<Unratable> fault) {
  private static final CreditUnit NONE = new CreditUnit("none");

  static Charge failed(Unratable fault) {
    return new Charge(NONE, List.of(), BigDecimal.ONE, Optional.of(fault));
  }

  /// Divides and rounds, the only time for this act.
  RatingResult rated(BigDecimal quantity, BigDecimal freeUnitsUsed) {
    if (fault.isPresent()) {
      return fault.get();
    }
    var sum = BigDecimal.ZERO;
    for (var line : lines) {
      sum = sum.add(line.product());
    }
    var price = sum.divide(per, Decimals.SCALE_MAX, RoundingMode.HALF_UP);
    if (!Decimals.fits(price)) {
      return new Unratable("/data", Code.PRICE_OUT_OF_BOUNDS, "the price has too many digits");
    }
    return new Rated(new Credits(unit, price), lines, quantity, Decimals.normal(freeUnitsUsed));
  }
}

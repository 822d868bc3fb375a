package dev.saldo.core.rating;

import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.util.List;

/// The price of an act, and how it came about.
///
/// @param price rounded once, HALF_UP at 12 decimals; zero or more
/// @param lines the parts whose exact amounts sum to the price before rounding; parts of zero
///   quantity are among them
/// @param quantity how many units the act is, free ones included: the quantity that is charged for
///   an action priced by a property, else 1
/// @param freeUnitsUsed how many of these units were free
public record Rated(
    Credits price, List<RatedLine> lines, BigDecimal quantity, BigDecimal freeUnitsUsed)
    implements RatingResult {

  public Rated {
    lines = List.copyOf(lines);
    if (price.isNegative()) {
      throw new IllegalArgumentException("a price of " + price);
    }
    if (freeUnitsUsed.signum() < 0 || freeUnitsUsed.compareTo(quantity) > 0) {
      throw new IllegalArgumentException(freeUnitsUsed + " free of " + quantity + " units");
    }
  }
}

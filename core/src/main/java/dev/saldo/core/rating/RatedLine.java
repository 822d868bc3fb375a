package dev.saldo.core.rating;

import dev.saldo.core.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// One part of a price: `quantity × unitPrice × factor ÷ per` credits.
///
/// @param component the card's component, such as `output`; else the property that is counted, or
///   the action's name where an act is one unit
/// @param source where the price stands: the action's name, or the line of a card with the bound of
///   its band, such as `sonnet-4.5 ≤ 200000`
/// @param quantity what is charged, free units already taken off
/// @param unitPrice credits for `per` units
/// @param factor markup and multipliers, multiplied, and the share of the act that isn't free
public record RatedLine(
    String component,
    String source,
    BigDecimal quantity,
    BigDecimal unitPrice,
    BigDecimal factor,
    BigDecimal per) {

  /// The exact amount times `per`: what is summed before the one division, because the quotient may
  /// have no end (11 credits per 60 seconds).
  public BigDecimal product() {
    return quantity.multiply(unitPrice).multiply(factor);
  }

  /// The amount for people to read, HALF_UP at 12 decimals. Sums of these may differ from the price
  /// in the last decimal; the price is right.
  public BigDecimal amount() {
    return Decimals.normal(product().divide(per, Decimals.SCALE_MAX, RoundingMode.HALF_UP));
  }

  /// The line for a share of the act.
  RatedLine times(BigDecimal share) {
    return new RatedLine(component, source, quantity, unitPrice, factor.multiply(share), per);
  }
}

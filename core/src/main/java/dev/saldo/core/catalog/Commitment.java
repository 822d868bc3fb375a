package dev.saldo.core.catalog;

import dev.saldo.core.money.Credits;
import java.math.BigDecimal;

/// So many credits that a customer undertakes to buy each calendar month, for which each credit
/// bought costs less.
///
/// @param credits of a month
/// @param price of one credit, before the discount
/// @param percent what is taken off it; zero for nothing
public record Commitment(
    String name, String title, Credits credits, Amounts price, BigDecimal percent) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /// What one credit costs while the commitment holds, exact.
  public Amounts committed() {
    return price.times(HUNDRED.subtract(percent).movePointLeft(2));
  }
}

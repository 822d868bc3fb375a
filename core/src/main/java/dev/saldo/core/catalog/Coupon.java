package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A discount that a customer brings.
///
/// @param discount what it takes off the fees of a period
/// @param periods how many paid intervals it lasts, months or years; empty for all
/// @param until the first instant at which it can't be redeemed any more
/// @param plans the plans it is for; empty for all
public record Coupon(
    String name,
    String title,
    Discount discount,
    Optional<Integer> periods,
    Optional<Instant> until,
    Set<String> plans) {
  public Coupon {
    plans = Set.copyOf(plans);
  }

  /// Whether it discounts a plan's fees.
  public boolean isFor(String plan) {
    return plans.isEmpty() || plans.contains(plan);
  }

  /// What a coupon takes off.
  public sealed interface Discount {
    /// A share of the fees.
    record Percent(BigDecimal percent) implements Discount {}

    /// An amount, and never more than the fees.
    record Off(Amounts amount) implements Discount {}
  }
}

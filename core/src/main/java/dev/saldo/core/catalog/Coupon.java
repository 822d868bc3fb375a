package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// A discount that a customer brings.
///
/// @param discount what it takes off the fees of a period
/// @param periods how many periods it lasts; empty for all
/// @param until the last instant at which it can be redeemed, exclusive
/// @param plans the plans it is for; empty for all
public record Coupon(
    String name,
    String title,
    Discount discount,
    Optional<Integer> periods,
    Optional<Instant> until,
    java.util.Set<String> plans) {
  public Coupon {
    plans = java.util.Set.copyOf(plans);
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

package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/// How what is sold is billed.
///
/// @param anchor whether periods begin with the calendar's months or with the subscription
/// @param zone whose midnight they begin at
/// @param grace how long after its period an invoice waits for late events
/// @param taxIncluded whether prices include tax
/// @param netDays the days to pay; 0 for at once
/// @param creditsPercent the share of a plan's fee that pays for its credits and is earned as they
///   are used; 0 where all of it is earned over its time
/// @param progressiveAt the cost of use that isn't invoiced at which an interim invoice is made in
///   the middle of a period; above zero; empty where use waits for its period's end
/// @param byCostCentre whether lines of use are divided among the customer's cost centres
public record BillingTerms(
    ResetRule.Anchor anchor,
    ResetRule.Zone zone,
    Duration grace,
    boolean taxIncluded,
    int netDays,
    BigDecimal creditsPercent,
    Optional<Amounts> progressiveAt,
    boolean byCostCentre) {
  /// By anniversary in the customer's zone, a day of grace, payable at once, prices without tax.
  public static final BillingTerms STANDARD =
      new BillingTerms(
          ResetRule.Anchor.ANNIVERSARY,
          ResetRule.Zone.CUSTOMER,
          Duration.ofDays(1),
          false,
          0,
          BigDecimal.ZERO,
          Optional.empty(),
          false);
}

package dev.saldo.core.account;

import java.math.BigDecimal;
import java.util.Optional;

/// What a customer chose for itself, where the plan leaves a choice.
///
/// @param hardLimit whether use stops at the end of the credits; off switches off the preventive
///   block too, and lets overage begin where it was consented to
/// @param preventiveBlockPercent the customer's own threshold instead of the plan's
public record Settings(boolean hardLimit, Optional<BigDecimal> preventiveBlockPercent) {
  public static final Settings STANDARD = new Settings(true, Optional.empty());
}

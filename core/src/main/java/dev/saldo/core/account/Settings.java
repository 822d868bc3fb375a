package dev.saldo.core.account;

import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.Optional;

/// What a customer chose for itself, where the plan leaves a choice.
///
/// @param hardLimit whether use stops at the end of the credits. On keeps overage from beginning,
///   whatever the plan or a consent says; off switches off the preventive block; without a choice
///   use stops wherever overage isn't allowed
/// @param preventiveBlockPercent the customer's own threshold instead of the plan's
/// @param spendingCap the most that use of meters and overage of credits may come to in a billed
///   period, as prices are stated; zero or more
public record Settings(
    Optional<Boolean> hardLimit,
    Optional<BigDecimal> preventiveBlockPercent,
    Optional<Money> spendingCap) {
  public static final Settings STANDARD =
      new Settings(Optional.empty(), Optional.empty(), Optional.empty());
}

package dev.saldo.core.revenue;

import dev.saldo.core.money.Money;

/// How what is deferred went from the beginning of a time to its end, in one currency.
///
/// @param openingCredits what the lots were worth at the beginning
/// @param sold what was added with credits that were sold
/// @param moved what moving credits between lots left or took by rounding
/// @param earned by use, less what was given back
/// @param expired by expiry
/// @param removed by corrections that took credits away
/// @param closingCredits what the lots are worth at the end, each by itself
/// @param openingFees fees of the time after the beginning, on invoices before it
/// @param billedFees fees on the time's invoices
/// @param earnedFees by the second
/// @param closingFees fees of the time after the end
public record Reconciliation(
    Money openingCredits,
    Money sold,
    Money moved,
    Money earned,
    Money expired,
    Money removed,
    Money closingCredits,
    Money openingFees,
    Money billedFees,
    Money earnedFees,
    Money closingFees) {

  /// What the lots should be worth at the end by all that happened.
  public Money expectedCredits() {
    return openingCredits.plus(sold).plus(moved).minus(earned).minus(expired).minus(removed);
  }

  /// What should be left of the fees.
  public Money expectedFees() {
    return openingFees.plus(billedFees).minus(earnedFees);
  }

  /// Whether both come out to the last digit.
  public boolean holds() {
    return expectedCredits().equals(closingCredits) && expectedFees().equals(closingFees);
  }
}

package dev.saldo.core.revenue;

import dev.saldo.core.money.Money;
import java.time.LocalDate;

/// One entry of the journal: the same amount debited and credited.
///
/// @param day in UTC
/// @param amount above zero
public record JournalEntry(
    LocalDate day, Occasion occasion, MoneyAccount debit, MoneyAccount credit, Money amount) {
  public JournalEntry {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an entry of " + amount);
    }
    if (debit == credit) {
      throw new IllegalArgumentException("an entry from " + debit + " to itself");
    }
  }

  /// How much the account has more afterwards on its credit side; below zero on its debit side.
  public Money credited(MoneyAccount account) {
    return account == credit
        ? amount
        : account == debit ? amount.negated() : Money.zero(amount.currency());
  }
}

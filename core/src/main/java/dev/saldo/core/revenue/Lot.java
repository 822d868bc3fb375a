package dev.saldo.core.revenue;

import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// A lot of credits that something was paid for, and what the rest of it is worth.
///
/// The rest is worth `paid × remaining ÷ amount`, HALF_UP at 12 decimals, and what is taken is
/// worth the difference before and after. So rounding never adds up: however a lot is used, in
/// however many parts, all of them together and what is left come to what was paid. A correction
/// that adds to a lot spreads what was paid over more credits: each is worth less from then on, and
/// of those that were used too much was earned, which is put right in the same step.
///
/// Any figures are taken, because books that are wrong are looked at too.
///
/// @param paid for all of it
/// @param amount how many it has had: granted, and added by corrections
public record Lot(Money paid, BigDecimal amount, BigDecimal remaining) {
  /// What the rest is worth.
  public Money value() {
    if (amount.signum() <= 0) {
      return Money.zero(paid.currency());
    }
    var exact = paid.amount().multiply(remaining);
    return new Money(
        paid.currency(), exact.divide(amount, Decimals.SCALE_MAX, RoundingMode.HALF_UP));
  }

  /// The lot after a move.
  ///
  /// @param credits below zero for what goes out
  public Lot after(LotMove move, BigDecimal credits) {
    return new Lot(
        paid, move == LotMove.ADDED ? amount.add(credits) : amount, remaining.add(credits));
  }
}

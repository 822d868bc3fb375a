package dev.saldo.core.revenue;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/// A fee that is earned evenly, by the second, over the time that it was paid for.
///
/// What falls to days before its invoice was booked is earned on the day of the booking, so that a
/// day that is over never changes.
///
/// @param covers what it was paid for
/// @param fee below zero for one that is given back
/// @param bookedAt when its invoice was finalized
public record FeeSchedule(Period covers, Money fee, Instant bookedAt) {

  /// What is earned up to a moment, HALF_UP at 12 decimals.
  public Money earnedBy(Instant at) {
    if (!at.isAfter(bookedAt) || !at.isAfter(covers.from())) {
      return Money.zero(fee.currency());
    }
    if (!at.isBefore(covers.until())) {
      return fee;
    }
    var elapsed = nanos(new Period(covers.from(), at));
    var exact = fee.amount().multiply(elapsed);
    return new Money(
        fee.currency(), exact.divide(nanos(covers), Decimals.SCALE_MAX, RoundingMode.HALF_UP));
  }

  private static BigDecimal nanos(Period period) {
    var length = period.length();
    return BigDecimal.valueOf(length.getSeconds(), -9).add(BigDecimal.valueOf(length.getNano()));
  }
}

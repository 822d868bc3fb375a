package dev.saldo.core.account;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/// What of a period's credits falls to the time that remains of it, as an exact fraction.
///
/// @param above the credits × the seconds that remain
/// @param below the seconds of the period, above zero
record Share(BigDecimal above, BigDecimal below) implements Comparable<Share> {

  static Share whole(Credits credits) {
    return new Share(credits.amount(), BigDecimal.ONE);
  }

  static Share of(Credits credits, Instant at, Period period) {
    if (!at.isAfter(period.from())) {
      return whole(credits);
    }
    var remaining = BigDecimal.valueOf(period.until().getEpochSecond() - at.getEpochSecond());
    return new Share(
        credits.amount().multiply(remaining), BigDecimal.valueOf(period.length().toSeconds()));
  }

  /// What it is more than another; below zero where it is less.
  Share above(Share other) {
    return new Share(
        above.multiply(other.below).subtract(other.above.multiply(below)),
        below.multiply(other.below));
  }

  /// Rounded up to a whole credit where it is a fraction of a period; none where it is below zero.
  Credits rounded(CreditUnit unit) {
    if (below.compareTo(BigDecimal.ONE) == 0) {
      return new Credits(unit, above).atLeastZero();
    }
    return new Credits(unit, above.divide(below, 0, RoundingMode.CEILING)).atLeastZero();
  }

  @Override
  public int compareTo(Share other) {
    return above.multiply(other.below).compareTo(other.above.multiply(below));
  }
}

package dev.saldo.core.money;

import java.math.BigDecimal;

/// An amount of credits in one unit; it may be negative, as a difference is.
///
/// Amounts of two units never meet: every operation on them refuses with an
/// [IllegalArgumentException], because mixing units is a fault of the program.
///
/// @param amount kept at its shortest scale, so that equal amounts are `equals`
public record Credits(CreditUnit unit, BigDecimal amount) implements Comparable<Credits> {
  public Credits {
    amount = Decimals.normal(amount);
  }

  public static Credits zero(CreditUnit unit) {
    return new Credits(unit, BigDecimal.ZERO);
  }

  public static Credits of(CreditUnit unit, String amount) {
    return new Credits(unit, new BigDecimal(amount));
  }

  public Credits plus(Credits other) {
    return new Credits(unit, amount.add(same(other).amount));
  }

  public Credits minus(Credits other) {
    return new Credits(unit, amount.subtract(same(other).amount));
  }

  public Credits negated() {
    return new Credits(unit, amount.negate());
  }

  public Credits min(Credits other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Credits max(Credits other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /// This amount, or zero when it is below zero.
  public Credits atLeastZero() {
    return amount.signum() < 0 ? zero(unit) : this;
  }

  public boolean isZero() {
    return amount.signum() == 0;
  }

  public boolean isPositive() {
    return amount.signum() > 0;
  }

  public boolean isNegative() {
    return amount.signum() < 0;
  }

  @Override
  public int compareTo(Credits other) {
    return amount.compareTo(same(other).amount);
  }

  /// The number and its unit, for people: `82.5 credit`.
  @Override
  public String toString() {
    return amount.toPlainString() + " " + unit;
  }

  private Credits same(Credits other) {
    if (!unit.equals(other.unit)) {
      throw new IllegalArgumentException("credits of " + unit + " and " + other.unit);
    }
    return other;
  }
}

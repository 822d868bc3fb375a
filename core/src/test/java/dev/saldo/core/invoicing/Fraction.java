package dev.saldo.core.invoicing;

import java.math.BigDecimal;
import java.math.BigInteger;

/// A rational number, which loses nothing: what decimals are compared with.
///
/// @param over above zero
record Fraction(BigInteger of, BigInteger over) {
  static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

  static Fraction of(BigDecimal decimal) {
    var scale = decimal.scale();
    return scale >= 0
        ? new Fraction(decimal.unscaledValue(), BigInteger.TEN.pow(scale))
        : new Fraction(
            decimal.unscaledValue().multiply(BigInteger.TEN.pow(-scale)), BigInteger.ONE);
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        of.multiply(other.over).add(other.of.multiply(over)), over.multiply(other.over));
  }

  Fraction minus(Fraction other) {
    return plus(new Fraction(other.of.negate(), other.over));
  }

  Fraction times(Fraction other) {
    return new Fraction(of.multiply(other.of), over.multiply(other.over));
  }

  /// @param other above zero
  Fraction dividedBy(Fraction other) {
    return times(new Fraction(other.over, other.of));
  }

  /// The nearest whole number of minor units; halves go away from zero.
  Fraction rounded(int digits) {
    var unit = BigInteger.TEN.pow(digits);
    var two = BigInteger.TWO;
    var halves = of.abs().multiply(unit).multiply(two).add(over).divide(over.multiply(two));
    return new Fraction(of.signum() < 0 ? halves.negate() : halves, unit);
  }

  Fraction absolute() {
    return new Fraction(of.abs(), over);
  }

  int signum() {
    return of.signum();
  }

  boolean isLess(Fraction other) {
    return minus(other).signum() < 0;
  }

  boolean is(BigDecimal decimal) {
    return minus(of(decimal)).signum() == 0;
  }
}

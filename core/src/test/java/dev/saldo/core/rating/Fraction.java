package dev.saldo.core.rating;

import java.math.BigDecimal;
import java.math.BigInteger;

/// A ratio of whole numbers: the arithmetic that prices are held against, with no decimals in it.
record Fraction(BigInteger numerator, BigInteger denominator) {
  static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
  static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

  /// Read from the digits of the text, not by a decimal's own arithmetic.
  static Fraction of(BigDecimal decimal) {
    var text = decimal.toPlainString();
    var point = text.indexOf('.');
    var decimals = point < 0 ? 0 : text.length() - point - 1;
    return new Fraction(new BigInteger(text.replace(".", "")), BigInteger.TEN.pow(decimals));
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
  }

  Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  Fraction over(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  boolean atMost(Fraction other) {
    return minus(other).numerator.signum() <= 0;
  }

  Fraction min(Fraction other) {
    return atMost(other) ? this : other;
  }

  Fraction max(Fraction other) {
    return atMost(other) ? other : this;
  }

  /// The next whole number.
  Fraction up() {
    var parts = numerator.divideAndRemainder(denominator);
    var whole = parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    return new Fraction(whole, BigInteger.ONE);
  }

  /// For zero or more, rounded half up at twelve decimals: the floor of twice the number, plus one,
  /// halved.
  BigDecimal rounded() {
    var doubled = numerator.shiftLeft(1).multiply(BigInteger.TEN.pow(12)).divide(denominator);
    var digits = doubled.add(BigInteger.ONE).shiftRight(1);
    var rounded = new BigDecimal(digits, 12).stripTrailingZeros();
    return rounded.setScale(Math.max(0, rounded.scale()));
  }
}

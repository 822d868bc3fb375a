package dev.saldo.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/// An amount in one ISO 4217 currency, exact: it may carry more decimals than the currency's minor
/// unit, because rounding happens once, on an invoice line.
///
/// @param amount kept at its shortest scale, so that equal amounts are `equals`
public record Money(Currency currency, BigDecimal amount) implements Comparable<Money> {
  public Money {
    amount = Decimals.normal(amount);
  }

  public static Money zero(Currency currency) {
    return new Money(currency, BigDecimal.ZERO);
  }

  public Money plus(Money other) {
    return new Money(currency, amount.add(same(other).amount));
  }

  public Money minus(Money other) {
    return new Money(currency, amount.subtract(same(other).amount));
  }

  public Money negated() {
    return new Money(currency, amount.negate());
  }

  /// So many times as much, exact.
  public Money times(BigDecimal factor) {
    return new Money(currency, amount.multiply(factor));
  }

  /// Rounded HALF_UP to the currency's minor unit: done once, on an invoice line.
  public Money rounded() {
    var digits = Math.max(0, currency.getDefaultFractionDigits());
    return new Money(currency, amount.setScale(digits, RoundingMode.HALF_UP));
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
  public int compareTo(Money other) {
    return amount.compareTo(same(other).amount);
  }

  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency.getCurrencyCode();
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("money in " + currency + " and " + other.currency);
    }
    return other;
  }
}

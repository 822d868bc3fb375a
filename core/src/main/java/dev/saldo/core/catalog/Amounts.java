package dev.saldo.core.catalog;

import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An amount of money as it is stated in each currency it is sold in; none is ever converted into
/// another.
///
/// @param by at least one
public record Amounts(Map<Currency, Money> by) {
  public Amounts {
    by = Map.copyOf(by);
  }

  public static Amounts of(Money money) {
    return new Amounts(Map.of(money.currency(), money));
  }

  /// The amount in a currency; empty where none is stated.
  public Optional<Money> in(Currency currency) {
    return Optional.ofNullable(by.get(currency));
  }

  public Set<Currency> currencies() {
    return by.keySet();
  }

  /// The same amounts in another measure.
  ///
  /// @param factor exact
  public Amounts times(BigDecimal factor) {
    var scaled = new java.util.HashMap<Currency, Money>();
    by.forEach((currency, money) -> scaled.put(currency, money.times(factor)));
    return new Amounts(scaled);
  }
}

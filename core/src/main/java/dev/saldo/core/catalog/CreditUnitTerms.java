package dev.saldo.core.catalog;

import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Money;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/// A credit unit and what one credit of it lists at.
///
/// @param listPrices the stated list price of one credit by currency: the value that a budget in
///   money counts a credit at
public record CreditUnitTerms(CreditUnit unit, Map<Currency, Money> listPrices) {
  public Optional<Money> listPrice(Currency currency) {
    return Optional.ofNullable(listPrices.get(currency));
  }
}

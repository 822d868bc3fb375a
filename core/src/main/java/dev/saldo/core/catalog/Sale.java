package dev.saldo.core.catalog;

import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// What a catalog sells beside plans and packs, in which currencies, and how it is billed.
///
/// @param currency the one that an amount without a currency is in
/// @param currencies all that it sells in
public record Sale(
    Currency currency,
    Set<Currency> currencies,
    SequencedMap<String, Product> products,
    SequencedMap<String, Coupon> coupons,
    SequencedMap<String, Commitment> commitments,
    BillingTerms billing) {
  public Sale {
    currencies = Set.copyOf(currencies);
  }

  /// Plans and packs alone, billed in the standard way.
  public static Sale plain(Currency currency) {
    return new Sale(
        currency,
        Set.of(currency),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        BillingTerms.STANDARD);
  }

  public Optional<Product> product(String name) {
    return Optional.ofNullable(products.get(name));
  }

  public Optional<Commitment> commitment(String name) {
    return Optional.ofNullable(commitments.get(name));
  }

  public Optional<Coupon> coupon(String name) {
    return Optional.ofNullable(coupons.get(name));
  }
}

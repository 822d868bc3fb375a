package dev.saldo.core.subscription;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a customer takes beside the plan itself.
///
/// @param seats 1 or more
/// @param products how many of each product that was added; those that the plan includes aren't
///   named
/// @param overrides what was negotiated for this customer
/// @param commitment the one that the customer has undertaken
public record Items(
    int seats,
    SortedMap<String, Integer> products,
    Overrides overrides,
    Optional<String> commitment) {
  /// One seat, and nothing else.
  public static final Items ONE = new Items(1, new TreeMap<>(), Overrides.NONE);

  public Items {
    if (seats < 1 || products.values().stream().anyMatch(quantity -> quantity < 1)) {
      throw new IllegalArgumentException("items of " + seats + " seats and " + products);
    }
    products = Collections.unmodifiableSortedMap(new TreeMap<>(products));
  }

  /// Without a commitment.
  public Items(int seats, SortedMap<String, Integer> products, Overrides overrides) {
    this(seats, products, overrides, Optional.empty());
  }

  public static Items of(int seats, Map<String, Integer> products) {
    return new Items(seats, new TreeMap<>(products), Overrides.NONE);
  }
}

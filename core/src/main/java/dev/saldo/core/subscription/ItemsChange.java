package dev.saldo.core.subscription;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is to be taken beside a plan, said as a change of what there is.
///
/// @param seats how many; empty for as many as before
/// @param products how many of each product that is named, 0 for none; the others stay as they are
/// @param overrides what was negotiated, instead of all that was before; empty to keep that
/// @param commitment the one that is undertaken from now on, or none; empty to keep what there is
public record ItemsChange(
    Optional<Integer> seats,
    SortedMap<String, Integer> products,
    Optional<Overrides> overrides,
    Optional<Undertaken> commitment) {
  /// A commitment, or none.
  public record Undertaken(Optional<String> name) {}

  /// All stays as it is.
  public static final ItemsChange NONE =
      new ItemsChange(Optional.empty(), new TreeMap<>(), Optional.empty());

  /// The commitment stays as it is.
  public ItemsChange(
      Optional<Integer> seats, SortedMap<String, Integer> products, Optional<Overrides> overrides) {
    this(seats, products, overrides, Optional.empty());
  }

  public ItemsChange {
    if (seats.filter(count -> count < 1).isPresent()
        || products.values().stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("a change to " + seats + " seats and " + products);
    }
    products = Collections.unmodifiableSortedMap(new TreeMap<>(products));
  }

  /// Nothing but these, where nothing was before.
  public static ItemsChange to(Items items) {
    return new ItemsChange(
        Optional.of(items.seats()),
        items.products(),
        Optional.of(items.overrides()),
        Optional.of(new Undertaken(items.commitment())));
  }

  /// What is taken after the change.
  public Items of(Items before) {
    var after = new TreeMap<String, Integer>(before.products());
    after.putAll(products);
    after.values().removeIf(count -> count == 0);
    return new Items(
        seats.orElse(before.seats()),
        after,
        overrides.orElse(before.overrides()),
        commitment.map(Undertaken::name).orElse(before.commitment()));
  }
}

package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Something that is sold beside a plan: a product, a vertical, an add-on.
///
/// @param soldOn the price of a month of one, by the plan it can be added to
/// @param includedIn the plans that bring it
/// @param needs the products that must be there, bought or included
/// @param many whether there can be more than one
/// @param setup what is paid once for each customer
/// @param discounts by quantity, rising; the highest that is reached holds for the whole quantity
/// @param unlocks features
/// @param adds how many of each resource one of it adds to what the plan includes, by name
/// @param listPrice what a month of one lists at where lists name a price that no plan asks for
public record Product(
    String name,
    String title,
    Kind kind,
    Map<String, Amounts> soldOn,
    Set<String> includedIn,
    List<String> needs,
    boolean many,
    Optional<Amounts> setup,
    List<VolumeDiscount> discounts,
    Set<String> unlocks,
    Map<String, Integer> adds,
    Optional<Amounts> listPrice) {
  public Product {
    soldOn = Map.copyOf(soldOn);
    includedIn = Set.copyOf(includedIn);
    needs = List.copyOf(needs);
    discounts = List.copyOf(discounts);
    unlocks = Set.copyOf(unlocks);
    adds = Map.copyOf(adds);
  }

  /// One that adds no resources and has no list price.
  public Product(
      String name,
      String title,
      Kind kind,
      Map<String, Amounts> soldOn,
      Set<String> includedIn,
      List<String> needs,
      boolean many,
      Optional<Amounts> setup,
      List<VolumeDiscount> discounts,
      Set<String> unlocks) {
    this(
        name,
        title,
        kind,
        soldOn,
        includedIn,
        needs,
        many,
        setup,
        discounts,
        unlocks,
        Map.of(),
        Optional.empty());
  }

  /// What it is called on lists.
  public enum Kind {
    PRODUCT,
    VERTICAL,
    ADD_ON
  }

  /// From so many on, so many percent less.
  public record VolumeDiscount(int from, BigDecimal percent) {}

  /// The discount of a quantity, in percent; zero below the first threshold.
  public BigDecimal discount(int quantity) {
    var percent = BigDecimal.ZERO;
    for (var discount : discounts) {
      if (quantity >= discount.from()) {
        percent = discount.percent();
      }
    }
    return percent;
  }
}

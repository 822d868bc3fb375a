package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a quantity becomes money.
public sealed interface Price {
  /// The currencies in which all of it is stated.
  Set<Currency> currencies();

  /// The same whatever the quantity, once there is any.
  record Flat(Amounts amount) implements Price {
    @Override
    public Set<Currency> currencies() {
      return amount.currencies();
    }
  }

  /// In proportion: `each × quantity ÷ per`, exact; never by started units.
  ///
  /// @param per how many units `each` is for
  record PerUnit(Amounts each, BigDecimal per) implements Price {
    @Override
    public Set<Currency> currencies() {
      return each.currencies();
    }
  }

  /// By started packages of so many units.
  record Package(Amounts each, BigDecimal of) implements Price {
    @Override
    public Set<Currency> currencies() {
      return each.currencies();
    }
  }

  /// By tiers, which rise without gaps; a tier includes its upper bound.
  ///
  /// @param mode whether each unit has the price of the tier it falls into, or all have that of the
  ///   tier that the quantity reaches
  record Tiered(Mode mode, List<Tier> tiers) implements Price {
    public Tiered {
      tiers = List.copyOf(tiers);
    }

    @Override
    public Set<Currency> currencies() {
      return common(
          tiers.stream()
              .map(tier ->
                  tier.flat()
                      .map(flat -> common(List.of(flat.currencies(), tier.each().currencies())))
                      .orElse(tier.each().currencies()))
              .toList());
    }
  }

  /// How tiers apply.
  enum Mode {
    GRADUATED,
    VOLUME
  }

  /// One tier.
  ///
  /// @param upTo inclusive; empty for the last
  /// @param flat what is paid for entering it
  record Tier(Optional<BigDecimal> upTo, Amounts each, Optional<Amounts> flat) {}

  /// A share of an amount of money that was measured.
  ///
  /// @param min the least that a line comes to, once there is any use
  /// @param max the most
  record Percentage(
      BigDecimal percent, Optional<Amounts> min, Optional<Amounts> max, Set<Currency> in)
      implements Price {
    public Percentage {
      in = Set.copyOf(in);
    }

    @Override
    public Set<Currency> currencies() {
      return in;
    }
  }

  /// By the value of one of the meter's dimensions, each with its own price.
  ///
  /// @param other what a value that isn't named costs; without it such use has no price
  record ByDimension(String dimension, Map<String, Price> prices, Optional<Price> other)
      implements Price {
    public ByDimension {
      prices = Map.copyOf(prices);
    }

    @Override
    public Set<Currency> currencies() {
      var all = new java.util.ArrayList<Set<Currency>>();
      prices.values().forEach(price -> all.add(price.currencies()));
      other.ifPresent(price -> all.add(price.currencies()));
      return common(all);
    }

    /// The price of a value, if it has one.
    public Optional<Price> of(String value) {
      return Optional.ofNullable(prices.get(value)).or(() -> other);
    }
  }

  private static Set<Currency> common(List<Set<Currency>> sets) {
    if (sets.isEmpty()) {
      return Set.of();
    }
    var common = new HashSet<>(sets.getFirst());
    sets.forEach(common::retainAll);
    return Set.copyOf(common);
  }
}

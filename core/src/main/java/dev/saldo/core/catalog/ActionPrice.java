package dev.saldo.core.catalog;

import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.util.Optional;

/// How one act of an action becomes credits.
public sealed interface ActionPrice {
  /// An action without a price: its acts are examined, counted and journaled like any other, and
  /// concern no wallet.
  ActionPrice NONE = new None();

  /// Not at all.
  record None() implements ActionPrice {}

  /// The same for each unit: `price × quantity`.
  ///
  /// @param property the data property with the number of units; without one an act is one unit
  record Flat(Credits credits, Optional<String> property) implements ActionPrice {}

  /// In proportion to a measured quantity: `credits × quantity ÷ per`, multiplied first and divided
  /// last. Eleven credits per 60 seconds make 82.5 for 450 seconds.
  ///
  /// @param property the data property with the quantity
  /// @param per how many units the price is for
  /// @param minimum the least quantity that is charged; a quantity of zero is charged nothing
  /// @param step quantities are charged in whole steps, rounded up
  record Proportional(
      Credits credits,
      String property,
      BigDecimal per,
      Optional<BigDecimal> minimum,
      Optional<BigDecimal> step)
      implements ActionPrice {}

  /// By the lines of a rate card.
  record ByRateCard(String rateCard) implements ActionPrice {}

  /// A second try at something already charged: costs the lesser of `credits` and what the original
  /// cost, at most `times` times for each original; after that it is charged as new. A second try
  /// at a second try counts against the root original.
  record Regeneration(Credits credits, int times) implements ActionPrice {}
}

package dev.saldo.core.catalog;

import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// Reads the prices of actions.
final class ActionPrices {
  private static final Shape.Key UNIT = Shape.Key.optional("unit", Shapes.UNIT, Shapes.UNIT_ABOUT);

  static final Shape SHAPE =
      new Shape.ShortOr(
          Shapes.AMOUNT,
          new Shape.OneOf(
              List.of(
                  Shapes.table(
                      "price_each",
                      "The same for each unit.",
                      Shape.Key.required("each", Shapes.AMOUNT, "Credits for one unit."),
                      Shape.Key.optional(
                          "of",
                          Shapes.PROPERTY,
                          "The property with the number of units; without it an act is one unit."),
                      UNIT),
                  Shapes.table(
                      "price_in_proportion",
                      "In proportion to a quantity, to the last decimal.",
                      Shape.Key.required("credits", Shapes.AMOUNT, "Credits for `per` units."),
                      Shape.Key.required("per", Shapes.POSITIVE, "How many units that is for."),
                      Shape.Key.required("of", Shapes.PROPERTY, "The property with the quantity."),
                      Shape.Key.optional(
                          "minimum",
                          Shapes.POSITIVE,
                          "The least quantity that is charged; zero is charged nothing."),
                      Shape.Key.optional(
                          "step",
                          Shapes.POSITIVE,
                          "Quantities are charged in whole steps, rounded up."),
                      UNIT),
                  Shapes.table(
                      "price_by_rate_card",
                      "By the lines of a rate card.",
                      Shape.Key.required(
                          "rate_card", Shapes.reference(Section.RATE_CARDS), "The card.")),
                  Shapes.table(
                      "price_of_regeneration",
                      "A second try at something already charged: the lesser of this price and what"
                          + " the original cost.",
                      Shape.Key.required(
                          "regeneration", Shapes.AMOUNT, "The most credits a second try costs."),
                      Shape.Key.required(
                          "times",
                          new Shape.Count(1, 1_000),
                          "How many second tries each original has; more are charged as new."),
                      UNIT))));

  private final Reading reading;
  private final SequencedMap<String, RateCard> rateCards;

  ActionPrices(Reading reading, SequencedMap<String, RateCard> rateCards) {
    this.reading = reading;
    this.rateCards = rateCards;
  }

  /// The price of an action.
  ActionPrice read(Fields action) {
    if (!action.has("price")) {
      return ActionPrice.NONE;
    }
    var price = action.table("price");
    if (price.isEmpty()) {
      var flat = action.amountOr("price", BigDecimal.ZERO);
      return new ActionPrice.Flat(new Credits(reading.defaultUnit(), flat), Optional.empty());
    }
    var table = price.get();
    if (table.has("rate_card")) {
      return new ActionPrice.ByRateCard(table.textOr("rate_card", ""));
    }
    if (table.has("regeneration")) {
      return new ActionPrice.Regeneration(
          reading.credits(table, "regeneration"), table.count("times").orElse(1));
    }
    if (table.has("credits")) {
      return new ActionPrice.Proportional(
          reading.credits(table, "credits"),
          table.textOr("of", ""),
          table.amountOr("per", BigDecimal.ONE),
          table.amount("minimum"),
          table.amount("step"));
    }
    return new ActionPrice.Flat(reading.credits(table, "each"), table.text("of"));
  }

  /// The properties that have a part in a price; empty when its card isn't known.
  Optional<Set<String>> properties(ActionPrice price) {
    return switch (price) {
      case ActionPrice.None _ -> Optional.of(Set.of());
      case ActionPrice.Flat(_, var property) -> Optional.of(property.map(Set::of).orElse(Set.of()));
      case ActionPrice.Proportional proportional -> Optional.of(Set.of(proportional.property()));
      case ActionPrice.Regeneration _ -> Optional.of(Set.of());
      case ActionPrice.ByRateCard(var name) ->
          Optional.ofNullable(rateCards.get(name)).map(ActionPrices::properties);
    };
  }

  private static Set<String> properties(RateCard card) {
    var properties = new TreeSet<String>();
    for (var component : card.components()) {
      properties.add(component.property());
      properties.addAll(component.less());
    }
    card.bandedBy().ifPresent(properties::add);
    return properties;
  }
}

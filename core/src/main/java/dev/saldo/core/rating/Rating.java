package dev.saldo.core.rating;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Credits;
import dev.saldo.core.rating.Charge.Faulty;
import dev.saldo.core.rating.Charge.Parts;
import dev.saldo.core.rating.Charge.Units;
import dev.saldo.core.rating.Unratable.Code;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The prices of one catalog version, prepared once and asked often; immutable, so any number of
/// threads may ask at once.
///
/// Free units go first, and an act that crosses their end is split: of a call of 60 seconds with 20
/// free ones left, 40 are charged. Where an action counts a property, its units are the quantity
/// that is charged (after minimum and step); every other act is one unit.
public final class Rating {
  private final Map<String, CompiledCard> cards = new HashMap<>();

  private Rating(Catalog catalog) {
    catalog.rateCards().forEach((name, card) -> cards.put(name, new CompiledCard(card)));
  }

  public static Rating of(Catalog catalog) {
    return new Rating(catalog);
  }

  /// What one act costs, with every part.
  ///
  /// Fractions of a unit are charged exactly. A second try costs the lesser of its price and its
  /// original's cost, as often as its price allows; after that it costs what the original would
  /// cost in this catalog.
  ///
  /// @param action one of this rating's catalog, with a price
  public RatingResult rate(Action action, RatingInput input) {
    return charge(action, input).result();
  }

  /// What [#rate] answers where nothing is free, without the parts and at little cost; empty where
  /// the act has no price, and for second tries, whose price depends on their original.
  public Optional<Credits> price(Action action, Map<String, Value> data) {
    if (!action.isPriced()) {
      return Optional.empty();
    }
    if (action.price() instanceof ActionPrice.ByRateCard(var name)) {
      var card = card(name);
      var scaled = card.scaledPrice(data);
      if (scaled >= 0) {
        return Optional.of(new Credits(card.unit(), ScaledCard.decimal(scaled)));
      }
    }
    return switch (rate(action, RatingInput.of(data))) {
      case Rated rated -> Optional.of(rated.price());
      case Unratable _ -> Optional.empty();
    };
  }

  private Charge charge(Action action, RatingInput input) {
    var properties = new Properties(input.data());
    return switch (action.price()) {
      case ActionPrice.None _ ->
          throw new IllegalArgumentException(action.name() + " has no price");
      case ActionPrice.Flat(var credits, var property) -> {
        var quantity = property.map(properties::quantity).orElse(BigDecimal.ONE);
        var term = new Term(action.name(), property.orElse(action.name()), credits, BigDecimal.ONE);
        yield counted(quantity, term, properties, input);
      }
      case ActionPrice.Proportional price -> {
        var quantity = charged(price, properties.quantity(price.property()));
        var term = new Term(action.name(), price.property(), price.credits(), price.per());
        yield counted(quantity, term, properties, input);
      }
      case ActionPrice.ByRateCard(var name) -> card(name).charge(properties, oneUnit(input));
      case ActionPrice.Regeneration price -> regeneration(action, price, input);
    };
  }

  /// The quantity that is charged: nothing for nothing; else at least the minimum, and then what
  /// that makes in whole steps, rounded up.
  private static BigDecimal charged(ActionPrice.Proportional price, BigDecimal quantity) {
    if (quantity.signum() == 0) {
      return quantity;
    }
    var atLeast = price.minimum().map(quantity::max).orElse(quantity);
    return price
        .step()
        .map(step -> atLeast.divide(step, 0, RoundingMode.CEILING).multiply(step))
        .orElse(atLeast);
  }

  private static Charge counted(
      BigDecimal quantity, Term term, Properties properties, RatingInput input) {
    var fault = properties.fault();
    return fault.isPresent()
        ? new Faulty(fault.get())
        : term.times(Units.of(quantity, input.freeUnitsLeft()));
  }

  private Charge regeneration(Action action, ActionPrice.Regeneration price, RatingInput input) {
    if (input.original().isEmpty()) {
      var words = action.name() + " must name what it is a second try at";
      return new Faulty(new Unratable("/original", Code.ORIGINAL_MISSING, words));
    }
    var original = input.original().get();
    if (original.regenerationsSoFar() >= price.times()) {
      return anew(original, oneUnit(input));
    }
    var unit = price.credits().unit();
    if (!unit.equals(original.cost().unit())) {
      var words =
          action.name() + " is priced in " + unit + ", its original cost " + original.cost();
      return new Faulty(new Unratable("/original", Code.UNIT_DIFFERS, words));
    }
    var lesser = price.credits().min(original.cost());
    return new Term(action.name(), action.name(), lesser, BigDecimal.ONE).times(oneUnit(input));
  }

  private Charge anew(Original original, Units one) {
    return switch (charge(original.action(), RatingInput.of(original.data()))) {
      case Faulty faulty -> faulty;
      case Parts parts -> parts.of(one);
    };
  }

  private static Units oneUnit(RatingInput input) {
    return Units.of(BigDecimal.ONE, input.freeUnitsLeft());
  }

  private CompiledCard card(String name) {
    var card = cards.get(name);
    if (card == null) {
      throw new IllegalArgumentException("no rate card " + name);
    }
    return card;
  }

  /// A price with one part: `credits` for `per` units.
  private record Term(String source, String component, Credits credits, BigDecimal per) {
    Parts times(Units units) {
      var price = credits.amount();
      var line = new RatedLine(component, source, units.charged(), price, BigDecimal.ONE, per);
      return new Parts(credits.unit(), List.of(line), per, units);
    }
  }
}

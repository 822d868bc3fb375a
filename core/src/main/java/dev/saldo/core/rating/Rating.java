package dev.saldo.core.rating;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
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
/// free ones left, 40 are charged. Where an action counts a property its units are what is charged
/// (after minimum and step); every other act is one unit.
public final class Rating {
  private final Map<String, CompiledCard> cards = new HashMap<>();

  private Rating(Catalog catalog) {
    catalog.rateCards().forEach((name, card) -> cards.put(name, new CompiledCard(card)));
  }

  public static Rating of(Catalog catalog) {
    return new Rating(catalog);
  }

  /// What one act of the action costs, with every part.
  ///
  /// @param action of this rating's catalog
  public RatingResult rate(Action action, RatingInput input) {
    var properties = new Properties(input.data());
    return switch (action.price()) {
      case ActionPrice.Flat flat -> flat(action, flat, properties, input);
      case ActionPrice.Proportional price -> proportional(action, price, properties, input);
      case ActionPrice.ByRateCard(var card) -> {
        var free = freeOf(BigDecimal.ONE, input);
        yield card(card)
            .charge(properties, input.data(), BigDecimal.ONE.subtract(free))
            .rated(BigDecimal.ONE, free);
      }
      case ActionPrice.Regeneration price -> regeneration(action, price, input);
    };
  }

  /// What [#rate] answers with nothing free, without the parts and at little cost; empty where it
  /// answers that the act has no price, and for second tries, whose price needs their original.
  public Optional<Credits> price(Action action, Map<String, Value> data) {
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

  private RatingResult flat(
      Action action, ActionPrice.Flat price, Properties properties, RatingInput input) {
    var quantity = price.property().map(properties::quantity).orElse(BigDecimal.ONE);
    var what = price.property().orElse(action.name());
    return counted(action, what, quantity, price.credits(), BigDecimal.ONE, properties, input);
  }

  private RatingResult proportional(
      Action action, ActionPrice.Proportional price, Properties properties, RatingInput input) {
    var quantity = charged(price, properties.quantity(price.property()));
    return counted(
        action, price.property(), quantity, price.credits(), price.per(), properties, input);
  }

  /// The quantity that is charged: nothing for nothing, else at least the minimum, and what that
  /// comes to in whole steps, rounded up.
  private static BigDecimal charged(ActionPrice.Proportional price, BigDecimal quantity) {
    if (quantity.signum() == 0) {
      return quantity;
    }
    var atLeast = price.minimum().map(quantity::max).orElse(quantity);
    return price
        .step()
        .map(step -> atLeast.divide(step, 0, RoundingMode.CEILING).multiply(step))
        .map(Decimals::normal)
        .orElse(atLeast);
  }

  // Each argument is one term of the price; a record of them would have one use.
  private static RatingResult counted(
      Action action,
      String what,
      BigDecimal quantity,
      Credits credits,
      BigDecimal per,
      Properties properties,
      RatingInput input) {
    var free = freeOf(quantity, input);
    var line =
        new RatedLine(
            what, action.name(), quantity.subtract(free), credits.amount(), BigDecimal.ONE, per);
    return new Charge(credits.unit(), List.of(line), per, properties.fault()).rated(quantity, free);
  }

  private RatingResult regeneration(
      Action action, ActionPrice.Regeneration price, RatingInput input) {
    if (input.original().isEmpty()) {
      var words = action.name() + " must name what it is a second try at";
      return new Unratable("/original", Code.ORIGINAL_MISSING, words);
    }
    var original = input.original().get();
    var free = freeOf(BigDecimal.ONE, input);
    if (original.regenerationsSoFar() >= price.times()) {
      return anew(original, free);
    }
    if (!price.credits().unit().equals(original.cost().unit())) {
      var words =
          "%s costs %s, its original %s"
              .formatted(action.name(), price.credits().unit(), original.cost().unit());
      return new Unratable("/original", Code.UNIT_DIFFERS, words);
    }
    var cost = price.credits().min(original.cost());
    var line =
        new RatedLine(
            action.name(),
            action.name(),
            BigDecimal.ONE.subtract(free),
            cost.amount(),
            BigDecimal.ONE,
            BigDecimal.ONE);
    return new Charge(cost.unit(), List.of(line), BigDecimal.ONE, Optional.empty())
        .rated(BigDecimal.ONE, free);
  }

  /// A second try beyond those that are cheaper: the original's price as the catalog has it now,
  /// for what the original was.
  private RatingResult anew(Original original, BigDecimal free) {
    return switch (rate(original.action(), RatingInput.of(original.data()))) {
      case Unratable unratable -> unratable;
      case Rated rated when free.signum() == 0 ->
          new Rated(rated.price(), rated.lines(), BigDecimal.ONE, BigDecimal.ZERO);
      case Rated rated -> {
        var share = BigDecimal.ONE.subtract(free);
        var lines = rated.lines().stream().map(line -> line.times(share)).toList();
        yield new Charge(
                rated.price().unit(), lines, rated.lines().getFirst().per(), Optional.empty())
            .rated(BigDecimal.ONE, free);
      }
    };
  }

  private static BigDecimal freeOf(BigDecimal quantity, RatingInput input) {
    return quantity.min(input.freeUnitsLeft());
  }

  private CompiledCard card(String name) {
    var card = cards.get(name);
    if (card == null) {
      throw new IllegalArgumentException("no rate card " + name);
    }
    return card;
  }
}

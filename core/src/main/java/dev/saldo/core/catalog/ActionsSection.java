package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads the actions.
final class ActionsSection {
  private static final Shape FREE =
      Shapes.table(
          "free_units",
          "Units that cost nothing, each period.",
          Shape.Key.required(
              "units",
              Shapes.POSITIVE,
              "How many, of what the price counts; acts where it counts nothing or is a card."),
          Shape.Key.required("resets", Resets.SHAPE, "When they begin anew."));

  private static final Shape SIZE =
      Shapes.table(
          "size_limit",
          "The largest item that is accepted.",
          Shape.Key.required("property", Shapes.PROPERTY, "The property that holds the size."),
          Shape.Key.required("max", Shapes.POSITIVE, "The largest size, included."));

  private static final List<String> OF_A_PRICE =
      List.of("free", "capture_over", "confirm_above", "estimate");

  static final Shape SHAPE =
      Shapes.map(
          Shapes.ACTION_NAME,
          Shapes.table(
              "action",
              "Something a customer does. Its name is the type of the events that report it.",
              Shape.Key.required("title", Shapes.TITLE, "What a person reads."),
              Shape.Key.optional(
                  "needs",
                  Shapes.reference(Section.FEATURES),
                  "The feature that a plan must unlock for it."),
              Shape.Key.optional(
                  "price",
                  ActionPrices.SHAPE,
                  "How an act becomes credits; without one it has no price, and no wallet has a"
                      + " part in it."),
              Shape.Key.optional("free", FREE, "Units that cost nothing, each period."),
              Shape.Key.optional("size_limit", SIZE, "The largest item that is accepted."),
              Shape.Key.optional(
                  "capture_over",
                  Shapes.FLAG,
                  "Whether a capture above its hold is decided like a new charge; refused when left"
                      + " out."),
              Shape.Key.optional(
                  "hold_for",
                  new Shape.Length(Action.HOLD_FOR_MAX, false),
                  "How long a hold lives unless the request says so; 15 minutes when left out."),
              Shape.Key.optional(
                  "confirm_above",
                  Shapes.AMOUNT,
                  "The price in credits above which the caller must confirm."),
              Shape.Key.optional(
                  "estimate",
                  Shapes.someMap(Shapes.PROPERTY, Shapes.AMOUNT),
                  "The largest quantity that a hold assumes, by property, while there is no"
                      + " history.")));

  private ActionsSection() {}

  static SequencedMap<String, Action> read(
      Reading reading, SequencedMap<String, RateCard> rateCards) {
    var prices = new ActionPrices(reading, rateCards);
    return reading.each(Section.ACTIONS, (name, fields) -> action(reading, prices, name, fields));
  }

  private static Action action(Reading reading, ActionPrices prices, String name, Fields fields) {
    var price = prices.read(fields);
    if (price instanceof ActionPrice.None) {
      withoutPrice(reading, fields);
    }
    var free = fields.table("free");
    return new Action(
        name,
        fields.textOr("title", ""),
        fields.text("needs"),
        price,
        free.map(
            table -> new FreeUnits(table.amountOr("units", BigDecimal.ONE), Resets.read(table))),
        fields.table("size_limit").map(ActionsSection::sizeLimit),
        fields.flag("capture_over"),
        fields.length("hold_for").orElse(Action.HOLD_FOR),
        fields.amount("confirm_above"),
        estimate(reading, prices, fields, price));
  }

  /// What says something about a price has no meaning where there is none.
  private static void withoutPrice(Reading reading, Fields fields) {
    for (var key : OF_A_PRICE) {
      if (fields.has(key)) {
        reading.error(fields, key, "has no meaning: the action has no price");
      }
    }
  }

  private static SizeLimit sizeLimit(Fields table) {
    return new SizeLimit(table.textOr("property", ""), table.amountOr("max", BigDecimal.ONE));
  }

  private static Map<String, BigDecimal> estimate(
      Reading reading, ActionPrices prices, Fields fields, ActionPrice price) {
    var estimate = new LinkedHashMap<String, BigDecimal>();
    var known = prices.properties(price);
    for (var entry : fields.map("estimate")) {
      estimate.put(entry.key(), Fields.amount(entry.value()).orElse(BigDecimal.ZERO));
      if (!(price instanceof ActionPrice.None)
          && known.isPresent()
          && !known.get().contains(entry.key())) {
        reading
            .faults()
            .error(
                entry.keyPlace(),
                Faults.path(fields.path("estimate"), entry.key()),
                Faults.echo(entry.key())
                    + " has no part in the price"
                    + Spelling.suggestion(entry.key(), known.get()));
      }
    }
    return Reading.ordered(estimate);
  }

  /// What an action that nobody can use looks like: it needs a feature that no plan and no product
  /// unlocks.
  static void warnOfUnreachable(Reading reading, Catalog catalog) {
    var unlocked = new HashSet<String>();
    catalog.plans().values().forEach(plan -> unlocked.addAll(plan.features()));
    catalog.sale().products().values().forEach(product -> unlocked.addAll(product.unlocks()));
    for (var entry : reading.root().map(Section.ACTIONS.key)) {
      var fields = Fields.of(entry.value(), Faults.path(Section.ACTIONS.key, entry.key()));
      Optional<String> needs = fields.text("needs");
      if (needs.filter(feature -> !unlocked.contains(feature)).isPresent()) {
        reading.warning(fields, "needs", "no plan unlocks " + Faults.echo(needs.get()));
      }
    }
  }
}

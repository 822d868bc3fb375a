package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads prices in money: a short form for one unit, and a table for each other kind.
final class PriceReader {
  private static final Shape.Key PER =
      Shape.Key.optional(
          "per", Shapes.POSITIVE, "How many units the price is for; one when left out.");

  private static final Shape TIERS =
      Shapes.list(
          Shapes.table(
              "money_tier",
              "The price of one unit up to a bound, which belongs to the tier.",
              Shape.Key.optional(
                  "up_to", Shapes.POSITIVE, "The bound, inclusive; the last tier has none."),
              Shape.Key.required("each", AmountsReader.SHAPE, "The price of one unit."),
              Shape.Key.optional(
                  "flat",
                  AmountsReader.SHAPE,
                  "What is paid for entering the tier; nothing when left out.")),
          1);

  private static final List<Shape.Table> SIMPLE =
      List.of(
          Shapes.table(
              "money_each",
              "In proportion to the quantity, never by started units.",
              Shape.Key.required("each", AmountsReader.SHAPE, "The price of `per` units."),
              PER),
          Shapes.table(
              "money_flat",
              "The same whatever the quantity, once there is any.",
              Shape.Key.required("flat", AmountsReader.SHAPE, "The price.")),
          Shapes.table(
              "money_package",
              "By started packages.",
              Shape.Key.required("package", AmountsReader.SHAPE, "The price of a package."),
              Shape.Key.required("of", Shapes.POSITIVE, "How many units a package holds.")),
          Shapes.table(
              "money_graduated",
              "By tiers: each unit has the price of the tier that it falls into.",
              Shape.Key.required("graduated", TIERS, "The tiers, which rise.")),
          Shapes.table(
              "money_volume",
              "By tiers: all units have the price of the tier that the quantity reaches.",
              Shape.Key.required("volume", TIERS, "The tiers, which rise.")),
          Shapes.table(
              "money_percent",
              "A share of an amount of money that the meter sums.",
              Shape.Key.required("percent", Shapes.PERCENT, "The share."),
              Shape.Key.optional(
                  "min", AmountsReader.SHAPE, "The least that is billed, once there is use."),
              Shape.Key.optional("max", AmountsReader.SHAPE, "The most that is billed.")));

  private static final Shape ONE = new Shape.ShortOr(Shapes.AMOUNT, new Shape.OneOf(SIMPLE));

  static final Shape SHAPE =
      new Shape.ShortOr(
          Shapes.AMOUNT,
          new Shape.OneOf(
              concat(
                  SIMPLE,
                  Shapes.table(
                      "money_by",
                      "By the value of a dimension of the meter.",
                      Shape.Key.required("by", Shapes.PROPERTY, "The dimension."),
                      Shape.Key.optional(
                          "prices",
                          Shapes.someMap(Shapes.LINE_NAME, ONE),
                          "The price of each value."),
                      Shape.Key.optional(
                          "base", ONE, "One price for all values, which `factors` multiply."),
                      Shape.Key.optional(
                          "factors",
                          Shapes.someMap(Shapes.LINE_NAME, Shapes.AMOUNT),
                          "What the base price is multiplied by, for each value."),
                      Shape.Key.optional(
                          "other",
                          ONE,
                          "The price of every other value; without it they have none.")))));

  private final Reading reading;

  PriceReader(Reading reading) {
    this.reading = reading;
  }

  Price read(Node node, String path) {
    if (!(node instanceof Node.Mapping)) {
      return new Price.PerUnit(AmountsReader.read(reading, node, path), BigDecimal.ONE);
    }
    var fields = Fields.of(node, path);
    return fields.has("by") ? byDimension(fields) : simple(fields);
  }

  private Price simple(Fields fields) {
    if (fields.has("flat")) {
      return new Price.Flat(amounts(fields, "flat"));
    }
    if (fields.has("package")) {
      return new Price.Package(amounts(fields, "package"), positive(fields, "of"));
    }
    if (fields.has("graduated")) {
      return new Price.Tiered(Price.Mode.GRADUATED, tiers(fields, "graduated"));
    }
    if (fields.has("volume")) {
      return new Price.Tiered(Price.Mode.VOLUME, tiers(fields, "volume"));
    }
    if (fields.has("percent")) {
      var min = AmountsReader.read(reading, fields, "min");
      var max = AmountsReader.read(reading, fields, "max");
      var in = new java.util.HashSet<>(reading.currencies());
      min.ifPresent(amounts -> in.retainAll(amounts.currencies()));
      max.ifPresent(amounts -> in.retainAll(amounts.currencies()));
      return new Price.Percentage(fields.amountOr("percent", BigDecimal.ZERO), min, max, in);
    }
    return new Price.PerUnit(
        amounts(fields, "each"), fields.has("per") ? positive(fields, "per") : BigDecimal.ONE);
  }

  private Price byDimension(Fields fields) {
    var prices = new LinkedHashMap<String, Price>();
    for (var entry : fields.map("prices")) {
      prices.put(entry.key(), read(entry.value(), Faults.path(fields.path("prices"), entry.key())));
    }
    prices.putAll(factored(fields));
    var isHalf = fields.has("base") != fields.has("factors");
    if (prices.isEmpty() && !fields.has("other") && !isHalf) {
      reading
          .faults()
          .error(fields.place(), fields.path(), "lacks `prices`, or `base` and `factors`");
    }
    return new Price.ByDimension(
        fields.textOr("by", ""),
        prices,
        fields.node("other").map(node -> read(node, fields.path("other"))));
  }

  private Map<String, Price> factored(Fields fields) {
    if (fields.has("base") != fields.has("factors")) {
      reading.faults().error(fields.place(), fields.path(), "needs `base` and `factors` together");
      return Map.of();
    }
    if (!fields.has("base")) {
      return Map.of();
    }
    var base = read(fields.node("base").orElseThrow(), fields.path("base"));
    var prices = new LinkedHashMap<String, Price>();
    for (var entry : fields.map("factors")) {
      var factor = Fields.amount(entry.value()).orElse(BigDecimal.ONE);
      prices.put(entry.key(), times(base, factor));
    }
    return prices;
  }

  private static Price times(Price base, BigDecimal factor) {
    return switch (base) {
      case Price.Flat(var amount) -> new Price.Flat(amount.times(factor));
      case Price.PerUnit(var each, var per) -> new Price.PerUnit(each.times(factor), per);
      case Price.Package(var each, var of) -> new Price.Package(each.times(factor), of);
      case Price.Tiered(var mode, var tiers) ->
          new Price.Tiered(
              mode,
              tiers.stream()
                  .map(tier ->
                      new Price.Tier(
                          tier.upTo(),
                          tier.each().times(factor),
                          tier.flat().map(flat -> flat.times(factor))))
                  .toList());
      case Price.Percentage percentage ->
          new Price.Percentage(
              percentage.percent().multiply(factor),
              percentage.min(),
              percentage.max(),
              percentage.in());
      case Price.ByDimension nested -> nested;
    };
  }

  private List<Price.Tier> tiers(Fields fields, String key) {
    var tiers = new ArrayList<Price.Tier>();
    var tables = fields.tables(key);
    var below = BigDecimal.ZERO;
    for (var i = 0; i < tables.size(); i++) {
      var table = tables.get(i);
      var bound = table.amount("up_to");
      var last = i == tables.size() - 1;
      if (last && table.has("up_to")) {
        reading.error(table, "up_to", "the last tier has no bound, so that nothing is above it");
      } else if (!last && !table.has("up_to")) {
        reading
            .faults()
            .error(table.place(), table.path(), "lacks `up_to`; only the last tier has no bound");
      } else if (bound.isPresent() && bound.get().compareTo(below) <= 0) {
        reading.error(
            table,
            "up_to",
            Faults.echo(bound.get().toPlainString())
                + " must be above the bound before it, "
                + below.toPlainString()
                + ", or the tiers overlap");
      }
      below = bound.orElse(below).max(below);
      tiers.add(
          new Price.Tier(
              bound, amounts(table, "each"), AmountsReader.read(reading, table, "flat")));
    }
    return tiers;
  }

  private Amounts amounts(Fields fields, String key) {
    return AmountsReader.read(reading, fields, key)
        .orElse(Amounts.of(reading.money(BigDecimal.ZERO)));
  }

  private static BigDecimal positive(Fields fields, String key) {
    return fields.amount(key).filter(value -> value.signum() > 0).orElse(BigDecimal.ONE);
  }

  private static List<Shape.Table> concat(List<Shape.Table> tables, Shape.Table more) {
    var all = new ArrayList<>(tables);
    all.add(more);
    return List.copyOf(all);
  }
}

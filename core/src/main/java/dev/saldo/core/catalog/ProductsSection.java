package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Reads what is sold beside plans.
final class ProductsSection {
  static final Shape SHAPE =
      Shapes.map(
          Shapes.NAME,
          Shapes.table(
              "product",
              "Something sold beside a plan.",
              Shape.Key.required("title", Shapes.TITLE, "What a person reads."),
              Shape.Key.required(
                  "kind", Shapes.choice("product", "vertical", "add_on"), "What lists call it."),
              Shape.Key.optional(
                  "sold_on",
                  Shapes.someMap(Shapes.reference(Section.PLANS), AmountsReader.SHAPE),
                  "The price of a month of one, by plan; a plan that isn't named can't have it."),
              Shape.Key.optional(
                  "included_in",
                  Shapes.list(Shapes.reference(Section.PLANS), 1),
                  "The plans that bring it."),
              Shape.Key.optional(
                  "needs",
                  Shapes.list(Shapes.reference(Section.PRODUCTS), 1),
                  "The products that must be there."),
              Shape.Key.optional(
                  "many", Shapes.FLAG, "Whether there can be more than one; one when left out."),
              Shape.Key.optional(
                  "setup",
                  AmountsReader.SHAPE,
                  "What each customer pays once; nothing when left out."),
              Shape.Key.optional(
                  "discounts",
                  Shapes.list(
                      Shapes.table(
                          "volume_discount",
                          "From so many on, so many percent less on all of them.",
                          Shape.Key.required("from", new Shape.Count(2, 1_000_000), "How many."),
                          Shape.Key.required("percent", Shapes.PERCENT, "How much less.")),
                      1),
                  "By quantity, rising; the highest that is reached holds for all of them."),
              Shape.Key.optional(
                  "unlocks",
                  Shapes.list(Shapes.reference(Section.FEATURES), 1),
                  "The features it unlocks."),
              Shape.Key.optional(
                  "adds",
                  ResourcesSection.COUNTS,
                  "How many of each resource one of it adds to what the plan includes."),
              Shape.Key.optional(
                  "list_price",
                  AmountsReader.SHAPE,
                  "What a month of one lists at, where that is no plan's price.")));

  private ProductsSection() {}

  static SequencedMap<String, Product> read(Reading reading) {
    return reading.each(Section.PRODUCTS, (name, fields) -> product(reading, name, fields));
  }

  private static Product product(Reading reading, String name, Fields fields) {
    var soldOn = soldOn(reading, fields);
    var included = new LinkedHashSet<>(fields.texts("included_in"));
    if (soldOn.isEmpty() && included.isEmpty()) {
      reading.faults().error(fields.place(), fields.path(), "lacks `sold_on` or `included_in`");
    }
    for (var plan : included) {
      if (soldOn.containsKey(plan)) {
        reading.error(
            fields,
            "included_in",
            Faults.echo(plan) + " has it already; it can't be sold there too");
      }
    }
    if (fields.texts("needs").contains(name)) {
      reading.error(fields, "needs", "names the product itself");
    }
    return new Product(
        name,
        fields.textOr("title", ""),
        kind(fields),
        soldOn,
        included,
        fields.texts("needs"),
        fields.flag("many"),
        AmountsReader.read(reading, fields, "setup"),
        discounts(reading, fields),
        new LinkedHashSet<>(fields.texts("unlocks")),
        ResourcesSection.counts(fields, "adds"),
        AmountsReader.read(reading, fields, "list_price"));
  }

  private static Map<String, Amounts> soldOn(Reading reading, Fields fields) {
    var soldOn = new LinkedHashMap<String, Amounts>();
    for (var entry : fields.map("sold_on")) {
      var path = Faults.path(fields.path("sold_on"), entry.key());
      soldOn.put(entry.key(), AmountsReader.read(reading, entry.value(), path));
    }
    return soldOn;
  }

  private static Product.Kind kind(Fields fields) {
    return switch (fields.textOr("kind", "")) {
      case "vertical" -> Product.Kind.VERTICAL;
      case "add_on" -> Product.Kind.ADD_ON;
      default -> Product.Kind.PRODUCT;
    };
  }

  private static List<Product.VolumeDiscount> discounts(Reading reading, Fields fields) {
    var discounts = new ArrayList<Product.VolumeDiscount>();
    for (var table : fields.tables("discounts")) {
      var from = table.count("from").orElse(2);
      var percent = table.amountOr("percent", BigDecimal.ONE);
      if (!discounts.isEmpty()
          && (from <= discounts.getLast().from()
              || percent.compareTo(discounts.getLast().percent()) <= 0)) {
        reading.error(fields, "discounts", "must rise in quantity and percent");
      }
      discounts.add(new Product.VolumeDiscount(from, percent));
    }
    if (!discounts.isEmpty() && !fields.flag("many")) {
      reading.error(fields, "discounts", "has no meaning: there is only ever one");
    }
    return discounts;
  }
}

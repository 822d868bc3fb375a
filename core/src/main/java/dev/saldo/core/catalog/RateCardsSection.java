package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Reads the rate cards.
final class RateCardsSection {
  private static final Shape COMPONENT =
      new Shape.ShortOr(
          Shapes.PROPERTY,
          Shapes.table(
              "component",
              "A part of an act with its own price.",
              Shape.Key.required(
                  "property", Shapes.PROPERTY, "The property that holds the quantity."),
              Shape.Key.optional(
                  "less",
                  Shapes.list(Shapes.PROPERTY, 1),
                  "Properties that are included in it and priced apart; they are taken off first.")));

  private static final Shape MULTIPLIER =
      Shapes.table(
          "multiplier",
          "A factor for acts with certain properties.",
          Shape.Key.required("when", Shapes.LABELS, "The properties and their values."),
          Shape.Key.required("factor", Shapes.AMOUNT, "What the price is multiplied by."));

  static final Shape SHAPE =
      Shapes.map(
          Shapes.NAME,
          Shapes.table(
              "rate_card",
              "How measured quantities become credits: quantity × price × factors × markup ÷ per,"
                  + " multiplied first, divided last, rounded once.",
              Shape.Key.optional("unit", Shapes.UNIT, Shapes.UNIT_ABOUT),
              Shape.Key.optional(
                  "chosen_by",
                  Shapes.list(Shapes.PROPERTY, 1),
                  "The properties whose values choose a line, such as the model."),
              Shape.Key.required(
                  "components",
                  Shapes.someMap(Shapes.NAME, COMPONENT),
                  "The parts that are priced apart, and the property that each counts."),
              Shape.Key.optional(
                  "bands_by",
                  Shapes.PROPERTY,
                  "The property whose quantity chooses the band of the whole act."),
              Shape.Key.optional(
                  "per", Shapes.POSITIVE, "How many units a price is for; \"1\" when left out."),
              Shape.Key.optional(
                  "markup", Shapes.POSITIVE, "What the sum is multiplied by; \"1\" when left out."),
              Shape.Key.optional(
                  "multipliers",
                  Shapes.list(MULTIPLIER, 1),
                  "Factors for acts with certain properties; all that match multiply."),
              Shape.Key.required(
                  "lines",
                  Shapes.someMap(Shapes.LINE_NAME, RateLines.SHAPE),
                  "The prices, by the name that receipts show.")));

  private RateCardsSection() {}

  static SequencedMap<String, RateCard> read(Reading reading) {
    return reading.each(Section.RATE_CARDS, (name, fields) -> card(reading, name, fields));
  }

  private static RateCard card(Reading reading, String name, Fields fields) {
    var components = components(reading, fields);
    var multipliers = multipliers(reading, fields);
    var card =
        new RateCard(
            name,
            reading.unitOf(fields),
            fields.texts("chosen_by"),
            components,
            fields.text("bands_by"),
            fields.amountOr("per", BigDecimal.ONE),
            fields.amountOr("markup", BigDecimal.ONE),
            multipliers,
            List.of());
    var lines = new RateLines(reading, card).read(fields);
    return new RateCard(
        name,
        card.unit(),
        card.selectors(),
        components,
        card.bandedBy(),
        card.per(),
        card.markup(),
        multipliers,
        lines);
  }

  private static List<RateCard.Component> components(Reading reading, Fields fields) {
    var components = new ArrayList<RateCard.Component>();
    for (var entry : fields.map("components")) {
      var path = Faults.path(fields.path("components"), entry.key());
      var table = Fields.of(entry.value(), path);
      components.add(
          new RateCard.Component(
              entry.key(),
              Fields.text(entry.value()).orElse(table.textOr("property", "")),
              table.texts("less")));
    }
    for (var entry : fields.map("components")) {
      var path = Faults.path(fields.path("components"), entry.key());
      lessIsPriced(reading, Fields.of(entry.value(), path), components);
    }
    return components;
  }

  /// What is taken off one component must be priced by another, or it would be given away.
  private static void lessIsPriced(
      Reading reading, Fields table, List<RateCard.Component> components) {
    var own = table.textOr("property", "");
    var priced = components.stream().map(RateCard.Component::property).toList();
    for (var less : table.list("less")) {
      var property = Fields.text(less).orElse(own);
      if (less instanceof Node.Scalar && (property.equals(own) || !priced.contains(property))) {
        reading
            .faults()
            .error(
                less.place(),
                table.path("less"),
                property.equals(own)
                    ? "takes " + Faults.echo(property) + " off itself"
                    : Faults.echo(property)
                        + " isn't priced by another component; what is taken off must be");
      }
    }
  }

  private static List<RateCard.Multiplier> multipliers(Reading reading, Fields fields) {
    var multipliers = new ArrayList<RateCard.Multiplier>();
    Set<Map<String, String>> seen = new HashSet<>();
    for (var table : fields.tables("multipliers")) {
      var when = new LinkedHashMap<>(table.labels("when"));
      if (!when.isEmpty() && !seen.add(when)) {
        reading.error(table, "when", "is the same as that of another multiplier");
      }
      multipliers.add(new RateCard.Multiplier(when, table.amountOr("factor", BigDecimal.ONE)));
    }
    return multipliers;
  }
}

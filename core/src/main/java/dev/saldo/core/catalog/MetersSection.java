package dev.saldo.core.catalog;

import dev.saldo.core.metering.Aggregation;
import dev.saldo.core.metering.Meter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Reads the meters.
final class MetersSection {
  static final Shape SHAPE =
      Shapes.map(
          Shapes.NAME,
          Shapes.table(
              "meter",
              "How events become a quantity.",
              Shape.Key.required(
                  "event",
                  new Shape.ShortOr(Shapes.EVENT_TYPE, Shapes.list(Shapes.EVENT_TYPE, 1)),
                  "The type of the events it looks at, or a list of types."),
              Shape.Key.required(
                  "aggregate",
                  Shapes.choice("count", "sum", "max", "latest", "unique", "time_weighted_average"),
                  "What is done with the values of a window."),
              Shape.Key.optional(
                  "property",
                  Shapes.PROPERTY,
                  "The property of the event's data that holds the value; none for a count."),
              Shape.Key.optional(
                  "dimensions",
                  Shapes.list(Shapes.PROPERTY, 1),
                  "The properties that usage can be grouped by."),
              Shape.Key.optional(
                  "where",
                  Shapes.someMap(Shapes.PROPERTY, Shapes.list(Shapes.LABEL, 1)),
                  "Counts only events whose properties have one of the given values.")));

  private MetersSection() {}

  static SequencedMap<String, Meter> read(Reading reading) {
    return reading.each(Section.METERS, (name, fields) -> meter(reading, name, fields));
  }

  private static Meter meter(Reading reading, String name, Fields fields) {
    var aggregation = aggregation(fields);
    var property = fields.text("property");
    if (aggregation.isPresent()) {
      property = fitting(reading, fields, aggregation.get(), property);
    }
    var where = new LinkedHashMap<String, List<String>>();
    for (var entry : fields.map("where")) {
      where.put(entry.key(), labels(entry.value()));
    }
    return new Meter(
        name,
        types(fields),
        aggregation.orElse(Aggregation.COUNT),
        property,
        fields.texts("dimensions"),
        where);
  }

  private static Set<String> types(Fields fields) {
    var types = new LinkedHashSet<String>();
    fields.node("event").ifPresent(node -> types.addAll(labels(node)));
    fields.text("event").ifPresent(types::add);
    return types;
  }

  private static Optional<String> fitting(
      Reading reading, Fields fields, Aggregation aggregation, Optional<String> property) {
    if (aggregation == Aggregation.COUNT) {
      if (property.isPresent()) {
        reading.error(fields, "property", "a count has no property; leave it out");
      }
      return Optional.empty();
    }
    if (property.isEmpty()) {
      reading.error(fields, "aggregate", "lacks `property`: the property that holds the value");
      return Optional.of("");
    }
    return property;
  }

  private static Optional<Aggregation> aggregation(Fields fields) {
    var word = fields.textOr("aggregate", "").toUpperCase(Locale.ROOT);
    for (var aggregation : Aggregation.values()) {
      if (aggregation.name().equals(word)) {
        return Optional.of(aggregation);
      }
    }
    return Optional.empty();
  }

  private static List<String> labels(Node node) {
    return node instanceof Node.Sequence sequence
        ? sequence.items().stream().flatMap(item -> Fields.text(item).stream()).toList()
        : List.of();
  }
}

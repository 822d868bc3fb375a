package dev.saldo.core.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Reads the kinds of resource, and how many of each a plan includes.
final class ResourcesSection {
  static final Shape SHAPE = Shapes.map(Shapes.NAME, Shapes.TITLE);

  private static final String UNLIMITED = "unlimited";

  /// How many of each kind, by name.
  static final Shape LIMITS =
      Shapes.someMap(
          Shapes.reference(Section.RESOURCES), new Shape.CountOr(0, 999_999_999, UNLIMITED));

  /// How many of some kinds, by name.
  static final Shape COUNTS =
      Shapes.someMap(Shapes.reference(Section.RESOURCES), new Shape.Count(1, 1_000_000));

  private ResourcesSection() {}

  static SequencedMap<String, ResourceKind> read(Reading reading) {
    var kinds = new LinkedHashMap<String, ResourceKind>();
    for (var entry : reading.root().map(Section.RESOURCES.key)) {
      var title = Fields.text(entry.value()).orElse("");
      kinds.put(entry.key(), new ResourceKind(entry.key(), title));
    }
    return Collections.unmodifiableSequencedMap(kinds);
  }

  static Map<String, ResourceLimit> limits(Fields plan) {
    var limits = new LinkedHashMap<String, ResourceLimit>();
    for (var entry : plan.map(Section.RESOURCES.key)) {
      var text = Fields.text(entry.value()).orElse("");
      limits.put(
          entry.key(),
          text.equals(UNLIMITED)
              ? new ResourceLimit.Unlimited()
              : new ResourceLimit.AtMost(number(text)));
    }
    return limits;
  }

  static Map<String, Integer> counts(Fields fields, String key) {
    var counts = new LinkedHashMap<String, Integer>();
    for (var entry : fields.map(key)) {
      counts.put(entry.key(), number(Fields.text(entry.value()).orElse("")));
    }
    return counts;
  }

  /// A stand-in takes the place of a text that has been reported.
  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }
}

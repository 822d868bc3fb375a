package dev.saldo.core.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Reads the features.
final class FeaturesSection {
  static final Shape SHAPE = Shapes.map(Shapes.NAME, Shapes.TITLE);

  private FeaturesSection() {}

  static SequencedMap<String, Feature> read(Reading reading) {
    var features = new LinkedHashMap<String, Feature>();
    for (var entry : reading.root().map(Section.FEATURES.key)) {
      var title = Fields.text(entry.value()).orElse("");
      features.put(entry.key(), new Feature(entry.key(), title));
    }
    return Collections.unmodifiableSequencedMap(features);
  }
}

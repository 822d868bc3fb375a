package dev.saldo.core.catalog;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Every name that a text defines, by section, whether or not its entry is without fault.
final class Names {
  private final Map<Section, Set<String>> bySection = new EnumMap<>(Section.class);

  static Names of(Fields root) {
    var names = new Names();
    for (var section : Section.values()) {
      var keys = new LinkedHashSet<String>();
      for (var entry : root.map(section.key)) {
        keys.add(entry.key());
      }
      names.bySection.put(section, keys);
    }
    return names;
  }

  Set<String> in(Section section) {
    return bySection.getOrDefault(section, Set.of());
  }
}

package dev.saldo.core.catalog;

import java.util.List;

/// What came of reading a catalog's text.
public sealed interface CatalogReading {
  /// The text is a catalog.
  ///
  /// @param warnings what is allowed and yet looks like a slip, in the order of the text
  record Readable(Catalog catalog, List<Fault> warnings) implements CatalogReading {
    public Readable {
      warnings = List.copyOf(warnings);
    }
  }

  /// The text isn't a catalog.
  ///
  /// @param faults all that is wrong, and the warnings, in the order of the text
  record Faulty(List<Fault> faults) implements CatalogReading {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }
}

package dev.saldo.core.catalog;

import java.util.List;

/// A piece of a catalog's text, with the place where it stands, before it is understood.
///
/// Whoever reads the file (YAML, JSON) makes these; the catalog's rules look at nothing else.
public sealed interface Node {
  Place place();

  /// Where something stands in the text; line and column are counted from 1.
  record Place(int line, int column) {}

  /// A scalar.
  ///
  /// @param form how the text was written, because a price must be quoted
  record Scalar(String text, Form form, Place place) implements Node {}

  /// How a scalar was written.
  enum Form {
    QUOTED,
    PLAIN_TEXT,
    INTEGER,
    FLOAT,
    BOOLEAN,
    NULL
  }

  /// A sequence.
  record Sequence(List<Node> items, Place place) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// A mapping, its entries in the order of the text, a key that stands twice included twice.
  record Mapping(List<Entry> entries, Place place) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  /// A key with its value.
  record Entry(String key, Place keyPlace, Node value) {}
}

package dev.saldo.store.tabular;

/// A column of a table that is written out.
///
/// @param name of `a-z` and `_`
public record Column(String name, Type type) {
  /// What its cells are.
  public enum Type {
    TEXT,
    INTEGER,
    DECIMAL,
    TIME,
    DAY
  }

  public Column {
    if (!name.matches("[a-z][a-z_]*")) {
      throw new IllegalArgumentException("a column " + name);
    }
  }
}

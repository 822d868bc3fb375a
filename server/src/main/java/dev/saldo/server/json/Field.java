package dev.saldo.server.json;

/// One named field of an object, or one query parameter.
///
/// @param nullable whether `null` is taken, as "none"
public record Field(
    String name, Schema schema, boolean required, boolean nullable, String description) {

  /// A field that must be there.
  public static Field of(String name, Schema schema, String description) {
    return new Field(name, schema, true, false, description);
  }

  /// A field that may be left out.
  public static Field optional(String name, Schema schema, String description) {
    return new Field(name, schema, false, false, description);
  }

  /// A field that may be left out or `null`.
  public static Field nullable(String name, Schema schema, String description) {
    return new Field(name, schema, false, true, description);
  }
}

package dev.saldo.core.catalog;

/// Something wrong in a catalog's text.
///
/// @param place where, as line and column
/// @param path what it concerns, such as `plans.creator.credits`
/// @param message what is wrong and what is allowed
/// @param severity errors refuse the catalog, warnings don't
public record Fault(Node.Place place, String path, String message, Severity severity) {
  /// How grave a fault is.
  public enum Severity {
    ERROR,
    WARNING
  }
}

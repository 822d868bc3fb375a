package dev.saldo.core.catalog;

/// One version of one catalog.
///
/// @param version counted from 1 as versions are published; 0 for a text that isn't published
public record CatalogReference(String name, int version) {
  @Override
  public String toString() {
    return version == 0 ? name : name + "@" + version;
  }
}

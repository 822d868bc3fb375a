package dev.saldo.core.account;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.rating.Rating;
import java.util.List;

/// The published versions of one catalog; where there is one, it stands for all.
final class Versions implements Catalogs {
  private final List<Catalog> versions;
  private final List<Rating> prices;

  Versions(List<Catalog> versions) {
    this.versions = versions;
    this.prices = versions.stream().map(Rating::of).toList();
  }

  @Override
  public Catalog catalog(CatalogReference reference) {
    return versions.get(at(reference));
  }

  @Override
  public Rating rating(CatalogReference reference) {
    return prices.get(at(reference));
  }

  private int at(CatalogReference reference) {
    return versions.size() == 1 ? 0 : reference.version() - 1;
  }
}

package dev.saldo.core.account;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.rating.Rating;

/// The published catalogs that a decision may look into.
public interface Catalogs {
  /// A published version; it exists because accounts refer to nothing else.
  Catalog catalog(CatalogReference reference);

  /// The arithmetic of that version's prices.
  Rating rating(CatalogReference reference);
}

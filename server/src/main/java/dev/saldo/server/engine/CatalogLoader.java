package dev.saldo.server.engine;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import java.util.Optional;

/// Where published catalogs are kept.
@FunctionalInterface
public interface CatalogLoader {
  /// A published version of a workspace's catalog.
  Optional<Catalog> load(long workspace, CatalogReference reference);
}

package dev.saldo.server.account;

import dev.saldo.core.catalog.CatalogReference;
import java.util.List;
import java.util.Optional;

/// The port to which catalogs a workspace has published.
public interface CatalogVersions {
  /// The names of catalogs, in the order of names, at least of the first two.
  List<String> names(long workspaceId);

  /// The latest version of a catalog.
  Optional<CatalogReference> latest(long workspaceId, String name);

  /// Whether a version is published.
  boolean has(long workspaceId, CatalogReference reference);
}

package dev.saldo.server.account;

import dev.saldo.core.catalog.Catalog;
import java.util.Optional;
import java.util.UUID;

/// The port to the catalog version that a customer is on.
@FunctionalInterface
public interface CurrentCatalogs {
  /// The catalog of the customer's plan; empty before the first. It may be some seconds old, so
  /// nothing is decided by it. Called on the hot path: it must be fast.
  Optional<Catalog> of(long workspaceId, UUID customer);
}

package dev.saldo.server.customer;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/// Finds the customer that a request names, on the hot path.
public interface CustomerDirectory {
  /// A customer, as far as a request needs to know it.
  ///
  /// @param externalId the vendor's own id for it, unique in the workspace
  /// @param currency the code of the one that it is billed in
  record Known(UUID id, String externalId, String name, String currency) {}

  /// The customer that a request names by its id (`cus_…`) or by its external id; empty when the
  /// workspace has none such.
  Optional<Known> find(long workspaceId, String reference);

  /// Makes ready to find many, at the cost of finding one.
  default void expect(long workspaceId, Collection<String> references) {}
}

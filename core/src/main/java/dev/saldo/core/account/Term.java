package dev.saldo.core.account;

import dev.saldo.core.catalog.CatalogReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A stretch of a customer's time on one plan of one catalog version.
///
/// @param startedAt what anniversaries are counted from: when the customer first took a plan of the
///   catalog without a break
/// @param from the first instant of the stretch
/// @param grantsDue when each of the plan's credits, in the plan's order, is granted next; empty
///   for one that isn't granted again
public record Term(
    CatalogReference catalog,
    String plan,
    Instant startedAt,
    Instant from,
    List<Optional<Instant>> grantsDue) {
  public Term {
    grantsDue = List.copyOf(grantsDue);
  }
}

package dev.saldo.store.migration;

import java.util.Optional;
import java.util.UUID;

/// A customer that a migration is about.
///
/// @param on what it is on; empty for one that never was on a plan
/// @param billed whether a subscription of it runs, so that there is a period to wait for
public record Candidate(
    UUID customer, String externalId, String name, Optional<On> on, boolean billed) {

  /// A plan of a version.
  public record On(String catalog, int version, String plan) {}

  /// Where a list goes on after it.
  public Whom.Place place() {
    return new Whom.Place(on.map(On::version).orElse(0), customer);
  }
}

package dev.saldo.server.account;

import dev.saldo.core.account.Attribution.Party;
import java.util.UUID;

/// The port to the members, cost centres and automations of customers, for the names that an act
/// keeps as they were.
public interface Parties {
  /// Knows nobody: references are kept as given.
  Parties AS_GIVEN =
      (workspaceId, customer, kind, reference) ->
          new Party(reference, java.util.Optional.empty(), java.util.Optional.empty());

  /// What is named.
  enum Kind {
    MEMBER,
    COST_CENTRE,
    AUTOMATION
  }

  /// The party as it is called now; one that isn't known is kept by its reference alone. Called on
  /// the hot path: it must be fast.
  Party named(long workspaceId, UUID customer, Kind kind, String reference);
}

package dev.saldo.server.account;

import java.util.Optional;
import java.util.UUID;

/// The port to whose a thing is, for requests that name the thing alone.
@FunctionalInterface
public interface Owners {
  /// What is named.
  enum Kind {
    /// Whatever the journal has a line for: charges, captures, events, refunds.
    ACT,
    HOLD,
    GRANT,
    BUDGET,
    RESOURCE,
    /// A subscription that a customer has or had.
    SUBSCRIPTION
  }

  /// The customer whose it is; empty when the workspace has no such thing.
  Optional<UUID> of(long workspaceId, Kind kind, UUID thing);
}

package dev.saldo.core.limit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One thing of a kind that a plan includes so many of, from its claim to its return.
///
/// @param name the kind's
/// @param reference the caller's own id of it; no two that are claimed at a time have the same
/// @param returnedAt empty while it is claimed
public record Resource(
    UUID id, String name, String reference, Instant claimedAt, Optional<Instant> returnedAt) {

  /// What a claimed resource is found by.
  public record Named(String name, String reference) {}

  public Named named() {
    return new Named(name, reference);
  }

  public boolean isClaimed() {
    return returnedAt.isEmpty();
  }

  public Resource returned(Instant at) {
    return new Resource(id, name, reference, claimedAt, Optional.of(at));
  }
}

package dev.saldo.store.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Whose secret it is, and what it opens.
///
/// @param session whether it is a portal session, else an API key
public record KeyHolder(
    boolean session,
    UUID id,
    long workspaceId,
    UUID workspace,
    boolean live,
    List<String> scopes,
    Optional<UUID> customer,
    Optional<UUID> automation,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt) {

  /// Whether it opens anything at a time.
  public boolean valid(Instant now) {
    return revokedAt.isEmpty() && expiresAt.filter(end -> !end.isAfter(now)).isEmpty();
  }
}

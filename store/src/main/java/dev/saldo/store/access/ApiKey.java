package dev.saldo.store.access;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A key as it is shown: without its secret.
///
/// @param prefix the beginning of the secret, by which people tell keys apart
/// @param customer the one customer that it is bound to
/// @param automation the one automation of that customer that it is bound to
/// @param cap the most that it may spend in a month
/// @param createdBy the key or the command that made it
/// @param exposedAt when it was first seen in an address
public record ApiKey(
    UUID id,
    String name,
    String prefix,
    List<String> scopes,
    Optional<UUID> customer,
    Optional<UUID> automation,
    Optional<Cap> cap,
    String createdBy,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt,
    Optional<Instant> exposedAt) {

  /// A monthly ceiling, kept as a budget of the customer.
  ///
  /// @param unit the credit unit or the currency
  public record Cap(BigDecimal amount, String unit, UUID budget) {}
}

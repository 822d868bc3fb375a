package dev.saldo.store.customer;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Who pays.
///
/// @param id the account's id too
/// @param externalId the vendor's own id for it, unique in the workspace
/// @param locale a language tag (RFC 5646)
/// @param currency ISO 4217
/// @param zone of the IANA time zone database
/// @param metadata a JSON object of texts
/// @param plan the plan that it is on
/// @param testClock its own time, where it has one
public record Customer(
    UUID id,
    String externalId,
    String name,
    Optional<String> email,
    String locale,
    String currency,
    String zone,
    String metadata,
    Instant createdAt,
    Instant updatedAt,
    Optional<OnPlan> plan,
    Optional<Instant> testClock) {

  /// A plan of a catalog's version.
  public record OnPlan(String catalog, int version, String plan) {}
}

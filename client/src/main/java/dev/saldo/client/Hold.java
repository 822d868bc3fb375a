package dev.saldo.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// What is set aside before an act.
///
/// @param credits how much; like `balance`, empty for an action without a price
/// @param state `open`, `captured`, `released` or `expired`
/// @param expiresAt when it ends by itself
/// @param balance the wallet afterwards
/// @param document the whole answer
public record Hold(
    String id,
    Optional<BigDecimal> credits,
    String state,
    Instant expiresAt,
    Optional<Balance> balance,
    Document document) {
  static Hold of(Document document) {
    return new Hold(
        document.text("id"),
        document.optionalDecimal("credits"),
        document.text("state"),
        document.time("expires_at"),
        document.find("balance").map(Balance::of),
        document);
  }
}

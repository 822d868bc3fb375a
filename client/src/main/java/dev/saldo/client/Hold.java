package dev.saldo.client;

import java.math.BigDecimal;
import java.time.Instant;

/// Credits that are set aside.
///
/// @param credits how much
/// @param state `open`, `captured`, `released` or `expired`
/// @param expiresAt when it ends by itself
/// @param balance the wallet afterwards
/// @param document the whole answer
public record Hold(
    String id,
    BigDecimal credits,
    String state,
    Instant expiresAt,
    Balance balance,
    Document document) {
  static Hold of(Document document) {
    return new Hold(
        document.text("id"),
        document.decimal("credits"),
        document.text("state"),
        document.time("expires_at"),
        Balance.of(document.find("balance").orElseThrow()),
        document);
  }
}

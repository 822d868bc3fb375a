package dev.saldo.client;

import java.math.BigDecimal;
import java.util.Optional;

/// A charge that was made, or the capture of a hold.
///
/// @param credits the price
/// @param balance the wallet afterwards
/// @param receipt the path under which its receipt is read
/// @param document the whole answer
public record Charge(
    String id, BigDecimal credits, Balance balance, Optional<String> receipt, Document document) {
  static Charge of(Document document) {
    return new Charge(
        document.text("id"),
        document.decimal("credits"),
        Balance.of(document.find("balance").orElseThrow()),
        document.optionalText("receipt"),
        document);
  }
}

package dev.saldo.client;

import java.math.BigDecimal;
import java.util.Optional;

/// A charge that was made, or the capture of a hold.
///
/// @param credits the price; like `balance`, empty for an action without one
/// @param balance the wallet afterwards
/// @param receipt the path under which its receipt is read
/// @param document the whole answer
public record Charge(
    String id,
    Optional<BigDecimal> credits,
    Optional<Balance> balance,
    Optional<String> receipt,
    Document document) {
  static Charge of(Document document) {
    return new Charge(
        document.text("id"),
        document.optionalDecimal("credits"),
        document.find("balance").map(Balance::of),
        document.optionalText("receipt"),
        document);
  }
}

package dev.saldo.core.rating;

import dev.saldo.core.metering.Value;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/// What is known of one act when it is priced.
///
/// @param data the properties of the event that reports it
/// @param freeUnitsLeft how many of the action's free units the customer has left in the period of
///   the act; zero or more
/// @param original for a second try, the root of what it is a second try at
public record RatingInput(
    Map<String, Value> data, BigDecimal freeUnitsLeft, Optional<Original> original) {

  public RatingInput {
    if (freeUnitsLeft.signum() < 0) {
      throw new IllegalArgumentException("free units left: " + freeUnitsLeft);
    }
  }

  /// An act for which nothing is free and which is a second try at nothing.
  public static RatingInput of(Map<String, Value> data) {
    return new RatingInput(data, BigDecimal.ZERO, Optional.empty());
  }
}

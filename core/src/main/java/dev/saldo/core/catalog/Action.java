package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something a customer does, which may have a price in credits. Its name is the `type` of the
/// events that report it.
///
/// @param title what a person reads
/// @param feature what a plan must unlock for it
/// @param price how its data becomes credits
/// @param free units that cost nothing, each period
/// @param sizeLimit the largest item it accepts
/// @param captureOver whether a capture above its hold is decided like a new charge, instead of
///   being refused
/// @param holdFor how long a hold lives when the request doesn't say
/// @param confirmAbove the price above which the caller must confirm
/// @param estimate what is taken as the largest use while there is no history
public record Action(
    String name,
    String title,
    Optional<String> feature,
    ActionPrice price,
    Optional<FreeUnits> free,
    Optional<SizeLimit> sizeLimit,
    boolean captureOver,
    Duration holdFor,
    Optional<BigDecimal> confirmAbove,
    Map<String, BigDecimal> estimate) {

  /// How long a hold lives unless an action says otherwise.
  public static final Duration HOLD_FOR = Duration.ofMinutes(15);

  /// The longest that any hold may live.
  public static final Duration HOLD_FOR_MAX = Duration.ofHours(24);

  /// Whether an act of it has a price, which may come to nothing.
  public boolean isPriced() {
    return !(price instanceof ActionPrice.None);
  }

  /// The properties that a hold must assume, with the amounts assumed for want of history.
  public List<String> estimatedProperties() {
    return List.copyOf(estimate.keySet());
  }
}

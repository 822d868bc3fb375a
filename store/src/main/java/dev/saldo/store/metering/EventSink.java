package dev.saldo.store.metering;

import dev.saldo.core.metering.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Where events go that are read one by one.
@FunctionalInterface
public interface EventSink {
  /// @param occurredAt when it happened; for a capture, when its hold was opened
  /// @param recordedAt when it was decided; for a capture, when its hold was
  /// @param data the properties that were asked for
  /// @param costCentre where the customer books it
  void event(
      String type,
      Instant occurredAt,
      Instant recordedAt,
      Map<String, Value> data,
      Optional<String> costCentre);
}

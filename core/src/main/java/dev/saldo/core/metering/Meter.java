package dev.saldo.core.metering;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How events become a quantity.
///
/// @param name unique in its catalog
/// @param eventTypes the CloudEvents `type`s it looks at, one or more
/// @param aggregation what is done with the values of a window
/// @param property the data property that holds the value; empty for `COUNT`
/// @param dimensions the data properties that usage can be grouped by
/// @param filter properties that must have the given labels, each one of the listed
public record Meter(
    String name,
    Set<String> eventTypes,
    Aggregation aggregation,
    Optional<String> property,
    List<String> dimensions,
    Map<String, List<String>> filter) {

  public Meter {
    eventTypes = Set.copyOf(eventTypes);
    dimensions = List.copyOf(dimensions);
    filter = Map.copyOf(filter);
    if (aggregation != Aggregation.COUNT && property.isEmpty()) {
      throw new IllegalArgumentException("meter " + name + " has no property to look at");
    }
  }

  /// A meter of one type of event.
  public Meter(
      String name,
      String eventType,
      Aggregation aggregation,
      Optional<String> property,
      List<String> dimensions,
      Map<String, List<String>> filter) {
    this(name, Set.of(eventType), aggregation, property, dimensions, filter);
  }

  /// Whether it keeps the greatest value of a window.
  public boolean takesMost() {
    return aggregation == Aggregation.MAX;
  }

  /// Whether it takes the average of a level over time.
  public boolean averages() {
    return aggregation == Aggregation.TIME_WEIGHTED_AVERAGE;
  }

  /// Whether it sees a level, which holds until another is set, rather than so much more.
  public boolean isLevel() {
    return takesMost() || averages();
  }

  /// Whether an event of this type and data is counted by the meter.
  public boolean takes(String type, Map<String, Value> data) {
    if (!eventTypes.contains(type)) {
      return false;
    }
    for (var condition : filter.entrySet()) {
      var value = data.get(condition.getKey());
      if (value == null || !condition.getValue().contains(value.label())) {
        return false;
      }
    }
    return true;
  }
}

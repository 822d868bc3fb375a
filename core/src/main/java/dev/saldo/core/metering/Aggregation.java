package dev.saldo.core.metering;

/// What a meter does with the values of a window.
public enum Aggregation {
  /// The number of events.
  COUNT,
  /// The total of the values.
  SUM,
  /// The largest value.
  MAX,
  /// The value of the latest event; of two at the same time, the one with the higher id.
  LATEST,
  /// The number of different values.
  UNIQUE,
  /// The mean of a level over time: each value holds from its event until the next one, and of two
  /// at the same time the higher one.
  TIME_WEIGHTED_AVERAGE
}

package dev.saldo.core.metering;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// The quantity of a window: what each aggregation makes of a set of events, in whatever order they
/// come.
///
/// Only samples inside the window count. Each sample is one event: who calls has removed what was
/// reported twice. An empty window is zero, but for the level that a time-weighted average opens
/// with.
public final class Aggregator {
  private static final int NANO_DIGITS = 9;
  private static final Comparator<Sample> IN_TIME =
      Comparator.comparing(Sample::at).thenComparing(Sample::id);

  private static final Comparator<Sample> BY_HEIGHT =
      Comparator.comparing(Sample::at).thenComparing(Aggregator::number);

  private Aggregator() {}

  /// The quantity of a window into which no level is carried: before its first sample a
  /// time-weighted average counts zero.
  public static BigDecimal over(Aggregation aggregation, List<Sample> samples, Period window) {
    return over(aggregation, samples, window, BigDecimal.ZERO);
  }

  /// The quantity of a window.
  ///
  /// A time-weighted average is `Σ level × time ÷ length of the window`, HALF_UP at 12 decimals;
  /// the last level holds until the window's end, and of two levels of one instant the higher one,
  /// as where they are billed. All else is exact.
  ///
  /// @param openingLevel the level at the window's beginning, until its first sample; looked at by
  ///   the time-weighted average alone
  /// @throws IllegalArgumentException if the aggregation needs numbers and a value is none
  public static BigDecimal over(
      Aggregation aggregation, List<Sample> samples, Period window, BigDecimal openingLevel) {
    var inside = samples.stream().filter(sample -> window.contains(sample.at())).toList();
    return Decimals.normal(
        switch (aggregation) {
          case COUNT -> BigDecimal.valueOf(inside.size());
          case SUM ->
              inside.stream().map(Aggregator::number).reduce(BigDecimal.ZERO, BigDecimal::add);
          case MAX ->
              inside.stream()
                  .map(Aggregator::number)
                  .max(Comparator.naturalOrder())
                  .orElse(BigDecimal.ZERO);
          case LATEST ->
              inside.stream().max(IN_TIME).map(Aggregator::number).orElse(BigDecimal.ZERO);
          case UNIQUE ->
              BigDecimal.valueOf(inside.stream().map(Aggregator::label).distinct().count());
          case TIME_WEIGHTED_AVERAGE -> average(inside, window, openingLevel);
        });
  }

  private static BigDecimal average(List<Sample> inside, Period window, BigDecimal openingLevel) {
    var sum = BigDecimal.ZERO;
    var level = openingLevel;
    var since = window.from();
    for (var sample : inside.stream().sorted(BY_HEIGHT).toList()) {
      sum = sum.add(level.multiply(seconds(Duration.between(since, sample.at()))));
      level = number(sample);
      since = sample.at();
    }
    sum = sum.add(level.multiply(seconds(Duration.between(since, window.until()))));
    return sum.divide(seconds(window.length()), Decimals.SCALE_MAX, RoundingMode.HALF_UP);
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds())
        .add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS));
  }

  private static BigDecimal number(Sample sample) {
    if (sample.value() instanceof Value.Number(var number)) {
      return number;
    }
    throw new IllegalArgumentException(
        "event " + sample.id() + " has no number: " + sample.value());
  }

  /// Two values are the same if they read the same: 5, 5.0 and "5" are.
  private static String label(Sample sample) {
    return sample.value() instanceof Value.Number(var number)
        ? Decimals.normal(number).toPlainString()
        : sample.value().label();
  }
}

package dev.saldo.bench.report;

import java.util.Locale;
import java.util.OptionalDouble;

/// What must be true of a figure.
///
/// @param baseline what it is compared with, in words; empty where the bound is absolute
/// @param baselinePerSecond the baseline's own figure of the same run, if it has one
/// @param measured what is held against the bound: a ratio, or the figure itself
/// @param bound the least or the most that `measured` may be
/// @param aim what would be better still
/// @param unit of `measured`, bound and aim, such as `×` or `ms`
public record Gate(
    String baseline,
    OptionalDouble baselinePerSecond,
    double measured,
    Bound bound,
    OptionalDouble aim,
    String unit) {

  /// A limit on one side.
  public sealed interface Bound {
    double limit();

    /// At least so much.
    record AtLeast(double limit) implements Bound {}

    /// More than so much.
    record MoreThan(double limit) implements Bound {}

    /// At most so much.
    record AtMost(double limit) implements Bound {}
  }

  /// A ratio to a baseline that was measured in turns with the figure.
  public static Gate ratio(String baseline, double perSecond, double ratio, Bound bound) {
    return new Gate(
        baseline, OptionalDouble.of(perSecond), ratio, bound, OptionalDouble.empty(), "×");
  }

  /// A bound on the figure itself.
  public static Gate absolute(double measured, Bound bound, String unit) {
    return new Gate("", OptionalDouble.empty(), measured, bound, OptionalDouble.empty(), unit);
  }

  /// The same with something better to aim at.
  public Gate aiming(double better) {
    return new Gate(baseline, baselinePerSecond, measured, bound, OptionalDouble.of(better), unit);
  }

  /// Whether it holds.
  public boolean holds() {
    return switch (bound) {
      case Bound.AtLeast(var limit) -> measured >= limit;
      case Bound.MoreThan(var limit) -> measured > limit;
      case Bound.AtMost(var limit) -> measured <= limit;
    };
  }

  String boundText() {
    var sign =
        switch (bound) {
          case Bound.AtLeast _ -> "≥ ";
          case Bound.MoreThan _ -> "> ";
          case Bound.AtMost _ -> "≤ ";
        };
    return sign + text(bound.limit());
  }

  String aimText() {
    return aim.isPresent() ? text(aim.getAsDouble()) : "";
  }

  String measuredText() {
    return text(measured);
  }

  private String text(double value) {
    var digits =
        value >= 1_000 || value == Math.rint(value) && value >= 10 ? "%,.0f" : plain(value);
    return String.format(Locale.ROOT, digits, value) + " " + unit;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? "%.0f" : "%.2f";
  }
}

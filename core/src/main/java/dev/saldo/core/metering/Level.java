package dev.saldo.core.metering;

import java.math.BigDecimal;
import java.time.Instant;

/// A level that was set, such as what is stored: it holds from then on until another is set.
///
/// @param at to the microsecond
/// @param height zero or more
/// @param unbilled what of the height isn't billed, because it was set where no more was allowed
public record Level(Instant at, BigDecimal height, BigDecimal unbilled) {
  /// One that is billed as it stands.
  public Level(Instant at, BigDecimal height) {
    this(at, height, BigDecimal.ZERO);
  }

  /// Which of two levels of one instant holds: the higher one, and of two as high the one of which
  /// more is billed. So it makes no difference in which order they come.
  public Level over(Level other) {
    var higher = height.compareTo(other.height);
    if (higher == 0) {
      return unbilled.compareTo(other.unbilled) <= 0 ? this : other;
    }
    return higher > 0 ? this : other;
  }
}

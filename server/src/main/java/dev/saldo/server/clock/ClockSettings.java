package dev.saldo.server.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/// Which clock a node goes by, and how far ahead it may be of the time that was seen last.
///
/// @param periods how many billed periods of a customer may fall due while no node looked at the
///   clock, before somebody has to approve it; 1 to 120
public record ClockSettings(InstantSource clock, int periods) {
  public static final int PERIODS = 2;
  public static final int PERIODS_MAX = 120;

  // Shorter than any month in any zone, so that as many of them never hold one end of a month more.
  private static final Duration PERIOD = Duration.ofDays(27);

  public ClockSettings {
    if (periods < 1 || periods > PERIODS_MAX) {
      throw new IllegalArgumentException("from 1 to " + PERIODS_MAX + " periods");
    }
  }

  /// The machine's clock, in whole milliseconds.
  public static ClockSettings standard() {
    return new ClockSettings(Clock.tickMillis(Clock.systemUTC().getZone()), PERIODS);
  }

  public ClockSettings withPeriods(int count) {
    return new ClockSettings(clock, count);
  }

  public ClockSettings withClock(InstantSource other) {
    return new ClockSettings(other, periods);
  }

  /// How far the clock may be ahead of the time that was seen last.
  public Duration bound() {
    return PERIOD.multipliedBy(periods);
  }
}

package dev.saldo.server.cli;

import dev.saldo.server.clock.ClockSettings;

/// The option `--clock-periods`.
final class ClockPeriods {
  private ClockPeriods() {}

  static ClockSettings settings(int periods) {
    if (periods < 1 || periods > ClockSettings.PERIODS_MAX) {
      throw CommandFault.usage("--clock-periods is from 1 to " + ClockSettings.PERIODS_MAX);
    }
    return ClockSettings.standard().withPeriods(periods);
  }
}

package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Cadence;

/// How long a period that is paid for is.
public enum Interval {
  MONTH(Cadence.MONTH, 1),
  YEAR(Cadence.YEAR, 12);

  private final Cadence cadence;
  private final int months;

  Interval(Cadence cadence, int months) {
    this.cadence = cadence;
    this.months = months;
  }

  Cadence cadence() {
    return cadence;
  }

  int months() {
    return months;
  }
}

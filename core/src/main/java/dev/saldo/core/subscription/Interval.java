package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Cadence;

/// What fees are paid for at once. Use is billed by the month, whichever it is.
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

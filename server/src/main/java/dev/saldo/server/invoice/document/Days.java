package dev.saldo.server.invoice.document;

import dev.saldo.core.calendar.Period;
import java.time.LocalDate;
import java.time.ZoneId;

/// A stretch of whole days, with its first and its last: what paper and XML say instead of a period
/// with an end outside.
record Days(LocalDate first, LocalDate last) {
  /// The days that the period touches in the zone.
  static Days of(Period period, ZoneId zone) {
    return new Days(
        period.from().atZone(zone).toLocalDate(),
        period.until().minusNanos(1).atZone(zone).toLocalDate());
  }

  boolean isOneDay() {
    return first.equals(last);
  }
}

package dev.saldo.server.invoice.document;

import dev.saldo.core.calendar.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.IntStream;

/// Use behind sample invoices: a meter counted day by day.
final class SampleUsage {
  private SampleUsage() {}

  static UsageBehind days(int count) {
    var first = Instant.parse("2025-12-31T23:00:00Z");
    return new UsageBehind(
        IntStream.range(0, count)
            .mapToObj(day ->
                new UsageBehind.Row(
                    new Period(
                        first.plus(day, ChronoUnit.DAYS), first.plus(day + 1, ChronoUnit.DAYS)),
                    "API calls",
                    new BigDecimal(317 + day * 3L),
                    Optional.of("call"),
                    1_500L + day))
            .toList());
  }
}

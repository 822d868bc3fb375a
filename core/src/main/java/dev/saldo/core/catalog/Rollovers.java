package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.util.Optional;

/// Reads how much of what is unused is carried into the next period.
final class Rollovers {
  static final Shape SHAPE =
      Shapes.table(
          "rollover",
          "What is unused is carried into the next period, once.",
          Shape.Key.required("percent", Shapes.PERCENT, "The share that is carried."),
          Shape.Key.optional(
              "periods",
              new Shape.Count(1, 1_200),
              "How many periods from the plan's start carry; all when left out."));

  private Rollovers() {}

  static Optional<PlanCredits.Rollover> read(Reading reading, Fields table) {
    return table.table("rollover").map(rollover -> rollover(reading, rollover));
  }

  private static PlanCredits.Rollover rollover(Reading reading, Fields table) {
    var percent = table.amount("percent").orElse(BigDecimal.ONE);
    if (percent.compareTo(BigDecimal.ONE) < 0 && percent.signum() > 0) {
      reading.error(table, "percent", "must be 1 or more");
    }
    return new PlanCredits.Rollover(percent, table.count("periods"));
  }
}

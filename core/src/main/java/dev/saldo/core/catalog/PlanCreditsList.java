package dev.saldo.core.catalog;

import dev.saldo.core.calendar.Cadence;
import java.math.BigDecimal;
import java.util.List;

/// Reads the credits that come with a plan.
final class PlanCreditsList {
  static final Shape SHAPE =
      Shapes.table(
          "plan_credits",
          "Credits that come with a plan, granted anew each period.",
          Shape.Key.required("amount", Shapes.POSITIVE, "How many each period."),
          Shape.Key.optional("unit", Shapes.UNIT, Shapes.UNIT_ABOUT),
          Shape.Key.optional(
              "kind",
              Shapes.choice("plan", "trial", "promotional"),
              "Its place in the burn order; plan when left out."),
          Shape.Key.required(
              "resets",
              Resets.SHAPE,
              "When they are granted anew; what is left of the period before expires then."),
          Shape.Key.optional(
              "prorate_first",
              Shapes.FLAG,
              "Whether a plan begun within a period gets the share of what remains of it, rounded up"
                  + " to a whole credit; all of it when left out."),
          Shape.Key.optional(
              "lives_for", Shapes.LIFE, "An end before the period's, counted from the grant."),
          Shape.Key.optional(
              "rollover",
              Shapes.table(
                  "rollover",
                  "What is unused is carried into the next period, once.",
                  Shape.Key.required("percent", Shapes.PERCENT, "The share that is carried."),
                  Shape.Key.optional(
                      "periods",
                      new Shape.Count(1, 1_200),
                      "How many periods from the plan's start carry; all when left out.")),
              "What is carried into the next period; nothing when left out."));

  private PlanCreditsList() {}

  static List<PlanCredits> read(Reading reading, Fields plan) {
    return plan.tables("credits").stream().map(table -> credits(reading, table)).toList();
  }

  private static PlanCredits credits(Reading reading, Fields table) {
    var reset = Resets.read(table);
    var once = reset.cadence() == Cadence.ONCE;
    if (once && table.has("rollover")) {
      reading.error(table, "rollover", "has no next period: the credits are granted once");
    }
    if (table.flag("prorate_first") && (once || reset.anchor() == ResetRule.Anchor.ANNIVERSARY)) {
      reading.error(
          table, "prorate_first", "has no meaning here: no plan begins within such a period");
    }
    return new PlanCredits(
        reading.credits(table, "amount"),
        kind(table),
        reset,
        table.flag("prorate_first"),
        table.length("lives_for"),
        table.table("rollover").map(rollover -> rollover(reading, rollover)));
  }

  private static PlanCredits.Rollover rollover(Reading reading, Fields table) {
    var percent = table.amount("percent").orElse(BigDecimal.ONE);
    if (percent.compareTo(BigDecimal.ONE) < 0 && percent.signum() > 0) {
      reading.error(table, "percent", "must be 1 or more");
    }
    return new PlanCredits.Rollover(percent, table.count("periods"));
  }

  private static GrantKind kind(Fields table) {
    return switch (table.textOr("kind", "plan")) {
      case "trial" -> GrantKind.TRIAL;
      case "promotional" -> GrantKind.PROMOTIONAL;
      default -> GrantKind.PLAN;
    };
  }
}

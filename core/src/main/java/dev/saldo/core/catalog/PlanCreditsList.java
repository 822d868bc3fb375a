package dev.saldo.core.catalog;

import dev.saldo.core.calendar.Cadence;
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
              Rollovers.SHAPE,
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
        Rollovers.read(reading, table));
  }

  private static GrantKind kind(Fields table) {
    return switch (table.textOr("kind", "plan")) {
      case "trial" -> GrantKind.TRIAL;
      case "promotional" -> GrantKind.PROMOTIONAL;
      default -> GrantKind.PLAN;
    };
  }
}

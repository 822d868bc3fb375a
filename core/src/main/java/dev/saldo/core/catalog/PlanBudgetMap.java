package dev.saldo.core.catalog;

import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Reads the budgets of a plan.
final class PlanBudgetMap {
  static final Shape SHAPE =
      Shapes.someMap(
          Shapes.NAME,
          Shapes.table(
              "plan_budget",
              "A ceiling inside every customer on the plan.",
              Shape.Key.required("title", Shapes.TITLE, "What a person reads."),
              Shape.Key.required(
                  "for",
                  Shapes.choice(
                      "customer", "member", "cost_centre", "automation", "api_key", "agent_run"),
                  "Whose acts share one ceiling: all of the customer's, or those of each member,"
                      + " cost centre, automation, key or run of an agent."),
              Shape.Key.required(
                  "every",
                  Resets.EVERY,
                  "How often it begins anew, by the customer's calendar; once never begins anew."),
              Shape.Key.required(
                  "credits", Shapes.POSITIVE, "How much may be used, in the default unit."),
              Shape.Key.optional(
                  "above",
                  Shapes.choice("refuse", "notify"),
                  "What happens to use above it; refuse when left out."),
              Shape.Key.optional(
                  "notify_at",
                  Shapes.list(Shapes.PERCENT, 1),
                  "The used shares of it, in percent, that notify.")));

  private PlanBudgetMap() {}

  static Map<String, PlanBudget> read(Reading reading, Fields plan) {
    var budgets = new LinkedHashMap<String, PlanBudget>();
    for (var entry : plan.map("budgets")) {
      var path = Faults.path(plan.path("budgets"), entry.key());
      var table = Fields.of(entry.value(), path);
      if (table.textOr("above", "").equals("notify") && !table.has("notify_at")) {
        reading.warning(table, "above", "neither refuses nor notifies: there is no `notify_at`");
      }
      budgets.put(entry.key(), budget(reading, entry.key(), table));
    }
    return budgets;
  }

  /// A stand-in takes the place of an amount that has been reported.
  private static PlanBudget budget(Reading reading, String name, Fields table) {
    var credits = table.amount("credits").filter(amount -> amount.signum() > 0);
    return new PlanBudget(
        name,
        table.textOr("title", ""),
        whom(table.textOr("for", "")),
        Resets.cadence(table.textOr("every", "")),
        new Credits(reading.defaultUnit(), credits.orElse(BigDecimal.ONE)),
        !table.textOr("above", "refuse").equals("notify"),
        PlansSection.notifyAt(reading, table));
  }

  private static PlanBudget.Whom whom(String word) {
    for (var whom : PlanBudget.Whom.values()) {
      if (whom.name().toLowerCase(Locale.ROOT).equals(word)) {
        return whom;
      }
    }
    return PlanBudget.Whom.CUSTOMER;
  }
}

package dev.saldo.core.account;

import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanBudget;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.TallyKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The budgets of a plan as they stand inside one customer: one for each member, cost centre, key
/// or whatever else the plan names, as soon as an act is for it.
public final class PlanBudgets {
  private PlanBudgets() {}

  /// A budget of a plan for one of those whom it is for.
  ///
  /// @param name what the plan calls it
  /// @param budget named by its title and without a parent. Its id follows from the plan's name for
  ///   it, so it is the same in every decision and for all whom it is for, and no customer's own
  ///   budget has it
  public record Applied(String name, Budget budget) {
    /// Where the budget counts what happens at a time. Where nobody is named, what is counted for
    /// each one has this key's subject and then the one's own id.
    public TallyKey key(Instant at, ZoneId zone) {
      var from = budget.cadence().containing(at, zone).from();
      return TallyKey.planBudget(name, budget.scope().reference(), from);
    }
  }

  /// The plan's budgets for the given scopes, in no particular order.
  public static List<Applied> of(Plan plan, Set<Budget.Scope> scopes) {
    if (plan.budgets().isEmpty()) {
      return List.of();
    }
    var applied = new ArrayList<Applied>(4);
    for (var terms : plan.budgets().values()) {
      var kind = kind(terms.whom());
      for (var scope : scopes) {
        if (scope.kind() == kind) {
          applied.add(new Applied(terms.name(), budget(terms, scope)));
        }
      }
    }
    return applied;
  }

  /// All of the plan's budgets, for nobody in particular, in the order of their names.
  public static List<Applied> of(Plan plan) {
    return plan.budgets().values().stream()
        .sorted(Comparator.comparing(PlanBudget::name))
        .map(terms -> {
          var scope = new Budget.Scope(kind(terms.whom()), "");
          return new Applied(terms.name(), budget(terms, scope));
        })
        .toList();
  }

  private static Budget budget(PlanBudget terms, Budget.Scope scope) {
    // An act is for one of a kind at most, so no two budgets of one decision have the same id.
    var subject = TallyKey.planBudget(terms.name(), "", Instant.EPOCH).subject();
    return new Budget(
        UUID.nameUUIDFromBytes(subject.getBytes(StandardCharsets.UTF_8)),
        terms.title(),
        Optional.empty(),
        scope,
        terms.every(),
        new Budget.Ceiling.InCredits(terms.ceiling()),
        terms.hard(),
        terms.notifyPercent());
  }

  private static Budget.Kind kind(PlanBudget.Whom whom) {
    return switch (whom) {
      case AGENT_RUN -> Budget.Kind.AGENT_RUN;
      case API_KEY -> Budget.Kind.API_KEY;
      case AUTOMATION -> Budget.Kind.AUTOMATION;
      case MEMBER -> Budget.Kind.MEMBER;
      case COST_CENTRE -> Budget.Kind.COST_CENTRE;
      case CUSTOMER -> Budget.Kind.CUSTOMER;
    };
  }
}

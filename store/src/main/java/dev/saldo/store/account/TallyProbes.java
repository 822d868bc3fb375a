package dev.saldo.store.account;

import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.account.PlanBudgets;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.store.array.BinaryArray;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which tallies are looked up: ranges of subjects in the periods that matter.
///
/// A customer has few tallies in a period, except those of plan budgets: one for each member, key
/// or run of an agent. Of these only the ones that the customer's commands may look at are read.
final class TallyProbes {
  private static final String FIRST = "";

  /// Above every subject.
  private static final String LAST = "~";

  private static final String BEFORE_PLAN_BUDGETS = "budget:plan";

  /// The sign after `/`.
  private static final String AFTER_PLAN_BUDGETS = "budget:plan0";

  final BinaryArray customers = BinaryArray.uuids(4);
  final BinaryArray froms = BinaryArray.instants(4);
  final BinaryArray lows = BinaryArray.texts(4);
  final BinaryArray highs = BinaryArray.texts(4);

  /// The tallies of a period whose subjects lie between two, both included.
  record Range(Instant from, String low, String high) {}

  void add(Gathering customer, TallyPeriods.Times times, Catalogs catalogs) {
    customer.rememberTallies(times.froms());
    if (customer.wanted.countsResources()) {
      customer.rememberTallies(Set.of(TallyKey.RESOURCES_FROM));
      add(customer, TallyKey.RESOURCES_FROM, FIRST, LAST);
    }
    var plans =
        references(customer).stream()
            .flatMap(reference -> catalogs.catalog(reference).plans().values().stream())
            .filter(plan -> !plan.budgets().isEmpty())
            .toList();
    if (plans.isEmpty()) {
      times.froms().forEach(from -> add(customer, from, FIRST, LAST));
      return;
    }
    for (var from : times.froms()) {
      add(customer, from, FIRST, BEFORE_PLAN_BUDGETS);
      add(customer, from, AFTER_PLAN_BUDGETS, LAST);
    }
    var keys = told(customer);
    var scopes = scopes(customer);
    for (var plan : plans) {
      for (var applied : PlanBudgets.of(plan, scopes)) {
        times.ats().forEach(at -> keys.add(applied.key(at, customer.locked.zone())));
      }
    }
    keys.forEach(key -> add(customer, key.from(), key.subject(), key.subject()));
  }

  /// A command may change to any plan of its catalog before the next one counts.
  private static Set<CatalogReference> references(Gathering customer) {
    var references = new HashSet<>(customer.wanted.catalogs());
    customer.terms().forEach(term -> references.add(term.catalog()));
    customer.holds.values().forEach(act -> references.add(act.term().catalog()));
    return references;
  }

  /// The plan budgets that earlier acts have counted on.
  private static Set<TallyKey> told(Gathering customer) {
    var keys = new HashSet<TallyKey>();
    customer.holds.values().forEach(act -> addPlanBudgets(keys, act.tallied()));
    customer.pasts.values().forEach(past -> addPlanBudgets(keys, past.tallied()));
    return keys;
  }

  private static void addPlanBudgets(Set<TallyKey> keys, List<Tallied> tallied) {
    tallied.stream().map(Tallied::key).filter(TallyKey::isPlanBudget).forEach(keys::add);
  }

  /// A capture may name others than its hold, so each part of both counts.
  private static Set<Budget.Scope> scopes(Gathering customer) {
    var scopes = Attribution.NONE.scopes();
    customer.wanted.attributions().forEach(by -> scopes.addAll(by.scopes()));
    customer.holds.values().stream()
        .map(HeldAct::attribution)
        .forEach(by -> scopes.addAll(by.scopes()));
    return scopes;
  }

  private void add(Gathering customer, Instant from, String low, String high) {
    if (!customer.ranges.add(new Range(from, low, high))) {
      return;
    }
    customers.add(customer.locked.customer());
    froms.add(from);
    lows.add(low);
    highs.add(high);
  }
}

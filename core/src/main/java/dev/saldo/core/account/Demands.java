package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Quota;
import dev.saldo.core.catalog.QuotaLimit;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.BudgetTree;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Which ceilings an act asks something of, in the order in which they are examined.
final class Demands {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Demands() {}

  /// The quotas of the plan that count the act, and what is billed by meters.
  static List<Demand> ofQuotas(
      Account account, Catalog catalog, Term term, Command.Act act, Instant at) {
    var plan = catalog.plan(term.plan()).orElseThrow();
    var metered = Metered.of(account, catalog, term, act, at);
    if (plan.quotas().isEmpty()) {
      return metered;
    }
    var demands = new ArrayList<>(metered);
    for (var quota : catalog.quotas().values()) {
      var limit = plan.quotas().get(quota.name());
      var meter = catalog.meters().get(quota.meter());
      if (limit != null && meter != null && meter.takes(act.action(), act.data())) {
        var period = quota.reset().containing(at, account.zone(), term.startedAt());
        var negotiated = term.items().overrides().quotas().get(quota.name());
        var allowed = negotiated == null ? limit.limit() : negotiated;
        demands.add(quota(quota, limit, allowed, period, Counting.quantity(meter, act.data())));
      }
    }
    return demands;
  }

  /// The budgets that the act falls into: the customer's own and those of the plan, from leaf to
  /// root. A plan's budgets are roots. Budgets of the same depth are examined from the narrowest
  /// kind (an agent's run) to the widest (the customer), and those of one kind in the order of
  /// their ids, which never changes. Budgets count credits, so an act without a price asks none.
  static List<Demand> ofBudgets(Account account, Pricing pricing) {
    var counts = !account.budgets().isEmpty() || !pricing.plan().budgets().isEmpty();
    if (!counts || !pricing.isPriced()) {
      return List.of();
    }
    var scopes = pricing.act().attribution().scopes();
    var all = new ArrayList<>(account.budgets());
    var ofPlan = new HashMap<UUID, PlanBudgets.Applied>();
    for (var applied : PlanBudgets.of(pricing.plan(), scopes)) {
      all.add(applied.budget());
      ofPlan.put(applied.budget().id(), applied);
    }
    var demands = new ArrayList<Demand>(3);
    for (var budget : new BudgetTree(all).above(scopes)) {
      var amount = in(budget, pricing.catalog(), pricing.price());
      var period = budget.cadence().containing(pricing.at(), account.zone());
      var applied = ofPlan.get(budget.id());
      var key =
          applied == null
              ? TallyKey.budget(budget.id(), period.from())
              : applied.key(pricing.at(), account.zone());
      amount.ifPresent(used -> demands.add(budget(budget, key, period, used)));
    }
    return demands;
  }

  /// The free units that the act uses.
  static List<Demand> ofFreeUnits(Pricing pricing, Account account) {
    return pricing.freeKey().isEmpty()
        ? List.of()
        : List.of(
            new Demand(
                "free",
                pricing.action().title(),
                pricing.freeKey().get(),
                pricing.freeUnits(),
                pricing.action().free().map(free -> free.units()),
                false,
                "units",
                List.of(),
                pricing
                    .action()
                    .free()
                    .map(free ->
                        free.reset()
                            .containing(pricing.at(), account.zone(), pricing.term().startedAt())
                            .until()),
                Optional.empty()));
  }

  /// The first hard ceiling that the act would pass.
  static Optional<Refusal> refusal(List<Demand> demands, Draft draft) {
    for (var demand : demands) {
      var used = demand.before(draft);
      var limit = demand.limit();
      if (demand.hard()
          && limit.isPresent()
          && demand.amount().signum() > 0
          && used.add(demand.amount()).compareTo(limit.get()) > 0) {
        return Optional.of(refusal(demand, limit.get(), used));
      }
    }
    return Optional.empty();
  }

  /// What isn't billed of acts that happened whether or not they were allowed: what meters count
  /// above what nobody has agreed to pay for. To be asked for before it is counted.
  static List<Tallied> unbilled(List<Demand> demands, Draft draft) {
    return unbilled(demands, draft, Map.of());
  }

  /// The same of acts for which something was set aside, which is billed whatever is allowed now.
  ///
  /// @param agreed what was set aside, and isn't any more
  static List<Tallied> unbilled(
      List<Demand> demands, Draft draft, Map<TallyKey, BigDecimal> agreed) {
    var unbilled = new ArrayList<Tallied>();
    for (var demand : demands) {
      if (demand.hard()
          && demand.key().isUsage()
          && demand.limit().isPresent()
          && !demand.isOfAverage()) {
        var before = draft.tally(demand.key()).used();
        var above =
            before
                .add(demand.amount())
                .subtract(demand.limit().get().max(before))
                .min(demand.amount().subtract(agreed.getOrDefault(demand.key(), BigDecimal.ZERO)));
        if (above.signum() > 0) {
          unbilled.add(new Tallied(demand.key().unbilled(), above));
        }
      }
    }
    unbilled.forEach(one -> draft.tally(one.key(), one.amount(), BigDecimal.ZERO));
    return unbilled;
  }

  /// Counts what was used for good, and notes thresholds that it crossed.
  static List<Consulted> count(List<Demand> demands, Draft draft, boolean held) {
    var consulted = new ArrayList<Consulted>(demands.size());
    for (var demand : demands) {
      var before = demand.before(draft);
      count(demand, draft, held);
      if (!held && demand.key().isUsage()) {
        // A day may belong to a period that ended within it.
        Metered.noteLate(draft, demand.key().from());
      }
      var after =
          demand.isOfAverage() ? before.add(demand.amount()) : draft.tally(demand.key()).used();
      demand.included().ifPresent(limit -> notify(demand, draft, before, after, limit));
      if (!demand.key().isCentre()) {
        consulted.add(demand.consulted(after));
      }
    }
    return consulted;
  }

  private static void count(Demand demand, Draft draft, boolean held) {
    if (!demand.isOfAverage()) {
      draft.tally(
          demand.key(),
          held ? BigDecimal.ZERO : demand.amount(),
          held ? demand.amount() : BigDecimal.ZERO);
    }
    if (held) {
      return;
    }
    var isCounted = demand.amount().signum() != 0 && !demand.isOfAverage();
    if (demand.key().isUsage() && !isCounted) {
      draft.act(demand.key());
    }
    demand
        .sets()
        .ifPresent(setting -> {
          if (demand.isOfAverage()) {
            Leveling.set(draft, setting.set());
          } else {
            draft.add(setting.set());
          }
        });
  }

  private static void notify(
      Demand demand, Draft draft, BigDecimal before, BigDecimal after, BigDecimal limit) {
    for (var percent : demand.notifyPercent()) {
      var line = limit.multiply(percent);
      if (before.multiply(HUNDRED).compareTo(line) < 0
          && after.multiply(HUNDRED).compareTo(line) >= 0) {
        draft.crossed(
            new Effect.ThresholdCrossed(demand.level(), demand.name(), percent, draft.now()));
      }
    }
  }

  private static Refusal refusal(Demand demand, BigDecimal limit, BigDecimal used) {
    return demand
        .budget()
        .<Refusal>map(budget ->
            new Refusal.BudgetExceeded(
                budget,
                used,
                limit.subtract(used).max(BigDecimal.ZERO),
                demand.amount(),
                demand.resetsAt()))
        .or(() -> demand.agreed().map(ceiling -> ceilingReached(demand, ceiling, used)))
        .orElseGet(() ->
            new Refusal.QuotaExceeded(
                demand.name(),
                limit,
                used,
                demand.amount(),
                demand.resetsAt().orElse(Account.NEVER)));
  }

  /// That what was agreed to isn't enough, in the meter's units.
  private static Refusal ceilingReached(Demand demand, Credits ceiling, BigDecimal used) {
    var included = demand.included().orElse(BigDecimal.ZERO);
    var over = used.subtract(included).max(BigDecimal.ZERO);
    var wanted = used.add(demand.amount()).subtract(included).subtract(over);
    return new Refusal.OverageCeilingReached(
        ceiling, new Credits(ceiling.unit(), over), new Credits(ceiling.unit(), wanted));
  }

  private static Demand quota(
      Quota quota, QuotaLimit limit, BigDecimal allowed, Period period, BigDecimal quantity) {
    return new Demand(
        "quota",
        quota.name(),
        TallyKey.quota(quota.name(), period.from()),
        quantity,
        Optional.of(allowed),
        limit.hard(),
        quota.meter(),
        limit.notifyPercent(),
        quota.reset().cadence() == Cadence.ONCE ? Optional.empty() : Optional.of(period.until()),
        Optional.empty());
  }

  private static Demand budget(Budget budget, TallyKey key, Period period, BigDecimal amount) {
    var unit =
        switch (budget.ceiling()) {
          case Budget.Ceiling.InCredits(var credits) -> credits.unit().code();
          case Budget.Ceiling.InMoney(var money) -> money.currency().getCurrencyCode();
        };
    return new Demand(
        "budget",
        budget.name(),
        key,
        amount,
        Optional.of(budget.ceiling().amount()),
        budget.hard(),
        unit,
        budget.notifyPercent(),
        budget.cadence() == Cadence.ONCE ? Optional.empty() : Optional.of(period.until()),
        Optional.of(budget));
  }

  /// A price as a budget counts it; empty when the budget counts something else.
  private static Optional<BigDecimal> in(Budget budget, Catalog catalog, Credits price) {
    return switch (budget.ceiling()) {
      case Budget.Ceiling.InCredits(var credits) ->
          credits.unit().equals(price.unit()) ? Optional.of(price.amount()) : Optional.empty();
      case Budget.Ceiling.InMoney(var money) ->
          Optional.ofNullable(catalog.units().get(price.unit().code()))
              .flatMap(terms -> terms.listPrice(money.currency()))
              .map(list -> Decimals.round(list.amount().multiply(price.amount())));
    };
  }
}

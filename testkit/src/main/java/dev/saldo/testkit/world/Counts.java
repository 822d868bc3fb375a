package dev.saldo.testkit.world;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Attribution;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// One customer's budgets, quotas and rates, counted anew from the journal by the plainest means.
final class Counts {
  private final Sightings sightings;
  private final ZoneId zone;
  private final Map<UUID, Budget> budgets = new HashMap<>();
  private final Map<TallyKey, BigDecimal> consumed = new HashMap<>();
  private final Map<TallyKey, BigDecimal> held = new HashMap<>();
  private final Set<TallyKey> touched = new HashSet<>();
  private final List<Instant> acts = new ArrayList<>();

  Counts(Sightings sightings, ZoneId zone) {
    this.sightings = sightings;
    this.zone = zone;
  }

  void set(Budget budget) {
    budgets.put(budget.id(), budget);
  }

  void remove(UUID budget) {
    budgets.remove(budget);
  }

  // --- Tallies ---

  void consume(List<Tallied> tallied) {
    tallied.forEach(one -> consume(one.key(), one.amount()));
  }

  void consume(TallyKey key, BigDecimal amount) {
    consumed.merge(key, amount, BigDecimal::add);
    touched.add(key);
  }

  void hold(List<Tallied> tallied) {
    tallied.forEach(one -> hold(one.key(), one.amount()));
  }

  void giveBack(List<Tallied> tallied) {
    tallied.forEach(one -> hold(one.key(), one.amount().negate()));
  }

  private void hold(TallyKey key, BigDecimal amount) {
    held.merge(key, amount, BigDecimal::add);
    touched.add(key);
  }

  BigDecimal used(TallyKey key) {
    return consumed.getOrDefault(key, BigDecimal.ZERO).add(held.getOrDefault(key, BigDecimal.ZERO));
  }

  /// Every count that the store has equals the one counted here; between two looks at all of them,
  /// those that changed.
  void compare(Account account, boolean all) {
    if (all) {
      touched.addAll(consumed.keySet());
      touched.addAll(held.keySet());
      touched.addAll(account.tallies().keySet());
    }
    for (var key : touched) {
      var tally = account.tally(key);
      var used = consumed.getOrDefault(key, BigDecimal.ZERO);
      var setAside = held.getOrDefault(key, BigDecimal.ZERO);
      var same = tally.consumed().compareTo(used) == 0 && tally.held().compareTo(setAside) == 0;
      sightings.check(Promise.TALLIES, same, "tally differs", key, tally, used, setAside);
    }
    touched.clear();
  }

  /// What an act asks of budgets and quotas, worked out apart.
  Map<TallyKey, BigDecimal> demands(
      String plan, String action, Map<String, Value> data, Answer.Story story, Instant at) {
    var demands = quotas(plan, action, data, at);
    for (var budget : above(story.attribution())) {
      var amount = story.price().amount();
      if (budget.ceiling() instanceof Budget.Ceiling.InMoney) {
        amount = amount.multiply(Goods.LIST_PRICE);
        amount = amount.scale() > 12 ? amount.setScale(12, java.math.RoundingMode.HALF_UP) : amount;
      }
      demands.put(key(budget, at), amount);
    }
    demands.values().removeIf(amount -> amount.signum() == 0);
    return demands;
  }

  Map<TallyKey, BigDecimal> quotas(
      String plan, String action, Map<String, Value> data, Instant at) {
    var demands = new HashMap<TallyKey, BigDecimal>();
    var limited = Goods.plan(plan).quotas();
    if (action.equals("scan") && limited.containsKey("scans")) {
      var from = Cadence.DAY.containing(at, zone).from();
      demands.put(TallyKey.quota("scans", from), BigDecimal.ONE);
    }
    if (action.equals("bulk") && limited.containsKey("bulks")) {
      var from = Cadence.MONTH.containing(at, zone).from();
      var units = data.get("units") instanceof Value.Number(var number) ? number : BigDecimal.ZERO;
      demands.put(TallyKey.quota("bulks", from), units);
    }
    return demands;
  }

  /// The budgets that count an act: each whose scope is the act's, and all above it.
  private List<Budget> above(Attribution by) {
    var found = new ArrayList<Budget>();
    for (var budget : budgets.values()) {
      for (var at = budget; at != null; at = parent(at)) {
        if (!isScopeOf(budget, by) || found.contains(at)) {
          break;
        }
        found.add(at);
      }
    }
    return found;
  }

  private @org.jspecify.annotations.Nullable Budget parent(Budget budget) {
    return budget.parent().map(budgets::get).orElse(null);
  }

  private static boolean isScopeOf(Budget budget, Attribution by) {
    var who = budget.scope().reference();
    return switch (budget.scope().kind()) {
      case CUSTOMER -> true;
      case MEMBER -> by.member().filter(one -> one.reference().equals(who)).isPresent();
      case COST_CENTRE -> by.costCentre().filter(one -> one.reference().equals(who)).isPresent();
      case AUTOMATION, API_KEY, AGENT_RUN -> false;
    };
  }

  private TallyKey key(Budget budget, Instant at) {
    return TallyKey.budget(budget.id(), budget.cadence().containing(at, zone).from());
  }

  /// An act that asks first leaves every hard budget and quota within its limit.
  void examine(String plan, Map<TallyKey, BigDecimal> demands) {
    for (var demand : demands.entrySet()) {
      var limit = limit(plan, demand.getKey());
      if (limit != null) {
        var after = used(demand.getKey()).add(demand.getValue());
        sightings.check(
            Promise.BUDGETS, after.compareTo(limit) <= 0, "passed", demand, limit, after);
      }
    }
  }

  private @org.jspecify.annotations.Nullable BigDecimal limit(String plan, TallyKey key) {
    if (key.subject().startsWith("quota:")) {
      var quota = Goods.plan(plan).quotas().get(key.subject().substring("quota:".length()));
      return quota != null && quota.hard() ? quota.limit() : null;
    }
    var budget = budgets.get(UUID.fromString(key.subject().substring("budget:".length())));
    return budget != null && budget.hard() ? budget.ceiling().amount() : null;
  }

  /// Whether a budget would really have been passed.
  boolean isOver(Budget budget, BigDecimal used, BigDecimal requested, Instant now) {
    var counted = used(key(budget, now));
    return counted.compareTo(used) == 0
        && counted.add(requested).compareTo(budget.ceiling().amount()) > 0;
  }

  // --- Rates ---

  static boolean isRated(String action) {
    return action.equals("scan") || action.equals("chat");
  }

  /// An act that asks first finds room in every window, by counting all acts one by one.
  void examineRate(String plan, Instant now) {
    for (var window : windows(plan)) {
      var within = within(window, now);
      sightings.check(
          Promise.RATES, within < window.max(), "window overfilled", window, within, now);
    }
  }

  void act(Instant at) {
    acts.add(acts.isEmpty() || at.isAfter(acts.getLast()) ? at : acts.getLast());
  }

  boolean isFull(String plan, Instant now) {
    return windows(plan).stream().anyMatch(window -> within(window, now) >= window.max());
  }

  private static List<RateWindow> windows(String plan) {
    return Goods.plan(plan).rates().getOrDefault("fast", List.of());
  }

  private long within(RateWindow window, Instant now) {
    var count = 0;
    for (var i = acts.size() - 1; i >= 0; i--) {
      if (now.isBefore(acts.get(i).plus(window.window()))) {
        count++;
      }
    }
    return count;
  }

  /// The part of what was refunded that a count gets back, so that parts come to the whole.
  static BigDecimal share(BigDecimal counted, BigDecimal refunded, BigDecimal cost) {
    return refunded.compareTo(cost) == 0
        ? counted
        : counted.multiply(refunded).divide(cost, 12, java.math.RoundingMode.HALF_UP);
  }
}

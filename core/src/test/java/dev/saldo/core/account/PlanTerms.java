package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanBudget;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.PlanSale;
import dev.saldo.core.catalog.QuotaLimit;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.catalog.ResourceLimit;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a plan of a [Shop] brings, while it is being written down.
final class PlanTerms {
  private final List<PlanCredits> credits = new ArrayList<>();
  private final Set<String> features = new HashSet<>();
  private final Map<String, QuotaLimit> quotas = new HashMap<>();
  private final Map<String, List<RateWindow>> rates = new HashMap<>();
  private final List<UsageTerms> usage = new ArrayList<>();
  private final Map<String, PlanBudget> budgets = new HashMap<>();
  private final Map<String, ResourceLimit> resources = new HashMap<>();
  private final List<BigDecimal> notify = new ArrayList<>();
  private Optional<BigDecimal> preventive = Optional.empty();
  private Optional<Credits> overdraft = Optional.empty();
  private Plan.Overage overage = Plan.Overage.BLOCKED;

  /// Credits granted anew by a rule.
  PlanTerms credits(String amount, ResetRule reset) {
    return credits(amount, GrantKind.PLAN, reset, false);
  }

  /// Credits whose first period is prorated.
  PlanTerms proratedCredits(String amount, ResetRule reset) {
    return credits(amount, GrantKind.PLAN, reset, true);
  }

  private PlanTerms credits(String amount, GrantKind kind, ResetRule reset, boolean prorated) {
    credits.add(
        new PlanCredits(
            Shop.credits(amount), kind, reset, prorated, Optional.empty(), Optional.empty()));
    return this;
  }

  PlanTerms trial(String amount, Duration livesFor) {
    credits.add(
        new PlanCredits(
            Shop.credits(amount),
            GrantKind.TRIAL,
            Shop.ONCE,
            false,
            Optional.of(livesFor),
            Optional.empty()));
    return this;
  }

  PlanTerms rollover(String amount, ResetRule reset, String percent) {
    var rollover = new PlanCredits.Rollover(new BigDecimal(percent), Optional.empty());
    credits.add(
        new PlanCredits(
            Shop.credits(amount),
            GrantKind.PLAN,
            reset,
            false,
            Optional.empty(),
            Optional.of(rollover)));
    return this;
  }

  PlanTerms unlocking(String feature) {
    features.add(feature);
    return this;
  }

  PlanTerms quota(String name, String limit) {
    quotas.put(name, new QuotaLimit(new BigDecimal(limit), true));
    return this;
  }

  PlanTerms throttledQuota(String name, String limit, RateWindow... windows) {
    quotas.put(name, new QuotaLimit(new BigDecimal(limit), false, List.of(windows)));
    return this;
  }

  PlanTerms softQuota(String name, String limit) {
    quotas.put(name, new QuotaLimit(new BigDecimal(limit), false));
    return this;
  }

  /// Refuses above its limit, and notifies at shares of it.
  PlanTerms notifyingQuota(String name, String limit, String... percents) {
    var shares = Arrays.stream(percents).map(BigDecimal::new).toList();
    quotas.put(name, new QuotaLimit(new BigDecimal(limit), true, List.of(), shares));
    return this;
  }

  /// Bills what a meter counts.
  PlanTerms usage(UsageTerms terms) {
    usage.add(terms);
    return this;
  }

  PlanTerms rate(String name, RateWindow... windows) {
    rates.put(name, Arrays.asList(windows));
    return this;
  }

  PlanTerms blockedFrom(String percent) {
    preventive = Optional.of(new BigDecimal(percent));
    return this;
  }

  PlanTerms notifying(String... percents) {
    Arrays.stream(percents).map(BigDecimal::new).forEach(notify::add);
    return this;
  }

  PlanTerms overdraft(String limit) {
    overdraft = Optional.of(Shop.credits(limit));
    return this;
  }

  PlanTerms overage(Plan.Overage rule) {
    overage = rule;
    return this;
  }

  PlanTerms budget(String name, PlanBudget.Whom whom, Cadence every, String credits) {
    return budget(name, whom, every, credits, true);
  }

  PlanTerms softBudget(
      String name, PlanBudget.Whom whom, Cadence every, String credits, String... percents) {
    return budget(name, whom, every, credits, false, percents);
  }

  private PlanTerms budget(
      String name,
      PlanBudget.Whom whom,
      Cadence every,
      String credits,
      boolean hard,
      String... percents) {
    var notified = Arrays.stream(percents).map(BigDecimal::new).toList();
    budgets.put(
        name,
        new PlanBudget(name, "each " + name, whom, every, Shop.credits(credits), hard, notified));
    return this;
  }

  PlanTerms resource(String name, int count) {
    resources.put(name, new ResourceLimit.AtMost(count));
    return this;
  }

  PlanTerms unlimited(String name) {
    resources.put(name, new ResourceLimit.Unlimited());
    return this;
  }

  private PlanSale sale() {
    return new PlanSale(
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        usage,
        Map.of());
  }

  Plan named(String name) {
    return new Plan(
        name,
        name,
        usage.isEmpty() ? PlanSale.NONE : sale(),
        credits,
        features,
        quotas,
        rates,
        preventive,
        notify,
        overdraft,
        overage,
        budgets,
        resources);
  }
}

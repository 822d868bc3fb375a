package dev.saldo.core.catalog.change;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanBudget;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.QuotaLimit;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.catalog.ResourceLimit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Takes one plan apart.
final class PlanTerms {
  private final Catalog catalog;
  private final Terms terms;
  private final Plan plan;
  private final String path;
  private final List<String> subject;

  PlanTerms(Catalog catalog, Terms terms, Plan plan) {
    this.catalog = catalog;
    this.terms = terms;
    this.plan = plan;
    this.path = "plans." + plan.name();
    this.subject = List.of(plan.title());
  }

  void add() {
    terms.touching(Set.of(plan.name()));
    terms.addThing(path, ChangeKind.PLAN, subject, this::parts);
  }

  private void parts() {
    terms.add(
        path + ".title",
        ChangeKind.PLAN_TITLE,
        List.of(plan.name()),
        CatalogTerms.names(plan.title()));
    new PlanSaleTerms(catalog, terms, plan).add();
    for (var i = 0; i < plan.credits().size(); i++) {
      credits(path + ".credits[" + i + "]", plan.credits().get(i));
    }
    for (var feature : new TreeSet<>(plan.features())) {
      var known = catalog.features().get(feature);
      var title = known == null ? feature : known.title();
      terms.add(
          path + ".unlocks[" + feature + "]",
          ChangeKind.PLAN_FEATURE,
          List.of(plan.title(), title),
          new Figure.Present());
    }
    quotas();
    rates();
    resources();
    terms();
    new TreeMap<>(plan.budgets()).values().forEach(this::budget);
  }

  private void credits(String at, PlanCredits credits) {
    terms.addThing(
        at,
        ChangeKind.PLAN_CREDITS,
        subject,
        new Figure.InCredits(credits.credits()),
        () -> creditTerms(at, credits));
  }

  private void creditTerms(String at, PlanCredits credits) {
    var kind = credits.kind().name().toLowerCase(Locale.ROOT);
    terms.add(
        at + ".kind", ChangeKind.PLAN_CREDITS_KIND, subject, Figure.Choices.of("kind." + kind));
    terms.add(
        at + ".resets", ChangeKind.PLAN_CREDITS_RESET, subject, new Figure.Reset(credits.reset()));
    terms.add(
        at + ".prorate_first",
        ChangeKind.PLAN_CREDITS_PRORATED,
        subject,
        Figure.Choices.of(credits.prorateFirst() ? "yes" : "no"));
    terms.add(
        at + ".lives_for",
        ChangeKind.PLAN_CREDITS_LIFE,
        subject,
        credits.livesFor().map(Figure.Span::new));
    credits.rollover().ifPresent(rollover -> rollover(at + ".rollover", rollover));
  }

  private void rollover(String at, PlanCredits.Rollover rollover) {
    terms.addThing(
        at,
        ChangeKind.PLAN_ROLLOVER,
        subject,
        new Figure.Percent(rollover.percent()),
        () ->
            terms.add(
                at + ".periods",
                ChangeKind.PLAN_ROLLOVER_PERIODS,
                subject,
                rollover.periods().map(periods -> new Figure.Number(BigDecimal.valueOf(periods)))));
  }

  private void quotas() {
    new TreeMap<>(plan.quotas())
        .forEach((name, limit) -> {
          var quota = catalog.quotas().get(name);
          var subjects = List.of(plan.title(), quota == null ? name : quota.title());
          var at = path + ".quotas." + name;
          var above = Figure.Choices.of("above." + above(limit));
          terms.addThing(
              at,
              ChangeKind.PLAN_QUOTA,
              subjects,
              new Figure.Number(limit.limit()),
              () -> {
                terms.add(at + ".above", ChangeKind.PLAN_QUOTA_ABOVE, subjects, above);
                terms.addNotify(at, ChangeKind.PLAN_QUOTA_NOTIFY, subjects, limit.notifyPercent());
                limit
                    .throttle()
                    .forEach(window ->
                        window(
                            at + ".throttle",
                            ChangeKind.PLAN_QUOTA_THROTTLE,
                            subjects.get(1),
                            window));
              });
        });
  }

  private static String above(QuotaLimit limit) {
    if (limit.hard()) {
      return "refuse";
    }
    return limit.throttle().isEmpty() ? "notify" : "throttle";
  }

  private void rates() {
    new TreeMap<>(plan.rates())
        .forEach((name, windows) -> {
          var rate = catalog.rates().get(name);
          var title = rate == null ? name : rate.title();
          windows.forEach(
              window -> window(path + ".rate_limits." + name, ChangeKind.PLAN_RATE, title, window));
        });
  }

  private void resources() {
    new TreeMap<>(plan.resources())
        .forEach((name, limit) -> {
          var kind = catalog.resources().get(name);
          Figure figure =
              switch (limit) {
                case ResourceLimit.AtMost(var count) ->
                    new Figure.Number(BigDecimal.valueOf(count));
                case ResourceLimit.Unlimited _ -> new Figure.Unlimited();
              };
          terms.add(
              path + ".resources." + name,
              ChangeKind.PLAN_RESOURCE,
              List.of(plan.title(), kind == null ? name : kind.title()),
              figure);
        });
  }

  private void window(String at, ChangeKind kind, String title, RateWindow window) {
    var key = windowKey(window.window());
    terms.add(
        at + "." + key,
        kind,
        List.of(plan.title(), title, key),
        new Figure.Number(BigDecimal.valueOf(window.max())));
  }

  private void budget(PlanBudget budget) {
    var at = path + ".budgets." + budget.name();
    var subjects = List.of(plan.title(), budget.title());
    var ceiling = new Figure.InCredits(budget.ceiling());
    terms.addThing(
        at, ChangeKind.PLAN_BUDGET, subjects, ceiling, () -> parts(at, budget, subjects));
  }

  private void parts(String at, PlanBudget budget, List<String> subjects) {
    terms.add(
        at + ".title",
        ChangeKind.PLAN_BUDGET_TITLE,
        List.of(plan.title(), budget.name()),
        CatalogTerms.names(budget.title()));
    var whom = budget.whom().name().toLowerCase(Locale.ROOT);
    terms.add(at + ".for", ChangeKind.PLAN_BUDGET_FOR, subjects, Figure.Choices.of("for." + whom));
    terms.add(
        at + ".every",
        ChangeKind.PLAN_BUDGET_RESET,
        subjects,
        new Figure.Reset(
            new ResetRule(budget.every(), ResetRule.Zone.CUSTOMER, ResetRule.Anchor.CALENDAR)));
    terms.add(
        at + ".above",
        ChangeKind.PLAN_BUDGET_ABOVE,
        subjects,
        Figure.Choices.of(budget.hard() ? "above.refuse" : "above.notify"));
    terms.addNotify(at, ChangeKind.PLAN_BUDGET_NOTIFY, subjects, budget.notifyPercent());
  }

  private static String windowKey(Duration window) {
    if (window.equals(Duration.ofMinutes(1))) {
      return "minute";
    }
    return window.equals(Duration.ofHours(1)) ? "hour" : "day";
  }

  private void terms() {
    terms.add(
        path + ".block_at",
        ChangeKind.PLAN_BLOCK,
        subject,
        plan.preventiveBlockPercent().map(Figure.Percent::new));
    terms.addNotify(path, ChangeKind.PLAN_NOTIFY, subject, plan.notifyPercent());
    terms.add(
        path + ".overdraft",
        ChangeKind.PLAN_OVERDRAFT,
        subject,
        plan.overdraft().map(Figure.InCredits::new));
    terms.add(
        path + ".overage",
        ChangeKind.PLAN_OVERAGE,
        subject,
        Figure.Choices.of("overage." + plan.overage().name().toLowerCase(Locale.ROOT)));
  }
}

package dev.saldo.core.catalog.change;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.PlanSale;
import dev.saldo.core.catalog.UsageTerms;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// Takes apart what one plan costs in money.
final class PlanSaleTerms {
  private final Catalog catalog;
  private final Terms terms;
  private final Plan plan;
  private final String path;
  private final List<String> subject;

  PlanSaleTerms(Catalog catalog, Terms terms, Plan plan) {
    this.catalog = catalog;
    this.terms = terms;
    this.plan = plan;
    this.path = "plans." + plan.name();
    this.subject = List.of(plan.title());
  }

  void add() {
    var sale = plan.sale();
    terms.addMoney(path + ".price", ChangeKind.PLAN_PRICE, subject, sale.price());
    terms.add(
        path + ".per_seat",
        ChangeKind.PLAN_PER_SEAT,
        subject,
        Figure.Choices.of(sale.perSeat() ? "yes" : "no"));
    terms.addMoney(path + ".setup", ChangeKind.PLAN_SETUP, subject, sale.setup());
    sale.annual().ifPresent(this::annual);
    terms.addMoney(path + ".minimum", ChangeKind.PLAN_MINIMUM, subject, sale.minimum());
    sale.trial().ifPresent(this::trial);
    sale.usage().forEach(this::usage);
    new TreeMap<>(sale.overage())
        .forEach((name, price) -> {
          var action = catalog.actions().get(name);
          var title = action == null ? name : action.title();
          UsagePriceTerms.money(
              terms,
              path + ".overage_prices." + name,
              ChangeKind.PLAN_OVERAGE_PRICE,
              List.of(plan.title(), title),
              price.each(),
              price.per());
        });
  }

  private void annual(PlanSale.Annual annual) {
    switch (annual) {
      case PlanSale.Annual.Fixed(var price) ->
          terms.addMoney(
              path + ".annual.price", ChangeKind.PLAN_ANNUAL, subject, Optional.of(price));
      case PlanSale.Annual.Discounted(var percent) ->
          terms.add(
              path + ".annual.discount",
              ChangeKind.PLAN_ANNUAL_DISCOUNT,
              subject,
              new Figure.Percent(percent));
    }
  }

  private void trial(PlanSale.Trial trial) {
    var then = Figure.Choices.of(trial.converts() ? "trial.converts" : "trial.ends");
    terms.addThing(
        path + ".trial",
        ChangeKind.PLAN_TRIAL,
        subject,
        new Figure.Span(trial.lasts()),
        () -> terms.add(path + ".trial.then", ChangeKind.PLAN_TRIAL_THEN, subject, then));
  }

  private void usage(UsageTerms usage) {
    var at = path + ".usage." + usage.meter();
    var subjects = List.of(plan.title(), usage.title());
    terms.addThing(at, ChangeKind.PLAN_USAGE, subjects, () -> parts(at, subjects, usage));
  }

  private void parts(String at, List<String> subjects, UsageTerms usage) {
    terms.add(
        at + ".title",
        ChangeKind.PLAN_USAGE_TITLE,
        List.of(plan.title(), usage.meter()),
        new Figure.Names(List.of(usage.title(), usage.unit())));
    terms.add(
        at + ".included",
        ChangeKind.PLAN_USAGE_INCLUDED,
        subjects,
        new Figure.Number(usage.included()));
    terms.add(at + ".per", ChangeKind.PLAN_USAGE_PER, subjects, choice("per", usage.per()));
    terms.add(
        at + ".above", ChangeKind.PLAN_USAGE_ABOVE, subjects, choice("overage", usage.above()));
    terms.addNotify(at, ChangeKind.PLAN_USAGE_NOTIFY, subjects, usage.notifyPercent());
    usage
        .dimension()
        .ifPresent(dimension ->
            terms.add(
                at + ".price.by",
                ChangeKind.PLAN_USAGE_DIMENSION,
                subjects,
                CatalogTerms.names(dimension)));
    if (!usage.draws().isEmpty()) {
      terms.add(
          at + ".draws", ChangeKind.PLAN_USAGE_DRAWS, subjects, new Figure.Names(usage.draws()));
    }
    usage.rollover().ifPresent(rollover -> rollover(at + ".rollover", subjects, rollover));
    new TreeMap<>(usage.needs())
        .forEach((value, product) ->
            terms.add(
                at + ".needs[" + value + "]",
                ChangeKind.PLAN_USAGE_NEEDS,
                List.of(plan.title(), usage.title() + " (" + value + ")"),
                CatalogTerms.names(product)));
    new UsagePriceTerms(terms, plan.title(), usage.title()).add(at + ".price", usage.price());
  }

  private void rollover(String at, List<String> subjects, PlanCredits.Rollover rollover) {
    terms.addThing(
        at,
        ChangeKind.PLAN_USAGE_ROLLOVER,
        subjects,
        new Figure.Percent(rollover.percent()),
        () ->
            terms.add(
                at + ".periods",
                ChangeKind.PLAN_USAGE_ROLLOVER_PERIODS,
                subjects,
                rollover.periods().map(periods -> new Figure.Number(BigDecimal.valueOf(periods)))));
  }

  private static Figure choice(String of, Enum<?> constant) {
    return Figure.Choices.of(of + "." + constant.name().toLowerCase(Locale.ROOT));
  }
}

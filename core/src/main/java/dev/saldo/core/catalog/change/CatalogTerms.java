package dev.saldo.core.catalog.change;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.RefundTerms;
import dev.saldo.core.metering.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Takes a catalog apart into its terms.
final class CatalogTerms {
  private final Catalog catalog;
  private final Terms terms = new Terms();
  private final Set<String> everyPlan;

  private CatalogTerms(Catalog catalog) {
    this.catalog = catalog;
    this.everyPlan = Set.copyOf(catalog.plans().keySet());
  }

  static Terms of(Catalog catalog) {
    var parts = new CatalogTerms(catalog);
    parts.units();
    parts.meters();
    parts.features();
    parts.rateCards();
    parts.actions();
    parts.limits();
    parts.resources();
    catalog.plans().values().forEach(plan -> new PlanTerms(catalog, parts.terms, plan).add());
    parts.packs();
    new SaleTerms(catalog, parts.terms).add();
    parts.whole();
    return parts.terms;
  }

  private void units() {
    terms.touching(everyPlan);
    for (var unit : catalog.units().values()) {
      var code = unit.unit().code();
      var path = "units." + code;
      terms.addThing(
          path,
          ChangeKind.UNIT,
          List.of(code),
          () ->
              unit.listPrices()
                  .forEach((currency, price) ->
                      terms.add(
                          path + ".list_prices." + currency,
                          ChangeKind.LIST_PRICE,
                          List.of(code, currency.getCurrencyCode()),
                          new Figure.InMoney(price))));
    }
  }

  private void meters() {
    for (var meter : catalog.meters().values()) {
      var path = "meters." + meter.name();
      terms.addThing(
          path,
          ChangeKind.METER,
          List.of(meter.name()),
          () ->
              terms.add(path + ".rule", ChangeKind.METER_RULE, List.of(meter.name()), rule(meter)));
    }
  }

  private static Figure rule(Meter meter) {
    var rule = new ArrayList<String>();
    rule.addAll(new TreeSet<>(meter.eventTypes()));
    rule.add(meter.aggregation().name().toLowerCase(Locale.ROOT));
    meter.property().ifPresent(rule::add);
    meter.dimensions().forEach(dimension -> rule.add("by " + dimension));
    new TreeMap<>(meter.filter())
        .forEach((property, labels) -> rule.add(property + "=" + String.join("|", labels)));
    return new Figure.Names(rule);
  }

  private void features() {
    for (var feature : catalog.features().values()) {
      var path = "features." + feature.name();
      terms.touching(plansWith(plan -> plan.features().contains(feature.name())));
      terms.addThing(
          path,
          ChangeKind.FEATURE,
          List.of(feature.title()),
          () -> title(path, ChangeKind.FEATURE_TITLE, feature.name(), feature.title()));
    }
  }

  private void rateCards() {
    for (var card : catalog.rateCards().values()) {
      var plans = new TreeSet<String>();
      for (var action : catalog.actions().values()) {
        if (action.price().equals(new ActionPrice.ByRateCard(card.name()))) {
          plans.addAll(plansThatAllow(action));
        }
      }
      terms.touching(plans);
      new CardTerms(terms, card).add();
    }
  }

  private void actions() {
    for (var action : catalog.actions().values()) {
      terms.touching(plansThatAllow(action));
      new ActionTerms(catalog, terms, action).add();
    }
  }

  private void limits() {
    for (var quota : catalog.quotas().values()) {
      terms.touching(plansWith(plan -> plan.quotas().containsKey(quota.name())));
      var path = "quotas." + quota.name();
      var subject = List.of(quota.title());
      terms.addThing(
          path,
          ChangeKind.QUOTA,
          subject,
          () -> {
            title(path, ChangeKind.QUOTA_TITLE, quota.name(), quota.title());
            terms.add(path + ".meter", ChangeKind.QUOTA_METER, subject, names(quota.meter()));
            terms.add(
                path + ".resets", ChangeKind.QUOTA_RESET, subject, new Figure.Reset(quota.reset()));
          });
    }
    for (var rate : catalog.rates().values()) {
      terms.touching(plansWith(plan -> plan.rates().containsKey(rate.name())));
      var path = "rate_limits." + rate.name();
      var types = new Figure.Names(rate.eventTypes().stream().sorted().toList());
      terms.addThing(
          path,
          ChangeKind.RATE_LIMIT,
          List.of(rate.title()),
          () -> {
            title(path, ChangeKind.RATE_LIMIT_TITLE, rate.name(), rate.title());
            terms.add(path + ".counts", ChangeKind.RATE_LIMIT_COUNTS, List.of(rate.title()), types);
          });
    }
  }

  private void resources() {
    for (var kind : catalog.resources().values()) {
      terms.touching(plansWith(plan -> plan.resources().containsKey(kind.name())));
      var path = "resources." + kind.name();
      terms.addThing(
          path,
          ChangeKind.RESOURCE,
          List.of(kind.title()),
          () -> title(path, ChangeKind.RESOURCE_TITLE, kind.name(), kind.title()));
    }
  }

  private void packs() {
    terms.touching(everyPlan);
    for (var pack : catalog.packs().values()) {
      var path = "packs." + pack.name();
      var subject = List.of(pack.title());
      terms.addThing(
          path,
          ChangeKind.PACK,
          subject,
          () -> {
            title(path, ChangeKind.PACK_TITLE, pack.name(), pack.title());
            var credits = new Figure.InCredits(pack.credits());
            terms.add(path + ".credits", ChangeKind.PACK_CREDITS, subject, credits);
            terms.addMoney(
                path + ".price", ChangeKind.PACK_PRICE, subject, Optional.of(pack.price()));
            var life = pack.livesFor().<Figure>map(Figure.Span::new).orElse(new Figure.Ever());
            terms.add(path + ".lives_for", ChangeKind.PACK_LIFE, subject, life);
          });
    }
  }

  private void whole() {
    terms.touching(everyPlan);
    terms.add(
        "units",
        ChangeKind.DEFAULT_UNIT,
        List.of(),
        catalog.defaultUnit().map(unit -> names(unit.code())));
    terms.add(
        "burn_order",
        ChangeKind.BURN_ORDER,
        List.of(),
        kinds(catalog.burnOrder().kinds().stream()));
    var ending = catalog.burnOrder().endingAtReset();
    terms.add(
        "end_at_reset",
        ChangeKind.END_AT_RESET,
        List.of(),
        Optional.of(kinds(ending.stream().sorted())).filter(_ -> !ending.isEmpty()));
    var refunds =
        switch (catalog.refunds()) {
          case RefundTerms.Regrant(var livesFor) -> new Figure.Span(livesFor);
          case RefundTerms.Breakage _ -> Figure.Choices.of("refunds.breakage");
        };
    terms.add("refunds", ChangeKind.REFUNDS, List.of(), refunds);
    terms.add(
        "upgrade_url",
        ChangeKind.UPGRADE_URL,
        List.of(),
        catalog.upgradeUrl().map(CatalogTerms::names));
  }

  private static Figure kinds(Stream<GrantKind> kinds) {
    return new Figure.Choices(
        kinds.map(kind -> "kind." + kind.name().toLowerCase(Locale.ROOT)).toList());
  }

  private void title(String path, ChangeKind kind, String name, String title) {
    terms.add(path + ".title", kind, List.of(name), names(title));
  }

  private Set<String> plansThatAllow(Action action) {
    return plansWith(
        plan -> action.feature().isEmpty() || plan.features().contains(action.feature().get()));
  }

  private Set<String> plansWith(Predicate<Plan> condition) {
    var plans = new TreeSet<String>();
    catalog.plans().values().stream().filter(condition).forEach(plan -> plans.add(plan.name()));
    return plans;
  }

  static Figure names(String name) {
    return new Figure.Names(List.of(name));
  }
}

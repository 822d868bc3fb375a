package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.BurnOrder;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.CreditUnitTerms;
import dev.saldo.core.catalog.Feature;
import dev.saldo.core.catalog.FreeUnits;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.Quota;
import dev.saldo.core.catalog.Rate;
import dev.saldo.core.catalog.RateCard;
import dev.saldo.core.catalog.RefundTerms;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.catalog.ResourceKind;
import dev.saldo.core.catalog.Sale;
import dev.saldo.core.catalog.SizeLimit;
import dev.saldo.core.metering.Aggregation;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/// Builds a small catalog, one statement for each thing it sells.
final class Shop {
  static final CreditUnit CREDIT = new CreditUnit("credit");
  static final CreditUnit MINUTE = new CreditUnit("minute");
  static final Currency USD = Currency.getInstance("USD");
  static final ResetRule MONTHLY_UTC = calendar(Cadence.MONTH);
  static final ResetRule DAILY_UTC = calendar(Cadence.DAY);
  static final ResetRule ANNIVERSARY =
      new ResetRule(Cadence.MONTH, ResetRule.Zone.UTC, ResetRule.Anchor.ANNIVERSARY);
  static final ResetRule ONCE = calendar(Cadence.ONCE);

  private final CatalogReference reference;
  private final SequencedMap<String, CreditUnitTerms> units = new LinkedHashMap<>();
  private final SequencedMap<String, Meter> meters = new LinkedHashMap<>();
  private final SequencedMap<String, Feature> features = new LinkedHashMap<>();
  private final SequencedMap<String, RateCard> cards = new LinkedHashMap<>();
  private final SequencedMap<String, Action> actions = new LinkedHashMap<>();
  private final SequencedMap<String, Quota> quotas = new LinkedHashMap<>();
  private final SequencedMap<String, Rate> rates = new LinkedHashMap<>();
  private final SequencedMap<String, Plan> plans = new LinkedHashMap<>();
  private final SequencedMap<String, ResourceKind> resources = new LinkedHashMap<>();
  private RefundTerms refunds = RefundTerms.STANDARD;
  private Set<GrantKind> ending = Set.of();
  private List<GrantKind> burnOrder =
      List.of(GrantKind.TRIAL, GrantKind.PROMOTIONAL, GrantKind.PLAN, GrantKind.PURCHASED);

  Shop(String name) {
    reference = new CatalogReference(name, 1);
    units.put("credit", new CreditUnitTerms(CREDIT, Map.of(USD, money("0.10"))));
    units.put("minute", new CreditUnitTerms(MINUTE, Map.of()));
  }

  static Credits credits(String amount) {
    return Credits.of(CREDIT, amount);
  }

  static Money money(String amount) {
    return new Money(USD, new BigDecimal(amount));
  }

  static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static ResetRule calendar(Cadence cadence) {
    return new ResetRule(cadence, ResetRule.Zone.UTC, ResetRule.Anchor.CALENDAR);
  }

  /// An act costs the same each time.
  Shop flat(String name, String price) {
    return sells(name, new ActionPrice.Flat(credits(price), Optional.empty()));
  }

  /// An act has no price.
  Shop unpriced(String name) {
    return sells(name, ActionPrice.NONE);
  }

  /// Each unit of a property costs the same.
  Shop flat(String name, String price, String property) {
    return sells(name, new ActionPrice.Flat(credits(price), Optional.of(property)));
  }

  Shop proportional(String name, String price, String property, String per) {
    return sells(
        name,
        new ActionPrice.Proportional(
            credits(price), property, number(per), Optional.empty(), Optional.empty()));
  }

  /// Tokens in and out at a price for a million each.
  Shop card(String name, String in, String out) {
    cards.put(
        name,
        new RateCard(
            name,
            CREDIT,
            List.of(),
            List.of(
                new RateCard.Component("input", "in", List.of()),
                new RateCard.Component("output", "out", List.of())),
            Optional.empty(),
            number("1000000"),
            BigDecimal.ONE,
            List.of(),
            List.of(
                new RateCard.Line(
                    "all",
                    Map.of(),
                    List.of(
                        new RateCard.Band(Optional.empty(), List.of(number(in), number(out))))))));
    return sells(name, new ActionPrice.ByRateCard(name));
  }

  Shop regeneration(String name, String price, int times) {
    return sells(name, new ActionPrice.Regeneration(credits(price), times));
  }

  private Shop sells(String name, ActionPrice price) {
    actions.put(
        name,
        new Action(
            name,
            name,
            Optional.empty(),
            price,
            Optional.empty(),
            Optional.empty(),
            false,
            Action.HOLD_FOR,
            Optional.empty(),
            Map.of()));
    return this;
  }

  Shop needing(String action, String feature) {
    features.put(feature, new Feature(feature, feature));
    var a = was(action);
    return replace(
        a, Optional.of(feature), a.free(), a.sizeLimit(), a.captureOver(), a.confirmAbove());
  }

  Shop free(String action, String units, ResetRule reset) {
    var a = was(action);
    var free = Optional.of(new FreeUnits(number(units), reset));
    return replace(a, a.feature(), free, a.sizeLimit(), a.captureOver(), a.confirmAbove());
  }

  Shop sized(String action, String property, String max) {
    var a = was(action);
    var limit = Optional.of(new SizeLimit(property, number(max)));
    return replace(a, a.feature(), a.free(), limit, a.captureOver(), a.confirmAbove());
  }

  Shop captureOver(String action) {
    var a = was(action);
    return replace(a, a.feature(), a.free(), a.sizeLimit(), true, a.confirmAbove());
  }

  Shop confirmed(String action, String above) {
    var a = was(action);
    return replace(
        a, a.feature(), a.free(), a.sizeLimit(), a.captureOver(), Optional.of(number(above)));
  }

  private Action was(String name) {
    return actions.computeIfAbsent(
        name,
        _ -> {
          throw new IllegalArgumentException("no action " + name);
        });
  }

  private Shop replace(
      Action a,
      Optional<String> feature,
      Optional<FreeUnits> free,
      Optional<SizeLimit> size,
      boolean captureOver,
      Optional<BigDecimal> confirmAbove) {
    actions.put(
        a.name(),
        new Action(
            a.name(),
            a.title(),
            feature,
            a.price(),
            free,
            size,
            captureOver,
            a.holdFor(),
            confirmAbove,
            a.estimate()));
    return this;
  }

  /// Counts acts.
  Shop quota(String name, String action, ResetRule reset) {
    meters.put(
        name, new Meter(name, action, Aggregation.COUNT, Optional.empty(), List.of(), Map.of()));
    quotas.put(name, new Quota(name, name, name, reset));
    return this;
  }

  /// Sums a property of acts.
  Shop quota(String name, String action, String property, ResetRule reset) {
    meters.put(
        name, new Meter(name, action, Aggregation.SUM, Optional.of(property), List.of(), Map.of()));
    quotas.put(name, new Quota(name, name, name, reset));
    return this;
  }

  /// Counts something that no quota limits.
  Shop meter(Meter meter) {
    meters.put(meter.name(), meter);
    return this;
  }

  Shop rate(String name, String... actionNames) {
    rates.put(name, new Rate(name, name, Set.of(actionNames)));
    return this;
  }

  Shop resource(String name) {
    resources.put(name, new ResourceKind(name, name));
    return this;
  }

  Shop refunds(RefundTerms terms) {
    refunds = terms;
    return this;
  }

  Shop endingAtReset(GrantKind... kinds) {
    ending = Set.of(kinds);
    return this;
  }

  Shop burning(GrantKind... kinds) {
    burnOrder = List.of(kinds);
    return this;
  }

  Shop plan(String name, Consumer<PlanTerms> terms) {
    var plan = new PlanTerms();
    terms.accept(plan);
    plans.put(name, plan.named(name));
    return this;
  }

  Shop plan(String name) {
    return plan(name, _ -> {});
  }

  Catalog catalog() {
    return new Catalog(
        reference,
        units,
        meters,
        features,
        cards,
        actions,
        quotas,
        rates,
        plans,
        new LinkedHashMap<>(),
        Sale.plain(Currency.getInstance("EUR")),
        new BurnOrder(burnOrder, ending),
        refunds,
        Optional.empty(),
        resources);
  }
}

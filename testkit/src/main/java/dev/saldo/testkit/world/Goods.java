package dev.saldo.testkit.world;

import dev.saldo.core.account.Catalogs;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.BurnOrder;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.CreditUnitTerms;
import dev.saldo.core.catalog.FreeUnits;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.PlanSale;
import dev.saldo.core.catalog.Quota;
import dev.saldo.core.catalog.QuotaLimit;
import dev.saldo.core.catalog.Rate;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.catalog.RefundTerms;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.catalog.ResourceKind;
import dev.saldo.core.catalog.ResourceLimit;
import dev.saldo.core.catalog.Sale;
import dev.saldo.core.metering.Aggregation;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.core.rating.Rating;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// What is sold in the world: five actions and four plans that differ in every rule that decides.
final class Goods implements Catalogs {
  static final CreditUnit UNIT = new CreditUnit("credit");
  static final Currency CURRENCY = Currency.getInstance("USD");
  static final BigDecimal LIST_PRICE = new BigDecimal("0.1");
  static final CatalogReference REFERENCE = new CatalogReference("world", 1);
  static final List<String> PLANS = List.of("billed", "strict", "asked", "deep");
  static final Goods ALL = new Goods();

  private final Catalog catalog;
  private final Rating rating;

  private Goods() {
    catalog =
        new Catalog(
            REFERENCE,
            named(Map.of("credit", new CreditUnitTerms(UNIT, Map.of(CURRENCY, money(LIST_PRICE))))),
            named(
                Map.of(
                    "scans",
                    meter("scans", "scan", Aggregation.COUNT, Optional.empty()),
                    "bulks",
                    meter("bulks", "bulk", Aggregation.SUM, Optional.of("units")))),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            actions(),
            named(
                Map.of(
                    "scans", new Quota("scans", "Scans", "scans", rule(Cadence.DAY)),
                    "bulks", new Quota("bulks", "Bulk", "bulks", rule(Cadence.MONTH)))),
            named(Map.of("fast", new Rate("fast", "Fast", Set.of("scan", "chat")))),
            plans(),
            new LinkedHashMap<>(),
            Sale.plain(CURRENCY),
            new BurnOrder(
                List.of(
                    GrantKind.TRIAL, GrantKind.PROMOTIONAL, GrantKind.PLAN, GrantKind.PURCHASED)),
            RefundTerms.STANDARD,
            Optional.empty(),
            named(Map.of("agents", new ResourceKind("agents", "Agents"))));
    rating = Rating.of(catalog);
  }

  @Override
  public Catalog catalog(CatalogReference reference) {
    return catalog;
  }

  @Override
  public Rating rating(CatalogReference reference) {
    return rating;
  }

  static Plan plan(String name) {
    return ALL.catalog.plan(name).orElseThrow();
  }

  static Credits credits(String amount) {
    return Credits.of(UNIT, amount);
  }

  static Credits credits(BigDecimal amount) {
    return new Credits(UNIT, amount);
  }

  static Money money(BigDecimal amount) {
    return new Money(CURRENCY, amount);
  }

  private static Meter meter(
      String name, String type, Aggregation aggregation, Optional<String> property) {
    return new Meter(name, type, aggregation, property, List.of(), Map.of());
  }

  private static SequencedMap<String, Action> actions() {
    var all = new LinkedHashMap<String, Action>();
    var per = Optional.of("units");
    put(all, action("chat", new ActionPrice.Flat(credits("0.084"), per), false));
    put(all, action("image", new ActionPrice.Flat(credits("25"), Optional.empty()), false));
    put(all, action("again", new ActionPrice.Regeneration(credits("10"), 2), false));
    put(all, action("scan", new ActionPrice.Flat(credits("3"), Optional.empty()), false));
    put(all, action("bulk", new ActionPrice.Flat(credits("1"), per), false));
    put(
        all,
        action(
            "call",
            new ActionPrice.Proportional(
                credits("11"), "units", BigDecimal.valueOf(60), Optional.empty(), Optional.empty()),
            true));
    return all;
  }

  private static void put(Map<String, Action> all, Action action) {
    all.put(action.name(), action);
  }

  /// Calls may be captured above their hold and have free units; bulk must be confirmed above 40.
  private static Action action(String name, ActionPrice price, boolean call) {
    return new Action(
        name,
        name,
        Optional.empty(),
        price,
        call
            ? Optional.of(new FreeUnits(BigDecimal.valueOf(200), rule(Cadence.WEEK)))
            : Optional.empty(),
        Optional.empty(),
        call,
        Action.HOLD_FOR,
        name.equals("bulk") ? Optional.of(BigDecimal.valueOf(40)) : Optional.empty(),
        Map.of());
  }

  private static SequencedMap<String, Plan> plans() {
    var all = new LinkedHashMap<String, Plan>();
    var anniversary = new ResetRule(Cadence.WEEK, ResetRule.Zone.UTC, ResetRule.Anchor.ANNIVERSARY);
    var half = new PlanCredits.Rollover(BigDecimal.valueOf(50), Optional.empty());
    var billed = granted("120", anniversary, Optional.empty());
    var strict = granted("200", rule(Cadence.WEEK), Optional.of(half));
    var asked = granted("80", rule(Cadence.MONTH), Optional.empty());
    var deep = granted("100", anniversary, Optional.of(half));
    all.put("billed", plan("billed", billed, Plan.Overage.BILLED, false, Optional.empty()));
    all.put("strict", plan("strict", strict, Plan.Overage.BLOCKED, true, Optional.empty()));
    all.put("asked", plan("asked", asked, Plan.Overage.ON_CONSENT, true, Optional.empty()));
    all.put("deep", plan("deep", deep, Plan.Overage.BLOCKED, false, Optional.of(credits("40"))));
    return all;
  }

  private static PlanCredits granted(
      String amount, ResetRule reset, Optional<PlanCredits.Rollover> rollover) {
    return new PlanCredits(
        credits(amount), GrantKind.PLAN, reset, true, Optional.empty(), rollover);
  }

  private static Plan plan(
      String name,
      PlanCredits credits,
      Plan.Overage overage,
      boolean limited,
      Optional<Credits> overdraft) {
    var windows =
        List.of(new RateWindow(2, Duration.ofMinutes(1)), new RateWindow(4, Duration.ofHours(1)));
    return new Plan(
        name,
        name,
        PlanSale.NONE,
        List.of(credits),
        Set.of(),
        limited
            ? Map.of(
                "scans", new QuotaLimit(BigDecimal.valueOf(6), true),
                "bulks", new QuotaLimit(BigDecimal.valueOf(300), true))
            : Map.of("scans", new QuotaLimit(BigDecimal.valueOf(6), false)),
        Map.of("fast", windows),
        limited ? Optional.of(BigDecimal.valueOf(95)) : Optional.empty(),
        List.of(BigDecimal.valueOf(80)),
        overdraft,
        overage,
        Map.of(),
        Map.of("agents", agents(name)));
  }

  private static ResourceLimit agents(String plan) {
    return switch (plan) {
      case "billed" -> new ResourceLimit.Unlimited();
      case "strict" -> new ResourceLimit.AtMost(2);
      default -> new ResourceLimit.AtMost(4);
    };
  }

  static ResetRule rule(Cadence cadence) {
    return new ResetRule(cadence, ResetRule.Zone.CUSTOMER, ResetRule.Anchor.CALENDAR);
  }

  private static <V> SequencedMap<String, V> named(Map<String, V> values) {
    var sorted = new LinkedHashMap<String, V>();
    values.keySet().stream().sorted().forEach(name -> sorted.put(name, values.get(name)));
    return sorted;
  }
}

package dev.saldo.core.subscription;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.Amounts;
import dev.saldo.core.catalog.BillingTerms;
import dev.saldo.core.catalog.BurnOrder;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.Commitment;
import dev.saldo.core.catalog.Coupon;
import dev.saldo.core.catalog.CreditPack;
import dev.saldo.core.catalog.CreditUnitTerms;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.Product;
import dev.saldo.core.catalog.RefundTerms;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.catalog.Sale;
import dev.saldo.core.metering.Aggregation;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/// Builds a catalog that sells in euros.
public final class Shelf {
  public static final CreditUnit CREDIT = new CreditUnit("credit");

  private final SequencedMap<String, Meter> meters = new LinkedHashMap<>();
  private final SequencedMap<String, Action> actions = new LinkedHashMap<>();
  private final SequencedMap<String, Plan> plans = new LinkedHashMap<>();
  private final SequencedMap<String, Product> products = new LinkedHashMap<>();
  private final SequencedMap<String, Coupon> coupons = new LinkedHashMap<>();
  private final SequencedMap<String, Commitment> commitments = new LinkedHashMap<>();
  private final SequencedMap<String, CreditPack> packs = new LinkedHashMap<>();
  private BillingTerms billing = BillingTerms.STANDARD;

  /// Counts acts of its own name.
  public Shelf counts(String name) {
    return meter(name, Aggregation.COUNT, Optional.empty());
  }

  /// Sums `n`, by `model`.
  public Shelf sums(String name) {
    return meter(name, Aggregation.SUM, Optional.of("n"));
  }

  /// The most of `n`.
  public Shelf peaks(String name) {
    return meter(name, Aggregation.MAX, Optional.of("n"));
  }

  /// The average of `n` over time.
  public Shelf averages(String name) {
    return meter(name, Aggregation.TIME_WEIGHTED_AVERAGE, Optional.of("n"));
  }

  /// Counts acts of its own name whose property has one of the labels.
  public Shelf countsOnly(String name, String property, String... labels) {
    counts(name);
    var filter = Map.of(property, List.of(labels));
    meters.put(
        name, new Meter(name, name, Aggregation.COUNT, Optional.empty(), List.of("model"), filter));
    return this;
  }

  private Shelf meter(String name, Aggregation aggregation, Optional<String> property) {
    meters.put(name, new Meter(name, name, aggregation, property, List.of("model"), Map.of()));
    action(name, ActionPrice.NONE);
    return this;
  }

  /// An act that costs credits in proportion to `n`.
  public Shelf acts(String name, String credits) {
    action(name, new ActionPrice.Flat(Credits.of(CREDIT, credits), Optional.of("n")));
    return this;
  }

  private void action(String name, ActionPrice price) {
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
  }

  public Shelf plan(String name, Consumer<Offer> terms) {
    var offer = new Offer();
    terms.accept(offer);
    plans.put(name, offer.named(name));
    return this;
  }

  /// Sold as plan, price, plan, price.
  public Shelf product(String name, String... soldOn) {
    return product(name, Optional.empty(), List.of(), soldOn);
  }

  public Shelf product(
      String name,
      Optional<Amounts> setup,
      List<Product.VolumeDiscount> discounts,
      String... soldOn) {
    var sold = new HashMap<String, Amounts>();
    for (var i = 0; i < soldOn.length; i += 2) {
      sold.put(soldOn[i], Prices.amounts(soldOn[i + 1]));
    }
    products.put(
        name,
        new Product(
            name,
            name,
            Product.Kind.ADD_ON,
            sold,
            Set.of(),
            List.of(),
            true,
            setup,
            discounts,
            Set.of()));
    return this;
  }

  /// @param plans those that it is for; none for all
  public Shelf coupon(String name, Coupon.Discount discount, int periods, String... plans) {
    coupons.put(
        name,
        new Coupon(name, name, discount, Optional.of(periods), Optional.empty(), Set.of(plans)));
    return this;
  }

  /// So many credits for a price, for ever.
  public Shelf pack(String name, String credits, String price) {
    packs.put(
        name,
        new CreditPack(
            name, name, Credits.of(CREDIT, credits), Prices.amounts(price), Optional.empty()));
    return this;
  }

  /// So many credits a month, each at a price less a share.
  public Shelf commitment(String name, String credits, String price, String percent) {
    commitments.put(
        name,
        new Commitment(
            name,
            name,
            Credits.of(CREDIT, credits),
            Prices.amounts(price),
            new BigDecimal(percent)));
    return this;
  }

  /// Periods are the calendar's months in UTC.
  public Shelf byCalendar() {
    return billed(ResetRule.Anchor.CALENDAR, ResetRule.Zone.UTC);
  }

  public Shelf billed(ResetRule.Anchor anchor, ResetRule.Zone zone) {
    billing =
        new BillingTerms(
            anchor,
            zone,
            Duration.ofDays(1),
            false,
            0,
            BigDecimal.ZERO,
            billing.progressiveAt(),
            billing.byCostCentre());
    return this;
  }

  /// Invoices use in the midst of a period when so much of it isn't invoiced.
  public Shelf progressiveAt(String amount) {
    return with(Optional.of(Prices.amounts(amount)), billing.byCostCentre());
  }

  /// Lines of use are divided among cost centres.
  public Shelf byCostCentre() {
    return with(billing.progressiveAt(), true);
  }

  private Shelf with(Optional<Amounts> progressiveAt, boolean byCostCentre) {
    billing =
        new BillingTerms(
            billing.anchor(),
            billing.zone(),
            billing.grace(),
            billing.taxIncluded(),
            billing.netDays(),
            billing.creditsPercent(),
            progressiveAt,
            byCostCentre);
    return this;
  }

  public static List<Product.VolumeDiscount> discounts(int from, String percent) {
    return List.of(new Product.VolumeDiscount(from, new BigDecimal(percent)));
  }

  public Catalog catalog() {
    return catalog(1);
  }

  public Catalog catalog(int version) {
    var units = new LinkedHashMap<String, CreditUnitTerms>();
    units.put("credit", new CreditUnitTerms(CREDIT, Map.of()));
    return new Catalog(
        new CatalogReference("shelf", version),
        units,
        meters,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        actions,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        plans,
        packs,
        new Sale(Prices.EUR, Set.of(Prices.EUR), products, coupons, commitments, billing),
        new BurnOrder(
            List.of(GrantKind.TRIAL, GrantKind.PROMOTIONAL, GrantKind.PLAN, GrantKind.PURCHASED)),
        RefundTerms.STANDARD,
        Optional.empty());
  }
}

package dev.saldo.core.catalog.change;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Commitment;
import dev.saldo.core.catalog.Coupon;
import dev.saldo.core.catalog.Product;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Takes apart what is sold beside plans, and how it is billed.
final class SaleTerms {
  private final Catalog catalog;
  private final Terms terms;
  private final Set<String> everyPlan;

  SaleTerms(Catalog catalog, Terms terms) {
    this.catalog = catalog;
    this.terms = terms;
    this.everyPlan = Set.copyOf(catalog.plans().keySet());
  }

  void add() {
    catalog.sale().products().values().forEach(this::product);
    catalog.sale().coupons().values().forEach(this::coupon);
    terms.touching(everyPlan);
    catalog.sale().commitments().values().forEach(this::commitment);
    billing();
  }

  private void product(Product product) {
    var path = "products." + product.name();
    var plans = new TreeSet<>(product.soldOn().keySet());
    plans.addAll(product.includedIn());
    terms.touching(plans);
    terms.addThing(path, ChangeKind.PRODUCT, List.of(product.title()), () -> parts(path, product));
  }

  private void parts(String path, Product product) {
    var subject = List.of(product.title());
    terms.add(
        path + ".title",
        ChangeKind.PRODUCT_TITLE,
        List.of(product.name()),
        CatalogTerms.names(product.title()));
    terms.add(
        path + ".kind",
        ChangeKind.PRODUCT_KIND,
        subject,
        Figure.Choices.of("product." + product.kind().name().toLowerCase(Locale.ROOT)));
    new TreeMap<>(product.soldOn())
        .forEach((plan, price) ->
            UsagePriceTerms.money(
                terms,
                path + ".sold_on." + plan,
                ChangeKind.PRODUCT_PRICE,
                List.of(product.title(), plan(plan)),
                price,
                BigDecimal.ONE));
    for (var plan : new TreeSet<>(product.includedIn())) {
      terms.add(
          path + ".included_in." + plan,
          ChangeKind.PRODUCT_INCLUDED,
          List.of(product.title(), plan(plan)),
          new Figure.Present());
    }
    if (!product.needs().isEmpty()) {
      terms.add(
          path + ".needs", ChangeKind.PRODUCT_NEEDS, subject, new Figure.Names(product.needs()));
    }
    terms.add(
        path + ".many",
        ChangeKind.PRODUCT_MANY,
        subject,
        Figure.Choices.of(product.many() ? "yes" : "no"));
    terms.addMoney(path + ".setup", ChangeKind.PRODUCT_SETUP, subject, product.setup());
    terms.addMoney(
        path + ".list_price", ChangeKind.PRODUCT_LIST_PRICE, subject, product.listPrice());
    new TreeMap<>(product.adds())
        .forEach((resource, count) -> {
          var kind = catalog.resources().get(resource);
          terms.add(
              path + ".adds." + resource,
              ChangeKind.PRODUCT_ADDS,
              List.of(product.title(), kind == null ? resource : kind.title()),
              new Figure.Number(BigDecimal.valueOf(count)));
        });
    for (var discount : product.discounts()) {
      terms.add(
          path + ".discounts[" + discount.from() + "]",
          ChangeKind.PRODUCT_DISCOUNT,
          List.of(product.title(), Integer.toString(discount.from())),
          new Figure.Percent(discount.percent()));
    }
    for (var feature : new TreeSet<>(product.unlocks())) {
      var known = catalog.features().get(feature);
      terms.add(
          path + ".unlocks[" + feature + "]",
          ChangeKind.PRODUCT_FEATURE,
          List.of(product.title(), known == null ? feature : known.title()),
          new Figure.Present());
    }
  }

  private void commitment(Commitment commitment) {
    var path = "commitments." + commitment.name();
    var subject = List.of(commitment.title());
    terms.addThing(
        path,
        ChangeKind.COMMITMENT,
        subject,
        () -> {
          terms.add(
              path + ".title",
              ChangeKind.COMMITMENT_TITLE,
              List.of(commitment.name()),
              CatalogTerms.names(commitment.title()));
          terms.add(
              path + ".credits",
              ChangeKind.COMMITMENT_CREDITS,
              subject,
              new Figure.InCredits(commitment.credits()));
          terms.addMoney(
              path + ".price",
              ChangeKind.COMMITMENT_PRICE,
              subject,
              Optional.of(commitment.price()));
          terms.add(
              path + ".percent",
              ChangeKind.COMMITMENT_OFF,
              subject,
              new Figure.Percent(commitment.percent()));
        });
  }

  private void coupon(Coupon coupon) {
    var path = "coupons." + coupon.name();
    var subject = List.of(coupon.name());
    terms.touching(coupon.plans().isEmpty() ? everyPlan : coupon.plans());
    terms.addThing(
        path,
        ChangeKind.COUPON,
        subject,
        () -> {
          terms.add(
              path + ".title",
              ChangeKind.COUPON_TITLE,
              subject,
              CatalogTerms.names(coupon.title()));
          off(path, subject, coupon.discount());
          terms.add(
              path + ".periods",
              ChangeKind.COUPON_PERIODS,
              subject,
              coupon.periods().map(count -> new Figure.Number(BigDecimal.valueOf(count))));
          terms.add(
              path + ".until",
              ChangeKind.COUPON_UNTIL,
              subject,
              coupon.until().map(until -> CatalogTerms.names(until.toString())));
          if (!coupon.plans().isEmpty()) {
            var plans = new Figure.Names(coupon.plans().stream().sorted().toList());
            terms.add(path + ".plans", ChangeKind.COUPON_PLANS, subject, plans);
          }
        });
  }

  private void off(String path, List<String> subject, Coupon.Discount discount) {
    switch (discount) {
      case Coupon.Discount.Percent(var percent) ->
          terms.add(path + ".percent", ChangeKind.COUPON_OFF, subject, new Figure.Percent(percent));
      case Coupon.Discount.Off(var amount) ->
          terms.addMoney(path + ".amount", ChangeKind.COUPON_OFF, subject, Optional.of(amount));
    }
  }

  private void billing() {
    var sale = catalog.sale();
    var billing = sale.billing();
    terms.add(
        "currencies",
        ChangeKind.CURRENCIES,
        List.of(),
        new Figure.Names(
            sale.currencies().stream().map(Currency::getCurrencyCode).sorted().toList()));
    terms.add(
        "currency",
        ChangeKind.CURRENCY,
        List.of(),
        CatalogTerms.names(sale.currency().getCurrencyCode()));
    terms.add(
        "billing.from",
        ChangeKind.BILLING_ANCHOR,
        List.of(),
        Figure.Choices.of("from." + billing.anchor().name().toLowerCase(Locale.ROOT)));
    terms.add(
        "billing.zone",
        ChangeKind.BILLING_ZONE,
        List.of(),
        Figure.Choices.of("zone." + billing.zone().name().toLowerCase(Locale.ROOT)));
    terms.add(
        "billing.grace", ChangeKind.BILLING_GRACE, List.of(), new Figure.Span(billing.grace()));
    terms.add(
        "billing.prices_include_tax",
        ChangeKind.BILLING_TAX,
        List.of(),
        Figure.Choices.of(billing.taxIncluded() ? "yes" : "no"));
    terms.add(
        "billing.net_days",
        ChangeKind.BILLING_DAYS,
        List.of(),
        new Figure.Number(BigDecimal.valueOf(billing.netDays())));
    terms.add(
        "billing.credits_share",
        ChangeKind.BILLING_CREDITS_SHARE,
        List.of(),
        new Figure.Percent(billing.creditsPercent()));
    terms.addMoney(
        "billing.progressive_at",
        ChangeKind.BILLING_PROGRESSIVE_AT,
        List.of(),
        billing.progressiveAt());
    terms.add(
        "billing.group_by",
        ChangeKind.BILLING_GROUPS,
        List.of(),
        Figure.Choices.of(billing.byCostCentre() ? "yes" : "no"));
  }

  private String plan(String name) {
    return catalog.plan(name).map(plan -> plan.title()).orElse(name);
  }
}

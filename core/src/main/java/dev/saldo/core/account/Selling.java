package dev.saldo.core.account;

import dev.saldo.core.catalog.Amounts;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanSale;
import dev.saldo.core.catalog.Product;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.Overrides;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Whether something is sold: on this plan, in this currency, for this interval.
final class Selling {
  private final Catalog catalog;
  private final Plan plan;

  Selling(Catalog catalog, Plan plan) {
    this.catalog = catalog;
    this.plan = plan;
  }

  /// Items that are kept through a change of plan: without those that the new plan includes, and
  /// without what was negotiated for the old one.
  ///
  /// @param before the plan they were taken with
  Items kept(Items items, String before) {
    var kept = withoutIncluded(items);
    var overrides = plan.name().equals(before) ? kept.overrides() : kept.overrides().withoutPlan();
    var seats = plan.sale().perSeat() ? kept.seats() : 1;
    return new Items(seats, kept.products(), overrides, kept.commitment());
  }

  Items withoutIncluded(Items items) {
    var products = new TreeMap<>(items.products());
    products.keySet().removeIf(this::isIncluded);
    return new Items(items.seats(), products, items.overrides(), items.commitment());
  }

  /// Why it can't be sold, if it can't.
  Optional<Refusal> refusal(Items items, Currency currency, Interval interval) {
    return seats(items)
        .or(() -> products(items))
        .or(() -> overrides(items))
        .or(() -> interval(interval))
        .or(() -> items.commitment().flatMap(name -> commitment(name, currency, interval)))
        .or(() -> currency(items, currency));
  }

  private Optional<Refusal> seats(Items items) {
    return items.seats() > 1 && !plan.sale().perSeat()
        ? no(
            "/seats",
            "not_per_seat",
            "the plan isn't sold by the seat",
            Map.of("plan", plan.name()))
        : Optional.empty();
  }

  private Optional<Refusal> products(Items items) {
    for (var entry : items.products().entrySet()) {
      var refusal = product(entry.getKey(), entry.getValue(), items);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<Refusal> product(String name, int quantity, Items items) {
    var pointer = "/products/" + name;
    var known = catalog.sale().product(name);
    if (known.isEmpty()) {
      var names = String.join(", ", catalog.sale().products().keySet());
      return no(
          pointer,
          "unknown_product",
          "the catalog has the products " + names,
          Map.of("kind", "product", "value", name));
    }
    var product = known.get();
    if (isIncluded(name)) {
      return no(
          pointer,
          "already_included",
          "the plan includes it",
          Map.of("item", name, "plan", plan.name()));
    }
    if (!product.soldOn().containsKey(plan.name())) {
      var plans = new TreeSet<>(product.soldOn().keySet());
      plans.addAll(product.includedIn());
      return Optional.of(
          new Refusal.NotAvailableOnPlan(name, plan.name(), java.util.List.copyOf(plans)));
    }
    if (quantity > 1 && !product.many()) {
      return no(pointer, "only_one", "there can be one of it", Map.of("item", name));
    }
    return needs(product, items);
  }

  private Optional<Refusal> needs(Product product, Items items) {
    for (var needed : product.needs()) {
      if (!items.products().containsKey(needed) && !isIncluded(needed)) {
        return no(
            "/products/" + product.name(),
            "needs_product",
            "it needs " + needed,
            Map.of("item", product.name(), "needed", needed));
      }
    }
    return Optional.empty();
  }

  private boolean isIncluded(String product) {
    return catalog
        .sale()
        .product(product)
        .filter(one -> one.includedIn().contains(plan.name()))
        .isPresent();
  }

  private Optional<Refusal> interval(Interval interval) {
    return interval == Interval.YEAR && plan.sale().annual().isEmpty()
        ? no(
            "/interval",
            "not_sold_by_the_year",
            "the plan is sold by the month",
            Map.of("plan", plan.name()))
        : Optional.empty();
  }

  /// A year at once has its own discount, and no second one for a commitment.
  private Optional<Refusal> commitment(String name, Currency currency, Interval interval) {
    var known = catalog.sale().commitment(name);
    if (known.isEmpty()) {
      var names = String.join(", ", catalog.sale().commitments().keySet());
      return no(
          "/commitment",
          "unknown_commitment",
          "the catalog has the commitments " + names,
          Map.of("kind", "commitment", "value", name));
    }
    if (!plan.sale().isBilled()) {
      var billed =
          catalog.plans().values().stream()
              .filter(one -> one.sale().isBilled())
              .map(Plan::name)
              .toList();
      return Optional.of(new Refusal.NotAvailableOnPlan(name, plan.name(), billed));
    }
    if (interval == Interval.YEAR) {
      return no(
          "/commitment",
          "commitment_by_the_month",
          "a year at once has no commitment beside it",
          Map.of("commitment", name));
    }
    return known.get().price().in(currency).isPresent() ? Optional.empty() : notIn(currency);
  }

  private static Optional<Refusal> notIn(Currency currency) {
    return no(
        "/currency",
        "price_not_in_currency",
        "not everything of it has a price in " + currency.getCurrencyCode(),
        Map.of("currency", currency.getCurrencyCode()));
  }

  private Optional<Refusal> currency(Items items, Currency currency) {
    var sale = plan.sale();
    var stated =
        isIn(items.overrides(), currency)
            && fees(items).allMatch(amounts -> amounts.in(currency).isPresent())
            && sale.usage().stream()
                .allMatch(usage -> usage.price().currencies().contains(currency))
            && sale.overage().values().stream()
                .allMatch(price -> price.each().in(currency).isPresent());
    return stated ? Optional.empty() : notIn(currency);
  }

  private static boolean isIn(Overrides overrides, Currency currency) {
    return Stream.concat(overrides.price().stream(), overrides.products().values().stream())
        .allMatch(money -> money.currency().equals(currency));
  }

  /// Every amount of the plan and its products that may come onto an invoice without use.
  private Stream<Amounts> fees(Items items) {
    var sale = plan.sale();
    var annual =
        sale.annual().orElse(null) instanceof PlanSale.Annual.Fixed(var year)
            ? Optional.of(year)
            : Optional.<Amounts>empty();
    var own =
        Stream.of(sale.price(), sale.setup(), sale.minimum(), annual).flatMap(Optional::stream);
    var products =
        items.products().keySet().stream()
            .map(name -> catalog.sale().product(name).orElseThrow())
            .flatMap(product ->
                Stream.concat(
                    Stream.of(Objects.requireNonNull(product.soldOn().get(plan.name()))),
                    product.setup().stream()));
    return Stream.concat(own, products);
  }

  /// What was negotiated must be about something that there is.
  private Optional<Refusal> overrides(Items items) {
    var negotiated = items.overrides();
    return unknown("products", "product", negotiated.products().keySet(), isProduct())
        .or(() -> unknown("included", "meter", negotiated.included().keySet(), isBilled()))
        .or(() ->
            unknown("quotas", "quota", negotiated.quotas().keySet(), catalog.quotas()::containsKey))
        .or(() ->
            unknown(
                "resources",
                "resource",
                negotiated.resources().keySet(),
                catalog.resources()::containsKey));
  }

  private Predicate<String> isProduct() {
    return name -> catalog.sale().product(name).isPresent();
  }

  /// Another plan of the catalog may bill what this one doesn't: what is negotiated stays when a
  /// customer changes between them.
  private Predicate<String> isBilled() {
    return name ->
        catalog.plans().values().stream()
            .flatMap(one -> one.sale().usage().stream())
            .anyMatch(usage -> usage.meter().equals(name));
  }

  private static Optional<Refusal> unknown(
      String place, String kind, Set<String> names, Predicate<String> known) {
    return names.stream()
        .sorted()
        .filter(known.negate())
        .findFirst()
        .flatMap(name ->
            no(
                "/overrides/" + place + "/" + name,
                "unknown_" + kind,
                "the catalog has no such " + kind,
                Map.of("kind", kind, "value", name)));
  }

  private static Optional<Refusal> no(
      String pointer, String code, String words, Map<String, String> figures) {
    return Optional.of(new Refusal.Unacceptable(pointer, code, words, figures));
  }
}

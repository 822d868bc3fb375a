package dev.saldo.core.account;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.Quota;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Quote;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What plans of a catalog would cost somebody who isn't a customer yet, and why one doesn't serve.
public final class Quoting {
  private final Catalog catalog;
  private final Asked asked;

  /// What is asked for.
  ///
  /// @param items products that a plan includes needn't be bought there
  /// @param period a whole month or year in UTC
  /// @param usage in all of it, by meter and value; the empty value where none is named
  public record Asked(
      Items items,
      Interval interval,
      Currency currency,
      Period period,
      Map<String, Map<String, BigDecimal>> usage) {}

  /// What becomes of a plan.
  public sealed interface Quoted {
    Plan plan();

    /// It serves.
    ///
    /// @param total before tax, the sum of the rounded lines
    record Offered(Plan plan, List<LineItem> lines, Money total) implements Quoted {}

    /// It doesn't.
    record Not(Plan plan, Refusal why) implements Quoted {}
  }

  public Quoting(Catalog catalog, Asked asked) {
    this.catalog = catalog;
    this.asked = asked;
  }

  /// Every plan, in the catalog's order.
  public List<Quoted> all() {
    return catalog.plans().values().stream().map(this::of).toList();
  }

  /// The cheapest plan that serves; the first of several.
  public static Optional<Quoted.Offered> cheapest(List<Quoted> quoted) {
    return quoted.stream()
        .filter(Quoted.Offered.class::isInstance)
        .map(Quoted.Offered.class::cast)
        .min(Comparator.comparing(Quoted.Offered::total));
  }

  /// One plan.
  public Quoted of(Plan plan) {
    var selling = new Selling(catalog, plan);
    var items = selling.withoutIncluded(asked.items());
    var refusal =
        selling
            .refusal(items, asked.currency(), asked.interval())
            .or(() ->
                plan.sale().usage().stream()
                    .flatMap(terms -> refusal(plan, items, terms).stream())
                    .findFirst())
            .or(() ->
                catalog.quotas().values().stream()
                    .flatMap(quota -> exceeded(plan, quota).stream())
                    .findFirst());
    if (refusal.isPresent()) {
      return new Quoted.Not(plan, refusal.get());
    }
    var quote =
        new Quote(
            catalog, items, asked.interval(), asked.currency(), asked.period(), asked.usage());
    var lines = quote.lines(plan);
    return new Quoted.Offered(plan, lines, quote.total(lines));
  }

  private Optional<Refusal> refusal(Plan plan, Items items, UsageTerms terms) {
    var used = asked.usage().getOrDefault(terms.meter(), Map.of());
    return used.keySet().stream()
        .sorted()
        .flatMap(value -> locked(plan, items, terms, value).stream())
        .findFirst()
        .or(() -> blocked(terms, used));
  }

  /// A value that needs a product that isn't there, or that has neither a price nor an allowance.
  private Optional<Refusal> locked(Plan plan, Items items, UsageTerms terms, String value) {
    var needed = Optional.ofNullable(terms.needs().get(value)).flatMap(catalog.sale()::product);
    if (needed.isPresent()) {
      var isThere =
          needed.get().includedIn().contains(plan.name())
              || items.products().containsKey(needed.get().name());
      return isThere
          ? Optional.empty()
          : Optional.of(
              new Refusal.Unacceptable(
                  "/usage/" + terms.meter() + "/" + value,
                  "needs_product",
                  "it needs " + needed.get().name(),
                  Map.of("item", value, "needed", needed.get().name())));
    }
    var isUnpriced =
        terms.price() instanceof Price.ByDimension by
            && by.of(value).isEmpty()
            && !terms.draws().contains(value);
    return isUnpriced
        ? Optional.of(new Refusal.NotAvailableOnPlan(value, plan.name(), plansWith(terms, value)))
        : Optional.empty();
  }

  private List<String> plansWith(UsageTerms terms, String value) {
    return catalog.plans().values().stream()
        .filter(plan ->
            plan.sale().usage().stream()
                .filter(other -> other.meter().equals(terms.meter()))
                .anyMatch(other ->
                    !(other.price() instanceof Price.ByDimension by)
                        || by.of(value).isPresent()
                        || other.draws().contains(value)))
        .map(Plan::name)
        .toList();
  }

  /// More than a quota allows, spread over the period as it pleases.
  private Optional<Refusal> exceeded(Plan plan, Quota quota) {
    var limit = plan.quotas().get(quota.name());
    var used = asked.usage().get(quota.meter());
    if (limit == null || !limit.hard() || used == null) {
      return Optional.empty();
    }
    var times = Quote.times(quota.reset().cadence(), asked.period());
    return tooMuch(quota.name(), limit.limit().multiply(BigDecimal.valueOf(times)), used);
  }

  private static Optional<Refusal> tooMuch(
      String name, BigDecimal allowed, Map<String, BigDecimal> used) {
    var sum = used.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.compareTo(allowed) > 0
        ? Optional.of(new Refusal.QuotaExceeded(name, allowed, BigDecimal.ZERO, sum, Account.NEVER))
        : Optional.empty();
  }

  /// More than is included, where that is refused.
  private Optional<Refusal> blocked(UsageTerms terms, Map<String, BigDecimal> used) {
    if (terms.above() != UsageTerms.Above.BLOCKED) {
      return Optional.empty();
    }
    var times = BigDecimal.valueOf(Quote.times(terms.per(), asked.period()));
    return tooMuch(terms.meter(), terms.included().multiply(times), used);
  }
}

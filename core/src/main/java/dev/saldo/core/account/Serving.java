package dev.saldo.core.account;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.Quota;
import dev.saldo.core.catalog.Rate;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Whether a plan serves what a quote is asked for, before anything is paid: it unlocks it,
/// includes as many resources, and its quotas and rate limits leave room for it.
///
/// Quotas and rates are looked at over the whole period, as if use were as even as they like; one
/// that is passed all the same leaves no way.
final class Serving {
  private final Catalog catalog;
  private final Plan plan;
  private final Quoting.Asked asked;
  private final Term term;

  Serving(Catalog catalog, Plan plan, Items items, Quoting.Asked asked) {
    this.catalog = catalog;
    this.plan = plan;
    this.asked = asked;
    var from = asked.period().from();
    this.term = new Term(catalog.reference(), plan.name(), from, from, List.of(), items, false);
  }

  /// Why it doesn't, if it doesn't: the first reason in the order in which acts are examined.
  Optional<Refusal> refusal() {
    return first(features())
        .or(() -> first(asked.resources().keySet().stream().sorted().flatMap(this::resource)))
        .or(() -> first(plan.sale().usage().stream().flatMap(terms -> refusal(terms).stream())))
        .or(() ->
            first(catalog.quotas().values().stream().flatMap(quota -> exceeded(quota).stream())))
        .or(() -> first(catalog.rates().values().stream().flatMap(this::tooFast)));
  }

  /// What meters that the plan bills count, acts among it.
  Map<String, Map<String, BigDecimal>> usage() {
    var usage = new LinkedHashMap<>(asked.usage());
    for (var counting : Counting.of(catalog, term)) {
      var counted = new LinkedHashMap<>(usage.getOrDefault(counting.meter().name(), Map.of()));
      for (var act : asked.acts()) {
        if (counting.takes(act.action(), act.data())) {
          var value = counting.value(act.data());
          counted.merge(
              value,
              quantity(counting.meter(), act),
              counting.meter().takesMost() ? BigDecimal::max : BigDecimal::add);
        }
      }
      if (!counted.isEmpty()) {
        usage.put(counting.meter().name(), counted);
      }
    }
    return usage;
  }

  private static Optional<Refusal> first(Stream<? extends Refusal> refusals) {
    return refusals.findFirst().map(Refusal.class::cast);
  }

  private static BigDecimal quantity(Meter meter, QuotedAct act) {
    var one = Counting.quantity(meter, act.data());
    return meter.takesMost() ? one : one.multiply(BigDecimal.valueOf(act.count()));
  }

  private Stream<Refusal> features() {
    var needed = new TreeSet<>(asked.features());
    for (var act : asked.acts()) {
      of(act.action()).ifPresent(needed::add);
      act.original().flatMap(original -> of(original.action())).ifPresent(needed::add);
    }
    return needed.stream()
        .filter(feature -> !Entitled.has(catalog, plan, term, feature))
        .map(feature -> Pricing.notIncluded(catalog, plan, feature));
  }

  private Optional<String> of(String action) {
    return catalog.action(action).flatMap(one -> one.feature());
  }

  private Stream<Refusal> resource(String name) {
    var wanted = asked.resources().getOrDefault(name, 0L);
    var limit = plan.resource(name);
    return limit.allows(wanted)
        ? Stream.empty()
        : Stream.of(new Refusal.ResourceLimitReached(name, limit.bound(), 0, wanted));
  }

  private Optional<Refusal> refusal(UsageTerms terms) {
    var used = usage().getOrDefault(terms.meter(), Map.of());
    return used.keySet().stream()
        .sorted()
        .flatMap(value -> locked(terms, value).stream())
        .findFirst()
        .or(() -> blocked(terms, used));
  }

  /// A value that needs a product that isn't there, or that has neither a price nor an allowance.
  private Optional<Refusal> locked(UsageTerms terms, String value) {
    var needed = Optional.ofNullable(terms.needs().get(value)).flatMap(catalog.sale()::product);
    if (needed.isPresent()) {
      return Entitled.isThere(needed.get(), term)
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
        .filter(other ->
            other.sale().usage().stream()
                .filter(one -> one.meter().equals(terms.meter()))
                .anyMatch(one ->
                    !(one.price() instanceof Price.ByDimension by)
                        || by.of(value).isPresent()
                        || one.draws().contains(value)))
        .map(Plan::name)
        .toList();
  }

  /// More than a quota allows, spread over the period as it pleases.
  private Optional<Refusal> exceeded(Quota quota) {
    var limit = plan.quotas().get(quota.name());
    var meter = catalog.meters().get(quota.meter());
    if (limit == null || meter == null || !limit.hard()) {
      return Optional.empty();
    }
    var used = sum(asked.usage().getOrDefault(quota.meter(), Map.of()));
    for (var act : asked.acts()) {
      used = meter.takes(act.action(), act.data()) ? used.add(quantity(meter, act)) : used;
    }
    var times = Quote.times(quota.reset().cadence(), asked.period());
    return tooMuch(quota.name(), limit.limit().multiply(BigDecimal.valueOf(times)), used);
  }

  private static BigDecimal sum(Map<String, BigDecimal> used) {
    return used.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Optional<Refusal> tooMuch(String name, BigDecimal allowed, BigDecimal used) {
    return used.compareTo(allowed) > 0
        ? Optional.of(
            new Refusal.QuotaExceeded(name, allowed, BigDecimal.ZERO, used, Account.NEVER))
        : Optional.empty();
  }

  /// More than is included, where that is refused.
  private Optional<Refusal> blocked(UsageTerms terms, Map<String, BigDecimal> used) {
    if (terms.above() != UsageTerms.Above.BLOCKED) {
      return Optional.empty();
    }
    var times = BigDecimal.valueOf(Quote.times(terms.per(), asked.period()));
    return tooMuch(terms.meter(), terms.included().multiply(times), sum(used));
  }

  /// More acts than rolling windows let through in the period, from its first instant to its last.
  private Stream<Refusal> tooFast(Rate rate) {
    var count = 0L;
    for (var act : asked.acts()) {
      count += rate.eventTypes().contains(act.action()) ? act.count() : 0;
    }
    var acts = BigDecimal.valueOf(count);
    return plan.rates().getOrDefault(rate.name(), List.of()).stream()
        .filter(window -> acts.compareTo(most(window)) > 0)
        .map(window ->
            new Refusal.RateLimited(rate.name(), window.max(), window.window(), Duration.ZERO));
  }

  private BigDecimal most(RateWindow window) {
    var seconds = BigDecimal.valueOf(asked.period().length().toSeconds());
    return seconds
        .divide(BigDecimal.valueOf(window.window().toSeconds()), 0, RoundingMode.CEILING)
        .multiply(BigDecimal.valueOf(window.max()));
  }
}

package dev.saldo.core.account;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.QuotaLimit;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.limit.Windows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How fast acts may follow each other: a rate limit of the plan, or what it lets through above one
/// of its quotas.
///
/// @param key what its acts are numbered by
/// @param name as the catalog calls it
record Paced(String key, String name, String title, List<RateWindow> windows) {

  /// The rate limits of a plan that count acts of a type.
  static List<Paced> rates(Catalog catalog, Plan plan, String eventType) {
    if (plan.rates().isEmpty()) {
      return List.of();
    }
    var rates = new ArrayList<Paced>(2);
    for (var rate : catalog.rates().values()) {
      var windows = plan.rates().get(rate.name());
      if (windows != null && rate.eventTypes().contains(eventType)) {
        rates.add(new Paced(rate.name(), rate.name(), rate.title(), windows));
      }
    }
    return rates;
  }

  /// What a plan lets through above those of its quotas that an act would pass or has passed.
  ///
  /// @param quotas what the act asks of them, not yet counted
  static List<Paced> throttles(Draft draft, Catalog catalog, Plan plan, List<Demand> quotas) {
    var throttles = new ArrayList<Paced>(0);
    for (var demand : quotas) {
      var limit = plan.quotas().get(demand.name());
      if (limit != null && !limit.throttle().isEmpty() && isAbove(draft, demand)) {
        var quota = catalog.quotas().get(demand.name());
        var title = quota == null ? demand.name() : quota.title();
        var key = QuotaLimit.throttleKey(demand.name());
        throttles.add(new Paced(key, demand.name(), title, limit.throttle()));
      }
    }
    return throttles;
  }

  private static boolean isAbove(Draft draft, Demand demand) {
    return demand.amount().signum() > 0
        && demand
            .limit()
            .filter(most -> demand.before(draft).add(demand.amount()).compareTo(most) > 0)
            .isPresent();
  }

  /// The first that a further act now would overfill.
  static Optional<Refusal> tooFast(Draft draft, List<Paced> all) {
    for (var paced : all) {
      var full = Windows.full(paced.windows(), draft.rateActs(paced.key()), draft.now());
      if (full.isPresent()) {
        var window = full.get().window();
        return Optional.of(
            new Refusal.RateLimited(
                paced.name(), window.max(), window.window(), full.get().retryAfter()));
      }
    }
    return Optional.empty();
  }

  /// As a receipt names them.
  static List<Consulted> consulted(List<Paced> all) {
    var consulted = new ArrayList<Consulted>();
    for (var paced : all) {
      for (var window : paced.windows()) {
        consulted.add(
            new Consulted(
                "rate",
                paced.title(),
                Optional.of(BigDecimal.valueOf(window.max())),
                Optional.empty(),
                window.window().toString(),
                Optional.empty()));
      }
    }
    return consulted;
  }
}

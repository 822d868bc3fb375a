package dev.saldo.core.catalog;

import dev.saldo.core.metering.Meter;
import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Reads the plans.
final class PlansSection {
  private static final Shape.Count ACTS = new Shape.Count(1, 1_000_000);

  private static final Shape WINDOWS =
      Shapes.table(
          "rate_windows",
          "At most so many acts in any stretch of time this long.",
          Shape.Key.optional("minute", ACTS, "In any 60 seconds."),
          Shape.Key.optional("hour", ACTS, "In any 60 minutes."),
          Shape.Key.optional("day", ACTS, "In any 24 hours."));

  private static final Shape QUOTA =
      new Shape.ShortOr(
          Shapes.AMOUNT,
          Shapes.table(
              "quota_limit",
              "How much of a quota is allowed in a period.",
              Shape.Key.required("limit", Shapes.AMOUNT, "How much; \"0\" allows none."),
              Shape.Key.required(
                  "above",
                  Shapes.choice("refuse", "notify", "throttle"),
                  "What happens to use above it; the short form refuses."),
              Shape.Key.optional(
                  "throttle",
                  WINDOWS,
                  "How many acts above it are let through, where it throttles."),
              Shape.Key.optional(
                  "notify_at",
                  Shapes.list(Shapes.PERCENT, 1),
                  "The used shares, in percent, that notify.")));

  private static final Map<String, Duration> WINDOW_BY_KEY = windows();

  static final Shape SHAPE =
      Shapes.someMap(
          Shapes.NAME,
          withSale(
              "plan",
              "What a customer subscribes to.",
              Shape.Key.required("title", Shapes.TITLE, "What a person reads."),
              Shape.Key.optional(
                  "credits",
                  Shapes.list(PlanCreditsList.SHAPE, 1),
                  "The credits that come with it; none when left out."),
              Shape.Key.optional(
                  "unlocks",
                  Shapes.list(Shapes.reference(Section.FEATURES), 1),
                  "The features it unlocks."),
              Shape.Key.optional(
                  "quotas",
                  Shapes.someMap(Shapes.reference(Section.QUOTAS), QUOTA),
                  "How much of each quota; a quota that isn't named is unlimited."),
              Shape.Key.optional(
                  "rate_limits",
                  Shapes.someMap(Shapes.reference(Section.RATE_LIMITS), WINDOWS),
                  "How many acts in a minute, an hour, a day."),
              Shape.Key.optional(
                  "notify_at",
                  Shapes.list(Shapes.PERCENT, 1),
                  "The used shares of the credits, in percent, that only notify."),
              Shape.Key.optional(
                  "block_at",
                  Shapes.PERCENT,
                  "The used share of the credits, in percent, from which new charges are refused."),
              Shape.Key.optional(
                  "overdraft",
                  Shapes.POSITIVE,
                  "How far below zero the wallet may go, in credits."),
              Shape.Key.optional(
                  "overage",
                  Shapes.choice("blocked", "billed", "on_consent"),
                  "What happens when credits are short: refused, billed, or billed once the customer"
                      + " has consented. Blocked when left out."),
              Shape.Key.optional(
                  "budgets",
                  PlanBudgetMap.SHAPE,
                  "Ceilings inside every customer on the plan, beside those that customers set"
                      + " themselves."),
              Shape.Key.optional(
                  Section.RESOURCES.key,
                  ResourcesSection.LIMITS,
                  "How many of each resource at a time; none of one that isn't named.")));

  private PlansSection() {}

  private static Shape withSale(String name, String about, Shape.Key... keys) {
    var all = new ArrayList<>(List.of(keys));
    all.addAll(1, PlanSaleReader.KEYS);
    return new Shape.Table(name, about, all);
  }

  static SequencedMap<String, Plan> read(Reading reading, SequencedMap<String, Meter> meters) {
    var errors = reading.faults().errors();
    var sales = new PlanSaleReader(reading, meters);
    var plans = reading.each(Section.PLANS, (name, fields) -> plan(reading, sales, name, fields));
    if (reading.faults().errors() == errors) {
      alike(reading, plans);
    }
    return plans;
  }

  private static Plan plan(Reading reading, PlanSaleReader sales, String name, Fields fields) {
    var features = new LinkedHashSet<String>(fields.texts("unlocks"));
    return new Plan(
        name,
        fields.textOr("title", ""),
        sales.read(fields),
        PlanCreditsList.read(reading, fields),
        features,
        quotas(reading, fields),
        rates(reading, fields),
        fields.amount("block_at"),
        notifyAt(reading, fields),
        fields.amount("overdraft").map(max -> new Credits(reading.defaultUnit(), max)),
        overage(fields),
        PlanBudgetMap.read(reading, fields),
        ResourcesSection.limits(fields));
  }

  private static Map<String, QuotaLimit> quotas(Reading reading, Fields fields) {
    var limits = new LinkedHashMap<String, QuotaLimit>();
    for (var entry : fields.map("quotas")) {
      var table = Fields.of(entry.value(), Faults.path(fields.path("quotas"), entry.key()));
      var limit = Fields.amount(entry.value()).orElse(table.amountOr("limit", BigDecimal.ZERO));
      var isHard = table.textOr("above", "refuse").equals("refuse");
      var throttle = isHard ? List.<RateWindow>of() : throttle(reading, table);
      if (isHard && table.has("throttle")) {
        reading.error(table, "throttle", "has no meaning: use above is refused");
      }
      limits.put(entry.key(), new QuotaLimit(limit, isHard, throttle, notifyAt(reading, table)));
    }
    return limits;
  }

  private static List<RateWindow> throttle(Reading reading, Fields quota) {
    var table = quota.table("throttle");
    if (!quota.textOr("above", "").equals("throttle")) {
      table.ifPresent(_ -> reading.error(quota, "throttle", "has no meaning: use above notifies"));
      return List.of();
    }
    if (!quota.has("throttle")) {
      reading.error(quota, "above", "lacks `throttle`: how many acts above it are let through");
    }
    return table.map(windows -> windows(reading, windows)).orElse(List.of());
  }

  private static Map<String, List<RateWindow>> rates(Reading reading, Fields fields) {
    var rates = new LinkedHashMap<String, List<RateWindow>>();
    for (var entry : fields.map("rate_limits")) {
      var path = Faults.path(fields.path("rate_limits"), entry.key());
      rates.put(entry.key(), windows(reading, Fields.of(entry.value(), path)));
    }
    return rates;
  }

  /// Shortest first. A longer window that allows less than a shorter one is likely a slip.
  private static List<RateWindow> windows(Reading reading, Fields table) {
    var windows = new ArrayList<RateWindow>();
    if (table.mapping().entries().isEmpty()) {
      reading.faults().error(table.place(), table.path(), "must have `minute`, `hour` or `day`");
    }
    for (var window : WINDOW_BY_KEY.entrySet()) {
      var max = table.count(window.getKey());
      if (max.isEmpty()) {
        continue;
      }
      if (!windows.isEmpty() && windows.getLast().max() > max.get()) {
        reading.warning(
            table, window.getKey(), "allows less than a shorter window, which so never counts");
      }
      windows.add(new RateWindow(Math.max(1, max.get()), window.getValue()));
    }
    return List.copyOf(windows);
  }

  /// The shares at `notify_at`, which rise.
  static List<BigDecimal> notifyAt(Reading reading, Fields fields) {
    var thresholds = fields.amounts("notify_at");
    for (var i = 1; i < thresholds.size(); i++) {
      if (thresholds.get(i).compareTo(thresholds.get(i - 1)) < 0) {
        reading.error(fields, "notify_at", "must rise");
        break;
      }
    }
    return thresholds;
  }

  private static Plan.Overage overage(Fields fields) {
    return switch (fields.textOr("overage", "blocked")) {
      case "billed" -> Plan.Overage.BILLED;
      case "on_consent" -> Plan.Overage.ON_CONSENT;
      default -> Plan.Overage.BLOCKED;
    };
  }

  /// Two plans that differ in name and title alone are taken for a slip of copying.
  private static void alike(Reading reading, SequencedMap<String, Plan> plans) {
    var first = new HashMap<Plan, String>();
    for (var entry : reading.root().map(Section.PLANS.key)) {
      var plan = plans.get(entry.key());
      if (plan == null) {
        continue;
      }
      var twin = first.putIfAbsent(withoutName(plan), plan.name());
      if (twin != null) {
        reading
            .faults()
            .error(
                entry.keyPlace(),
                Faults.path(Section.PLANS.key, plan.name()),
                "is the same as the plan " + Faults.echo(twin) + " in all but its name");
      }
    }
  }

  private static Plan withoutName(Plan plan) {
    return new Plan(
        "",
        "",
        plan.sale(),
        plan.credits(),
        plan.features(),
        plan.quotas(),
        plan.rates(),
        plan.preventiveBlockPercent(),
        plan.notifyPercent(),
        plan.overdraft(),
        plan.overage(),
        plan.budgets(),
        plan.resources());
  }

  private static Map<String, Duration> windows() {
    var windows = new LinkedHashMap<String, Duration>();
    windows.put("minute", Duration.ofMinutes(1));
    windows.put("hour", Duration.ofHours(1));
    windows.put("day", Duration.ofDays(1));
    return windows;
  }
}

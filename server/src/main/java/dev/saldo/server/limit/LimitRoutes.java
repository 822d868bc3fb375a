package dev.saldo.server.limit;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Entitled;
import dev.saldo.core.account.Metered;
import dev.saldo.core.account.PlanBudgets;
import dev.saldo.core.account.Spending;
import dev.saldo.core.account.Term;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.Quota;
import dev.saldo.core.catalog.QuotaLimit;
import dev.saldo.core.catalog.Rate;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Decimals;
import dev.saldo.server.account.Acts;
import dev.saldo.server.account.Looking;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.receipt.ChangeJson;
import dev.saldo.store.limit.PlanBudgetReads;
import dev.saldo.store.limit.RateReads;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The route that shows how a customer stands on everything that limits it.
public final class LimitRoutes {
  private static final Schema AMOUNT = Schema.decimal(Schema.Sign.ANY);

  private static final Schema WINDOW =
      Schema.named(
          "ThrottleWindow",
          Schema.object(
              Field.of("max", Schema.integer(1, Integer.MAX_VALUE), "How many acts."),
              Field.of("window_seconds", Schema.integer(1, 86_400), "In how many seconds.")));

  private static final Schema QUOTA =
      Schema.named(
          "QuotaStanding",
          Schema.object(
              Field.of("name", Schema.text(255), "Its name."),
              Field.of("title", Schema.text(255), "What people call it."),
              Field.of("limit", AMOUNT, "How much a period allows."),
              Field.of("used", AMOUNT, "Consumed and held."),
              Field.of("left", AMOUNT, "What is left."),
              Field.of("hard", Schema.flag(), "Whether it refuses."),
              Field.optional(
                  "throttle", Schema.list(WINDOW, 3), "How fast acts above it are let through."),
              Field.optional("resets_at", Schema.time(), "When it begins anew.")));

  private static final Schema USAGE =
      Schema.named(
          "UsageStanding",
          Schema.object(
              Field.of("meter", Schema.text(255), "The meter."),
              Field.of("title", Schema.text(255), "What people call it."),
              Field.of("unit", Schema.text(255), "One of what is counted."),
              Field.of("included", AMOUNT, "How much costs nothing."),
              Field.optional(
                  "carried_over", AMOUNT, "What was left over from the period before; used first."),
              Field.of(
                  "used",
                  AMOUNT,
                  "How much was used; of a peak, its height; of an average over time, the level in"
                      + " force."),
              Field.of("left", AMOUNT, "What is left of all that costs nothing."),
              Field.of("hard", Schema.flag(), "Whether use above it is refused."),
              Field.optional("resets_at", Schema.time(), "When it begins anew.")));

  private static final Schema RATE =
      Schema.named(
          "RateStanding",
          Schema.object(
              Field.of("name", Schema.text(255), "Its name."),
              Field.of("title", Schema.text(255), "What people call it."),
              Field.of("max", Schema.integer(0, Integer.MAX_VALUE), "How many acts."),
              Field.of("window_seconds", Schema.integer(1, 86_400), "In how many seconds."),
              Field.of("used", Schema.integer(0, Integer.MAX_VALUE), "Acts in the window."),
              Field.of("left", Schema.integer(0, Integer.MAX_VALUE), "How many more now.")));

  private static final Schema SPENDING =
      Schema.named(
          "SpendingStanding",
          Schema.object(
              Field.of("cap", AMOUNT, "The most that use may cost in the billed period."),
              Field.of("used", AMOUNT, "What it costs so far, with what open holds set aside."),
              Field.of("left", AMOUNT, "What is left of it."),
              Field.of("currency", Schema.text(3), "ISO 4217."),
              Field.of("resets_at", Schema.time(), "When the period ends.")));

  private static final Schema LIMITS =
      Schema.named(
          "Limits",
          Schema.object(
              Field.of("customer", Schema.text(80), "The customer."),
              Field.of("as_of", Schema.time(), "The customer's time of the look."),
              Field.optional("catalog", Schema.text(255), "The catalog's version."),
              Field.optional("plan", Schema.text(255), "The plan."),
              Field.of("features", Schema.list(Schema.text(255), 10_000), "What it unlocks."),
              Field.of("quotas", Schema.list(QUOTA, 10_000), "Its quotas."),
              Field.of("usage", Schema.list(USAGE, 10_000), "What it includes, by meter."),
              Field.of("rates", Schema.list(RATE, 10_000), "Its rate limits."),
              Field.of(
                  "budgets",
                  Schema.list(BudgetBodies.STANDING, 10_000),
                  "The customer's own budgets, then the plan's."),
              Field.of("settings", Schema.any(), "The customer's choices."),
              Field.optional(
                  "spending",
                  SPENDING,
                  "How it stands on its spending cap; none without a cap or a billed period."),
              Field.of("overage_consents", Schema.list(Schema.any(), 10_000), "Its consents.")));

  private final Acts acts;
  private final Looking looking;
  private final RateReads rates;
  private final PlanBudgetReads planBudgets;

  public LimitRoutes(Acts acts, Looking looking, RateReads rates, PlanBudgetReads planBudgets) {
    this.acts = acts;
    this.looking = looking;
    this.rates = rates;
    this.planBudgets = planBudgets;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/customers/{id}/limits", "getLimits")
            .summary("How a customer stands on quotas, rates and budgets")
            .tag("customers")
            .scope(Scope.CUSTOMERS_READ.word())
            .answers(200, "The standing.", LIMITS)
            .to(this::limits));
  }

  private Reply limits(RequestContext request) {
    var customer = acts.customerInPath(request).id();
    var workspace = request.caller().workspaceId();
    var seen = looking.at(workspace, customer);
    var account = seen.account();
    return Reply.ok(json -> {
      json.text("customer", PublicId.of(IdKind.CUSTOMER, customer)).time("as_of", seen.now());
      account
          .term()
          .ifPresentOrElse(term -> plan(json, workspace, seen, term), () -> nothing(json));
      json.objects(
          "budgets",
          budgets(workspace, account),
          (JsonWriter item, Listed one) -> one.write(item, seen));
      json.object("settings", inside -> ChangeJson.settings(inside, account.settings()));
      Spending.standing(account, looking.catalogs().of(workspace))
          .ifPresent(standing -> json.object("spending", inside -> spending(inside, standing)));
      json.objects(
          "overage_consents",
          account.consents(),
          (item, consent) -> {
            item.text("action", consent.action())
                .text("granted_by", consent.grantedBy())
                .time("granted_at", consent.grantedAt());
            consent
                .ceiling()
                .ifPresent(most ->
                    item.decimal("ceiling", most.amount()).text("unit", most.unit().code()));
          });
    });
  }

  private static void spending(JsonWriter json, Spending.Standing standing) {
    json.decimal("cap", standing.cap().amount())
        .decimal("used", Decimals.round(standing.used().amount()))
        .decimal("left", Decimals.round(standing.left().amount()))
        .text("currency", standing.cap().currency().getCurrencyCode())
        .time("resets_at", standing.resetsAt());
  }

  /// One budget as it is listed, whoever has set it.
  @FunctionalInterface
  private interface Listed {
    void write(JsonWriter json, Looking.Seen seen);
  }

  private List<Listed> budgets(long workspace, Account account) {
    var all = new ArrayList<Listed>();
    for (var budget : account.budgets()) {
      all.add((json, seen) -> {
        begin(json, budget, "customer");
        Standing.budget(json, seen.account(), budget, seen.now());
      });
    }
    var plan =
        account
            .term()
            .flatMap(
                term -> looking.catalogs().of(workspace).catalog(term.catalog()).plan(term.plan()));
    for (var applied : plan.map(PlanBudgets::of).orElse(List.of())) {
      all.add((json, seen) -> {
        begin(json, applied.budget(), "plan");
        Standing.planBudget(
            json,
            seen.account(),
            applied,
            seen.now(),
            key -> planBudgets.shares(workspace, account.customer(), key));
      });
    }
    return all;
  }

  private static void begin(JsonWriter json, Budget budget, String setBy) {
    json.text("id", PublicId.of(IdKind.BUDGET, budget.id())).text("set_by", setBy);
  }

  private static void nothing(JsonWriter json) {
    json.texts("features", List.of());
    json.objects("quotas", List.<Quota>of(), (_, _) -> {});
    json.objects("usage", List.<Quota>of(), (_, _) -> {});
    json.objects("rates", List.<Rate>of(), (_, _) -> {});
  }

  private void plan(JsonWriter json, long workspace, Looking.Seen seen, Term term) {
    var catalog = looking.catalogs().of(workspace).catalog(term.catalog());
    var plan = catalog.plan(term.plan()).orElseThrow();
    json.text("catalog", term.catalog().toString()).text("plan", term.plan());
    json.texts("features", List.copyOf(Entitled.features(catalog, term)));
    var account = seen.account();
    json.objects(
        "quotas",
        catalog.quotas().values().stream()
            .filter(quota -> plan.quotas().containsKey(quota.name()))
            .toList(),
        (item, quota) -> quota(item, account, term, quota, plan, seen.now()));
    json.objects("usage", Metered.standing(account, catalog, term, seen.now()), LimitRoutes::usage);
    json.objects(
        "rates",
        windows(catalog, plan),
        (item, window) -> rate(item, workspace, account.customer(), window, seen.now()));
  }

  private static void usage(JsonWriter json, Metered.Standing standing) {
    var terms = standing.terms();
    var free = standing.included().add(standing.carried());
    json.text("meter", terms.meter())
        .text("title", terms.title())
        .text("unit", terms.unit())
        .decimal("included", standing.included());
    if (standing.carried().signum() != 0) {
      json.decimal("carried_over", standing.carried());
    }
    json.decimal("used", standing.used())
        .decimal("left", free.subtract(standing.used()).max(BigDecimal.ZERO))
        .flag("hard", standing.hard())
        .optionalTime("resets_at", standing.resetsAt());
  }

  private static void quota(
      JsonWriter json, Account account, Term term, Quota quota, Plan plan, Instant now) {
    var limit = plan.quotas().getOrDefault(quota.name(), new QuotaLimit(BigDecimal.ZERO, true));
    var period = quota.reset().containing(now, account.zone(), term.startedAt());
    var used = account.tally(TallyKey.quota(quota.name(), period.from())).used();
    var allowed = term.items().overrides().quotas().getOrDefault(quota.name(), limit.limit());
    json.text("name", quota.name())
        .text("title", quota.title())
        .decimal("limit", allowed)
        .decimal("used", used)
        .decimal("left", allowed.subtract(used).max(BigDecimal.ZERO))
        .flag("hard", limit.hard());
    if (!limit.throttle().isEmpty()) {
      json.objects(
          "throttle",
          limit.throttle(),
          (item, window) ->
              item.integer("max", window.max())
                  .integer("window_seconds", window.window().toSeconds()));
    }
    if (quota.reset().cadence() != Cadence.ONCE) {
      json.time("resets_at", period.until());
    }
  }

  /// One window of one rate.
  private record Window(Rate rate, RateWindow window) {}

  private static List<Window> windows(Catalog catalog, Plan plan) {
    return catalog.rates().values().stream()
        .flatMap(rate ->
            plan.rates().getOrDefault(rate.name(), List.of()).stream()
                .map(window -> new Window(rate, window)))
        .toList();
  }

  private void rate(JsonWriter json, long workspace, UUID customer, Window window, Instant now) {
    var length = window.window().window();
    var used = rates.after(workspace, customer, window.rate().name(), now.minus(length));
    json.text("name", window.rate().name())
        .text("title", window.rate().title())
        .integer("max", window.window().max())
        .integer("window_seconds", length.toSeconds())
        .integer("used", used)
        .integer("left", Math.max(0, window.window().max() - used));
  }
}

package dev.saldo.server.limit;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Entitled;
import dev.saldo.core.account.Includes;
import dev.saldo.core.account.Term;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Feature;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.Quota;
import dev.saldo.core.catalog.ResourceKind;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.server.account.Acts;
import dev.saldo.server.account.Looking;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.store.limit.ResourceReads;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The route that says what a customer is entitled to, for whoever shows or hides things by it.
public final class EntitlementRoutes {
  private final Acts acts;
  private final Looking looking;
  private final ResourceReads resources;

  public EntitlementRoutes(Acts acts, Looking looking, ResourceReads resources) {
    this.acts = acts;
    this.looking = looking;
    this.resources = resources;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/customers/{id}/entitlements", "getEntitlements")
            .summary("What a customer is entitled to")
            .description(
                "All features of its catalog, on or off, and how it stands on the resources, quotas"
                    + " and rate limits of its plan. Nothing is decided by it: ask where it counts.")
            .tag("customers")
            .scope(Scope.CUSTOMERS_READ.word())
            .answers(200, "The entitlements.", EntitlementBodies.ENTITLEMENTS)
            .to(this::entitlements));
  }

  private Reply entitlements(RequestContext request) {
    var customer = acts.customerInPath(request).id();
    var workspace = request.caller().workspaceId();
    var seen = looking.at(workspace, customer);
    return Reply.ok(json -> {
      json.text("customer", PublicId.of(IdKind.CUSTOMER, customer)).time("as_of", seen.now());
      seen.account()
          .term()
          .ifPresentOrElse(
              term -> plan(json, workspace, seen, term), () -> EntitlementBodies.nothing(json));
    });
  }

  private void plan(JsonWriter json, long workspace, Looking.Seen seen, Term term) {
    var catalog = looking.catalogs().of(workspace).catalog(term.catalog());
    var plan = catalog.plan(term.plan()).orElseThrow();
    var account = seen.account();
    json.text("catalog", term.catalog().toString())
        .text("plan", plan.name())
        .text("plan_title", plan.title())
        .time("from", term.from());
    var unlocked = Entitled.features(catalog, term);
    json.objects(
        "features", catalog.features().values(), (item, one) -> feature(item, unlocked, one));
    resources(json, workspace, account.customer(), catalog, plan, term);
    json.objects(
        "quotas",
        catalog.quotas().values(),
        (item, one) -> quota(item, account, term, plan, one, seen.now()));
    EntitlementBodies.rates(json, catalog, plan);
    var currency =
        account.subscription().map(Subscription::currency).orElse(catalog.sale().currency());
    EntitlementBodies.products(json, new Includes(catalog, plan, term.items()), currency);
  }

  private static void feature(JsonWriter json, Set<String> unlocked, Feature feature) {
    json.text("name", feature.name())
        .text("title", feature.title())
        .flag("on", unlocked.contains(feature.name()));
  }

  private void resources(
      JsonWriter json, long workspace, UUID customer, Catalog catalog, Plan plan, Term term) {
    if (catalog.resources().isEmpty()) {
      json.objects("resources", List.<ResourceKind>of(), (_, _) -> {});
      return;
    }
    var includes = new Includes(catalog, plan, term.items());
    Map<String, Long> used = resources.used(workspace, customer);
    var isAbove =
        used.entrySet().stream().anyMatch(one -> !includes.of(one.getKey()).allows(one.getValue()));
    Optional<Instant> grace =
        isAbove ? resources.grace(workspace, customer, term.from()) : Optional.empty();
    json.objects(
        "resources",
        catalog.resources().values(),
        (item, kind) -> {
          var count = used.getOrDefault(kind.name(), 0L);
          var limit = includes.of(kind.name());
          item.text("name", kind.name()).text("title", kind.title());
          ResourceBodies.standing(item, count, limit);
          if (!limit.allows(count)) {
            item.optionalTime("grace_until", grace);
          }
        });
  }

  private static void quota(
      JsonWriter json, Account account, Term term, Plan plan, Quota quota, Instant now) {
    var period = quota.reset().containing(now, account.zone(), term.startedAt());
    var used = account.tally(TallyKey.quota(quota.name(), period.from())).used();
    var negotiated = Optional.ofNullable(term.items().overrides().quotas().get(quota.name()));
    Optional<BigDecimal> limit =
        Optional.ofNullable(plan.quotas().get(quota.name()))
            .map(listed -> negotiated.orElse(listed.limit()));
    json.text("name", quota.name())
        .text("title", quota.title())
        .decimal("used", used)
        .optionalDecimal("limit", limit);
    if (quota.reset().cadence() != Cadence.ONCE) {
      json.time("resets_at", period.until());
    }
  }
}

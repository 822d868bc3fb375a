package dev.saldo.server.invoice;

import dev.saldo.core.invoicing.Issuer;
import dev.saldo.server.account.Acts;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.store.invoice.Profiles;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// The routes of who issues invoices and whom they are made out to.
public final class ProfileRoutes {
  private final Acts acts;
  private final Profiles profiles;
  private final InstantSource clock;

  public ProfileRoutes(Acts acts, Profiles profiles, InstantSource clock) {
    this.acts = acts;
    this.profiles = profiles;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/issuer", "getIssuer")
            .summary("Who issues the workspace's invoices")
            .tag("invoices")
            .scope(Scope.INVOICES_READ.word())
            .answers(200, "The issuer.", ProfileBodies.ISSUER)
            .to(this::issuer),
        Route.put("/v1/issuer", "putIssuer")
            .summary("Say who issues the workspace's invoices")
            .description("Holds for invoices that are finalized from now on.")
            .tag("invoices")
            .scope(Scope.INVOICES_WRITE.word())
            .body(ProfileBodies.ISSUER)
            .answers(200, "The issuer, as it is now.", ProfileBodies.ISSUER)
            .to(this::putIssuer),
        Route.get("/v1/customers/{id}/billing-profile", "getBillingProfile")
            .summary("Whom a customer's invoices are made out to, and on what terms")
            .tag("invoices")
            .scope(Scope.INVOICES_READ.word())
            .answers(200, "The profile.", ProfileBodies.PROFILE)
            .to(this::profile),
        Route.put("/v1/customers/{id}/billing-profile", "putBillingProfile")
            .summary("Say whom a customer's invoices are made out to, and on what terms")
            .description(
                "Holds for invoices that are finalized from now on. A key that is bound to the"
                    + " customer states neither `tax` nor `net_days`.")
            .tag("invoices")
            .scope(Scope.INVOICES_WRITE.word())
            .body(ProfileBodies.PROFILE)
            .answers(200, "The profile, as it is now.", ProfileBodies.PROFILE)
            .to(this::putProfile));
  }

  private Reply issuer(RequestContext request) {
    var issuer = profiles.issuer(request.caller().workspaceId()).orElse(Issuer.unnamed());
    return Reply.ok(json -> ProfileBodies.write(json, issuer));
  }

  private Reply putIssuer(RequestContext request) {
    request.requireUnbound(Scope.INVOICES_WRITE.word());
    var issuer = ProfileBodies.issuer(request.body());
    profiles.put(request.caller().workspaceId(), issuer, clock.instant());
    return Reply.ok(json -> ProfileBodies.write(json, issuer));
  }

  private Reply profile(RequestContext request) {
    var customer = acts.customerInPath(request).id();
    var profile = profiles.profile(request.caller().workspaceId(), customer, Locale.ENGLISH);
    return Reply.ok(json -> profile.ifPresent(found -> ProfileBodies.write(json, found)));
  }

  private Reply putProfile(RequestContext request) {
    var customer = acts.customerInPath(request).id();
    if (request.body().has("tax") || request.body().has("net_days")) {
      request.requireUnbound(Scope.INVOICES_WRITE.word());
    }
    var profile = ProfileBodies.profile(request.body(), Locale.ENGLISH);
    profiles.put(request.caller().workspaceId(), customer, profile, clock.instant());
    return Reply.ok(json -> ProfileBodies.write(json, profile));
  }
}

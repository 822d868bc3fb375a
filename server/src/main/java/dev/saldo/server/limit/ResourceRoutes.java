package dev.saldo.server.limit;

import dev.saldo.core.account.Command;
import dev.saldo.server.account.Acts;
import dev.saldo.server.account.Owners;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.limit.ResourceReads;
import java.util.List;
import java.util.UUID;

/// The routes of resources: claim before making one, give back after it is gone.
public final class ResourceRoutes {
  private final Acts acts;
  private final ResourceReads resources;

  public ResourceRoutes(Acts acts, ResourceReads resources) {
    this.acts = acts;
    this.resources = resources;
  }

  public List<Route> routes() {
    return List.of(
        changing(Route.post("/v1/resources", "claimResources"), "Claim resources of a kind")
            .description(
                "Claims all that are named or none, and never more than the plan includes. One that"
                    + " is claimed already stays as it is and isn't counted again.")
            .body(ResourceBodies.NAMED)
            .answers(201, "What is claimed, durable.", ResourceBodies.CLAIM)
            .problems(
                ProblemType.RESOURCE_LIMIT_REACHED,
                ProblemType.REFERENCE_UNKNOWN,
                ProblemType.INVALID_STATE)
            .to(this::claim),
        changing(
                Route.post("/v1/resources/return", "returnResources"),
                "Give resources of a kind back")
            .description("Those that aren't claimed are passed over and told.")
            .body(ResourceBodies.NAMED)
            .answers(200, "What is back, durable.", ResourceBodies.RETURN)
            .to(this::giveBack),
        changing(Route.delete("/v1/resources/{id}", "returnResource"), "Give one resource back")
            .description("One that is back already stays so.")
            .answers(200, "What is back, durable.", ResourceBodies.RETURN)
            .to(this::giveOneBack),
        Route.get("/v1/resources", "listResources")
            .summary("A customer's resources in the order of their claims")
            .tag("resources")
            .scope(Scope.RESOURCES_READ.word())
            .query(
                Field.of("customer", Schema.text(255), "The customer's id or external id."),
                Field.optional("resource", Schema.text(255), "The kind; all by default."),
                Field.optional(
                    "state",
                    Schema.choice("claimed", "all"),
                    "`claimed` by default; `all` tells those that were given back as well."))
            .paged("id")
            .answersPage("The resources.", ResourceBodies.ONE)
            .to(this::list));
  }

  private static Route.Builder changing(Route.Builder route, String summary) {
    return route.summary(summary).tag("resources").scope(Scope.RESOURCES_WRITE.word()).idempotent();
  }

  private Reply claim(RequestContext request) {
    var body = request.body();
    var customer = acts.customer(request, body.text("customer")).id();
    var command =
        new Command.ClaimResources(
            Acts.key(request), body.text("resource"), body.texts("references"));
    return acts.submit(request, customer, command, 201);
  }

  private Reply giveBack(RequestContext request) {
    var body = request.body();
    var customer = acts.customer(request, body.text("customer")).id();
    var command =
        new Command.ReturnResources(
            Acts.key(request), body.text("resource"), body.texts("references"));
    return acts.submit(request, customer, command, 200);
  }

  private Reply giveOneBack(RequestContext request) {
    var id = Acts.idInPath(request, IdKind.RESOURCE);
    var customer = acts.owner(request, Owners.Kind.RESOURCE, id);
    return acts.submit(request, customer, new Command.ReturnResource(Acts.key(request), id), 200);
  }

  private Reply list(RequestContext request) {
    var query = request.query();
    var customer = acts.customer(request, query.text("customer")).id();
    var paging = request.paging();
    var rows =
        resources.page(
            request.caller().workspaceId(),
            customer,
            query.optionalText("resource"),
            paging.after().map(UUID::fromString),
            query.optionalText("state").filter("all"::equals).isPresent(),
            paging.limit() + 1);
    var shown = PublicId.of(IdKind.CUSTOMER, customer);
    return request.page(
        rows, row -> row.id().toString(), (json, row) -> ResourceBodies.write(json, shown, row));
  }
}

package dev.saldo.server.access;

import dev.saldo.server.customer.CustomerDirectory;
import dev.saldo.server.http.Caller;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The routes of portal sessions: short-lived secrets with which one customer sees its own.
public final class PortalRoutes {
  /// What a session may do: read what is the customer's.
  static final List<String> SCOPES =
      Stream.of(Scope.CHARGES_READ, Scope.BUDGETS_READ, Scope.CUSTOMERS_READ, Scope.LEDGER_READ)
          .map(Scope::word)
          .sorted()
          .toList();

  private static final Duration LIFE = Duration.ofMinutes(15);

  private static final Schema NEW =
      Schema.named(
          "PortalSessionInput",
          Schema.object(
              Field.of("customer", Schema.text(255), "The customer, by id or external id."),
              Field.optional(
                  "expires_in_seconds",
                  Schema.integer(60, KeyMint.SESSION_MAX.toSeconds()),
                  "How long it lives: 900 by default, an hour at most.")));

  private static final Schema SESSION =
      Schema.named(
          "PortalSession",
          Schema.object(
              Field.of("id", Schema.id("ps"), "Its id."),
              Field.of("customer", Schema.id("cus"), "The customer that it reaches."),
              Field.of("scopes", Schema.list(Schema.text(40), 20), "What it may do."),
              Field.of("created_at", Schema.time(), "When it began."),
              Field.of("expires_at", Schema.time(), "When it ends."),
              Field.of("token", Schema.secret(100), "The bearer's token: shown this once.")));

  private final KeyMint mint;
  private final CustomerDirectory customers;

  public PortalRoutes(KeyMint mint, CustomerDirectory customers) {
    this.mint = mint;
    this.customers = customers;
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/portal-sessions", "createPortalSession")
            .summary("Begins a portal session of one customer")
            .description("Its token reads what is that customer's, and nothing else.")
            .tag("portal sessions")
            .scope(Scope.PORTAL_WRITE.word())
            .body(NEW)
            .answers(201, "The session with its token.", SESSION)
            .problems(ProblemType.REFERENCE_UNKNOWN)
            .to(this::create),
        Route.delete("/v1/portal-sessions/{id}", "endPortalSession")
            .summary("Ends a portal session")
            .tag("portal sessions")
            .scope(Scope.PORTAL_WRITE.word())
            .answers(204, "It has ended.", "")
            .to(this::end));
  }

  private Reply create(RequestContext request) {
    Caller caller = request.caller();
    String reference = request.body().text("customer");
    CustomerDirectory.Known customer =
        customers
            .find(caller.workspaceId(), reference)
            .filter(found -> reachable(caller, found))
            .orElseThrow(() ->
                Problem.ofFaults(
                        List.of(
                            new Fault(
                                "/customer",
                                ProblemType.REFERENCE_UNKNOWN,
                                Map.of(
                                    "kind", new Figure.Text("customer"),
                                    "value", new Figure.Text(reference)))))
                    .toException());
    Duration life =
        Duration.ofSeconds(
            request.body().optionalInteger("expires_in_seconds").orElse(LIFE.toSeconds()));
    KeyMint.Begun begun =
        mint.begin(caller.workspaceId(), customer.id(), SCOPES, life, caller.keyId());
    return Reply.created(json ->
        json.text("id", PublicId.of(IdKind.PORTAL_SESSION, begun.session().id()))
            .text("customer", PublicId.of(IdKind.CUSTOMER, customer.id()))
            .texts("scopes", begun.session().scopes())
            .time("created_at", begun.session().createdAt())
            .time("expires_at", begun.session().expiresAt())
            .text("token", begun.secret().text()));
  }

  private static boolean reachable(Caller caller, CustomerDirectory.Known customer) {
    String id = PublicId.of(IdKind.CUSTOMER, customer.id());
    return caller.customer().isEmpty() || caller.customer().get().equals(id);
  }

  private Reply end(RequestContext request) {
    boolean ended =
        request.caller().customer().isEmpty()
            && PublicId.parse(IdKind.PORTAL_SESSION, request.path("id"))
                .filter(id -> mint.end(request.caller().workspaceId(), id))
                .isPresent();
    return ended ? Reply.noContent() : Reply.problem(Problem.of(ProblemType.NOT_FOUND));
  }
}

package dev.saldo.server.account;

import dev.saldo.core.account.Command;
import dev.saldo.core.account.Settings;
import dev.saldo.core.catalog.Lengths;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.server.http.Mode;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The routes that change what a customer is on and has chosen: plan, choices, consents, test
/// clock.
public final class CustomerActRoutes {
  private static final Schema PLAN =
      Schema.named(
          "PlanInput",
          Schema.object(
              Field.of("plan", Schema.text(255), "The plan's name."),
              Field.optional(
                  "catalog",
                  Schema.text(255),
                  "The catalog's name; the customer's own by default, or the only one."),
              Field.optional(
                  "version", Schema.integer(1, 1_000_000), "Its version; the latest by default."),
              Field.optional(
                  "grace",
                  Schema.matching(Lengths.PATTERN, 15),
                  "How long resources above the new plan's counts may stay, such as `14 days`; at"
                      + " most a year. Without it such a change is refused. Nothing is ever taken"
                      + " away; new claims are refused meanwhile and afterwards.")));

  private static final Schema SETTINGS =
      Schema.named(
          "SettingsInput",
          Schema.object(
              Field.nullable(
                  "hard_limit",
                  Schema.flag(),
                  "Whether use stops at the end of the credits; the plan's rule without a choice."),
              Field.nullable(
                  "preventive_block_percent",
                  Schema.amount(),
                  "From which used share on new use is refused; the plan's without a choice."),
              Field.nullable(
                  "spending_cap",
                  ChoiceSchemas.CAP,
                  "The most that use of meters and overage of credits may cost in a billed period;"
                      + " no cap without one. Use that is reported afterwards is billed above it"
                      + " too, as above a hard limit.")));

  private static final Schema CONSENT =
      Schema.named(
          "OverageConsentInput",
          Schema.object(
              Field.of("action", Schema.text(255), "The action or the meter, or `*` for all."),
              Field.of("granted_by", Schema.name(), "Who agreed."),
              Field.optional(
                  "ceiling",
                  Schema.amount(),
                  "The most that is billed: credits in a calendar month, or what a meter counts in a"
                      + " period of its allowance."),
              Field.optional(
                  "unit", Schema.text(63), "The unit of `ceiling`; a meter's is its name.")));

  private static final Schema CLOCK =
      Schema.named(
          "ClockInput",
          Schema.object(Field.of("to", Schema.time(), "The customer's new time; never back.")));

  /// What is done by the clock, done at once for a customer whose clock was moved.
  @FunctionalInterface
  public interface Catching {
    void upTo(long workspace, UUID customer);
  }

  private static final Duration GRACE_MAX = Duration.ofDays(365);

  private final Acts acts;
  private final PlanReferences plans;
  private final Looking looking;
  private final Catching catching;

  public CustomerActRoutes(Acts acts, PlanReferences plans, Looking looking, Catching catching) {
    this.catching = catching;
    this.acts = acts;
    this.plans = plans;
    this.looking = looking;
  }

  public List<Route> routes() {
    return List.of(
        described(Route.put("/v1/customers/{id}/plan", "changePlan"), "Put a customer on a plan")
            .body(PLAN)
            .answers(200, "The plan, durable.", ChoiceSchemas.PLAN)
            .problems(
                ProblemType.REFERENCE_UNKNOWN,
                ProblemType.INVALID_STATE,
                ProblemType.DOWNGRADE_BELOW_USE,
                ProblemType.NOT_AVAILABLE_ON_PLAN)
            .to(this::plan),
        described(
                Route.put("/v1/customers/{id}/settings", "changeSettings"),
                "Change what a customer chose for itself")
            .body(SETTINGS)
            .answers(200, "The choices, durable.", ChoiceSchemas.SETTINGS)
            .to(this::settings),
        described(
                Route.post("/v1/customers/{id}/overage-consents", "giveOverageConsent"),
                "Record the agreement to be billed beyond credits and allowances")
            .body(CONSENT)
            .answers(201, "The agreement, durable.", ChoiceSchemas.CONSENT)
            .to(request -> consent(request, false)),
        described(
                Route.delete(
                    "/v1/customers/{id}/overage-consents/{action}", "withdrawOverageConsent"),
                "End an agreement to overage")
            .answers(200, "What ended, durable.", ChoiceSchemas.CONSENT)
            .to(request -> consent(request, true)),
        Route.post("/v1/test-clocks/{id}/advance", "advanceTestClock")
            .summary("Move a test customer's clock forward")
            .description(
                "What falls due until then, such as expiries, renewals and invoices, has happened when"
                    + " it is answered. In test mode only.")
            .tag("test clocks")
            .scope(Scope.CLOCKS_WRITE.word())
            .idempotent()
            .body(CLOCK)
            .answers(200, "The clock, durable.", ChoiceSchemas.CLOCK)
            .problems(ProblemType.INVALID_STATE)
            .to(this::advance),
        Route.get("/v1/test-clocks/{id}", "getTestClock")
            .summary("A customer's time")
            .tag("test clocks")
            .scope(Scope.CUSTOMERS_READ.word())
            .answers(200, "The clock.", ChoiceSchemas.CLOCK_NOW)
            .to(request -> {
              var customer = acts.customerInPath(request).id();
              var seen = looking.at(request.caller().workspaceId(), customer);
              return Reply.ok(json ->
                  json.text("customer", PublicId.of(IdKind.CUSTOMER, customer))
                      .text("object", "test_clock")
                      .time("now", seen.now())
                      .flag("frozen", seen.account().testClock().isPresent()));
            }));
  }

  private static Route.Builder described(Route.Builder route, String summary) {
    return route.summary(summary).tag("customers").scope(Scope.CUSTOMERS_WRITE.word()).idempotent();
  }

  private Reply plan(RequestContext request) {
    var known = acts.customerInPath(request);
    var body = request.body();
    var catalog = plans.of(request.caller().workspaceId(), known.id(), body);
    var order = Command.Order.of(Currency.getInstance(known.currency()));
    var command =
        new Command.ChangePlan(Acts.key(request), catalog, body.text("plan"), order, grace(body));
    return acts.submit(request, known.id(), command, 200);
  }

  private static Optional<Duration> grace(Body body) {
    var grace = body.optionalText("grace").flatMap(Lengths::parse);
    if (grace.filter(length -> length.compareTo(GRACE_MAX) > 0).isPresent()) {
      throw Problem.ofFaults(
              List.of(
                  new Fault(
                      "/grace",
                      ProblemType.NUMBER_OUT_OF_RANGE,
                      Map.of("min", new Figure.Count(1), "max", new Figure.Count(365)))))
          .toException();
    }
    return grace;
  }

  private Reply settings(RequestContext request) {
    var customer = acts.customerInPath(request).id();
    var body = request.body();
    var settings =
        new Settings(
            body.optionalFlag("hard_limit"),
            body.optionalDecimal("preventive_block_percent"),
            body.optionalObject("spending_cap").map(CustomerActRoutes::cap));
    return acts.submit(
        request, customer, new Command.ChangeSettings(Acts.key(request), settings), 200);
  }

  private static Money cap(Body cap) {
    var code = cap.text("currency");
    try {
      return new Money(Currency.getInstance(code), cap.decimal("amount"));
    } catch (IllegalArgumentException _) {
      var figures = Map.<String, Figure>of("currency", new Figure.Text(code));
      var fault = new Fault("/spending_cap/currency", ProblemType.CURRENCY_UNKNOWN, figures);
      throw Problem.ofFaults(List.of(fault)).toException();
    }
  }

  private Reply consent(RequestContext request, boolean withdrawn) {
    var customer = acts.customerInPath(request).id();
    if (withdrawn) {
      var ended =
          new Command.GiveConsent(
              Acts.key(request),
              request.path("action"),
              request.caller().keyId(),
              Optional.empty(),
              true);
      return acts.submit(request, customer, ended, 200);
    }
    var body = request.body();
    var ceiling =
        body.has("ceiling")
            ? Optional.of(acts.amounts().ceiling(request.caller().workspaceId(), customer, body))
            : Optional.<Credits>empty();
    var command =
        new Command.GiveConsent(
            Acts.key(request), body.text("action"), body.text("granted_by"), ceiling, false);
    return acts.submit(request, customer, command, 201);
  }

  private Reply advance(RequestContext request) {
    var customer = acts.customerInPath(request).id();
    if (request.caller().mode() != Mode.TEST) {
      throw Problem.of(ProblemType.INVALID_STATE)
          .with("what", "customer")
          .with("state", "live")
          .toException();
    }
    var advance = new Command.AdvanceClock(Acts.key(request), request.body().time("to"));
    var reply = acts.submit(request, customer, advance, 200);
    if (reply instanceof Reply.Content) {
      acts.post(request.caller().workspaceId(), customer);
      catching.upTo(request.caller().workspaceId(), customer);
    }
    return reply;
  }
}

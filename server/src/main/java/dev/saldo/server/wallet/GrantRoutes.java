package dev.saldo.server.wallet;

import dev.saldo.core.account.Command;
import dev.saldo.core.catalog.CreditPack;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.money.Money;
import dev.saldo.server.account.ActSchemas;
import dev.saldo.server.account.Acts;
import dev.saldo.server.account.MoneySchemas;
import dev.saldo.server.account.Owners;
import dev.saldo.server.customer.CustomerDirectory;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The routes that give credits, put grants right and take them back.
public final class GrantRoutes {
  private static final Field CUSTOMER =
      Field.of("customer", Schema.text(255), "The customer's id or external id.");
  private static final Field REASON =
      Field.of("reason", Schema.lines(500), "Why, for whoever reads the ledger.");
  private static final Field WALLET =
      Field.optional(
          "wallet", ActSchemas.WALLET_NAME, "The wallet; the one of the unit by default.");

  private static final Schema PAID =
      Schema.named(
          "PaidInput",
          Schema.object(
              Field.of("amount", Schema.decimal(Schema.Sign.NOT_NEGATIVE), "How much money."),
              Field.of("currency", Schema.matching("[A-Z]{3}", 3), "ISO 4217.")));

  private static final Schema GRANT =
      Schema.named(
          "GrantInput",
          Schema.object(
              CUSTOMER,
              Field.optional(
                  "kind",
                  Schema.choice("purchased", "promotional", "trial"),
                  "Where the credits come from; `purchased` for a pack."),
              Field.optional(
                  "amount", Schema.amount(), "How many credits, unless a pack is named."),
              Field.optional("unit", Schema.text(63), "The unit of `amount`."),
              Field.optional("pack", Schema.text(255), "A credit pack of the customer's catalog."),
              Field.optional("label", Schema.name(), "What it comes from, for people."),
              WALLET,
              Field.optional(
                  "priority",
                  Schema.integer(0, 1_000_000),
                  "Lower is used first; the catalog's burn order by default."),
              Field.optional(
                  "effective_at", Schema.time(), "When it takes effect; now by default."),
              Field.optional(
                  "expires_at",
                  Schema.time(),
                  "When it ends; never by default, unless the catalog says that grants of the kind"
                      + " end with the plan's credits."),
              Field.optional(
                  "expires_in_days",
                  Schema.integer(1, 36_500),
                  "How many days of 24 hours it lives from its effect."),
              Field.optional("paid", PAID, "What was paid for all of it: its cost basis.")));

  private static final Schema TOP_UP =
      Schema.named(
          "TopUpInput",
          Schema.object(
              CUSTOMER,
              Field.of("pack", Schema.text(255), "A credit pack of the customer's catalog."),
              Field.optional(
                  "quantity", Schema.integer(1, 10_000), "How many of it; one by default."),
              Field.optional(
                  "invoice",
                  Schema.choice("now", "next"),
                  "Where it stands, for a customer with a subscription: on an invoice of its own at"
                      + " once, which it does by default, or on that of the current period."),
              WALLET));

  private static final Schema CORRECTION =
      Schema.named(
          "CorrectionInput",
          Schema.object(
              Field.of(
                  "credits", Schema.decimal(Schema.Sign.ANY), "Above zero to add, below to take."),
              Field.optional("unit", Schema.text(63), "The unit of `credits`."),
              REASON));

  private final Acts acts;

  public GrantRoutes(Acts acts) {
    this.acts = acts;
  }

  public List<Route> routes() {
    return List.of(
        route("/v1/grants", "createGrant", "Give credits")
            .body(GRANT)
            .answers(201, "The grant, durable.", MoneySchemas.GRANT)
            .to(this::grant),
        route("/v1/top-ups", "createTopUp", "Sell a credit pack")
            .description(
                "A purchased grant of the pack's credits, with its price as cost basis; on an"
                    + " invoice where the customer has a subscription.")
            .body(TOP_UP)
            .answers(201, "The grant, durable.", MoneySchemas.GRANT)
            .to(this::topUp),
        route("/v1/grants/{id}/revoke", "revokeGrant", "Take back what is left of a grant")
            .body(Schema.named("RevocationInput", Schema.object(REASON)))
            .answers(201, "The correction, durable.", MoneySchemas.CORRECTION)
            .to(request -> {
              var grant = Acts.idInPath(request, IdKind.GRANT);
              var customer = acts.owner(request, Owners.Kind.GRANT, grant);
              var reason = request.body().text("reason");
              return acts.submit(
                  request,
                  customer,
                  new Command.RevokeGrant(Acts.key(request), grant, reason),
                  201);
            }),
        route("/v1/grants/{id}/corrections", "correctGrant", "Put a grant right by hand")
            .body(CORRECTION)
            .answers(201, "The correction, durable.", MoneySchemas.CORRECTION)
            .problems(ProblemType.EXCEEDS_ORIGINAL)
            .to(this::correct));
  }

  private static Route.Builder route(String path, String operationId, String summary) {
    return Route.post(path, operationId)
        .summary(summary)
        .tag("grants")
        .scope(Scope.GRANTS_WRITE.word())
        .idempotent()
        .problems(
            ProblemType.INVALID_STATE,
            ProblemType.CURRENCY_MISMATCH,
            ProblemType.CURRENCY_UNKNOWN,
            ProblemType.REFERENCE_UNKNOWN);
  }

  private Reply grant(RequestContext request) {
    var body = request.body();
    var known = acts.customer(request, body.text("customer"));
    var customer = known.id();
    var workspace = request.caller().workspaceId();
    var pack = body.optionalText("pack").map(name -> pack(workspace, customer, name));
    if (pack.isPresent() == body.has("amount")) {
      throw fault("/amount", ProblemType.VALIDATION_FAILED, Map.of());
    }
    var amount =
        pack.map(CreditPack::credits)
            .orElseGet(() -> acts.amounts().of(workspace, customer, body, "amount"));
    var kind = kind(body, pack.isPresent());
    var priority = body.optionalInteger("priority");
    var command =
        new Command.GiveCredits(
            Acts.key(request),
            kind,
            body.optionalText("label")
                .or(() -> pack.map(CreditPack::title))
                .orElseGet(() -> kind.name().toLowerCase(Locale.ROOT)),
            amount,
            body.optionalText("wallet"),
            priority.isPresent() ? Optional.of((int) priority.getAsLong()) : Optional.empty(),
            body.optionalTime("effective_at"),
            expiry(body).or(() -> pack.flatMap(GrantRoutes::life)),
            paid(body).or(() -> pack.map(one -> price(one, known))));
    return acts.submit(request, customer, command, 201);
  }

  private static GrantKind kind(Body body, boolean isPack) {
    return body.optionalText("kind")
        .map(word -> GrantKind.valueOf(word.toUpperCase(Locale.ROOT)))
        .or(() -> isPack ? Optional.of(GrantKind.PURCHASED) : Optional.empty())
        .orElseThrow(() ->
            fault("/kind", ProblemType.FIELD_REQUIRED, Map.of("field", new Figure.Text("kind"))));
  }

  /// What a pack costs in the customer's currency; a pack that is sold in one alone costs that.
  private static Money price(CreditPack pack, CustomerDirectory.Known customer) {
    var only = pack.price().by().values();
    return pack.price()
        .in(Currency.getInstance(customer.currency()))
        .or(() -> only.size() == 1 ? only.stream().findFirst() : Optional.empty())
        .orElseThrow(() ->
            fault(
                "/pack",
                ProblemType.CURRENCY_MISMATCH,
                Map.of("currency", new Figure.Text(customer.currency()))));
  }

  private Reply topUp(RequestContext request) {
    var body = request.body();
    var known = acts.customer(request, body.text("customer"));
    var isNext = body.optionalText("invoice").filter("next"::equals).isPresent();
    var command =
        new Command.BuyPack(
            Acts.key(request),
            body.text("pack"),
            (int) body.optionalInteger("quantity").orElse(1),
            body.optionalText("wallet"),
            isNext ? Command.Collect.NEXT_INVOICE : Command.Collect.NOW,
            Optional.of(Currency.getInstance(known.currency())));
    return acts.submit(request, known.id(), command, 201);
  }

  private Reply correct(RequestContext request) {
    var grant = Acts.idInPath(request, IdKind.GRANT);
    var customer = acts.owner(request, Owners.Kind.GRANT, grant);
    var body = request.body();
    var amount = acts.amounts().of(request.caller().workspaceId(), customer, body, "credits");
    if (amount.isZero()) {
      throw fault("/credits", ProblemType.AMOUNT_NOT_POSITIVE, Map.of());
    }
    return acts.submit(
        request,
        customer,
        new Command.Correct(Acts.key(request), grant, amount, body.text("reason")),
        201);
  }

  private CreditPack pack(long workspace, UUID customer, String name) {
    var catalog =
        acts.catalogs()
            .of(workspace, customer)
            .orElseThrow(() ->
                Problem.of(ProblemType.INVALID_STATE)
                    .with("what", "customer")
                    .with("state", "not_subscribed")
                    .toException());
    return Optional.ofNullable(catalog.packs().get(name))
        .orElseThrow(() ->
            fault(
                "/pack",
                ProblemType.REFERENCE_UNKNOWN,
                Map.of("kind", new Figure.Text("pack"), "value", new Figure.Text(name))));
  }

  private static Optional<Command.Expiry> life(CreditPack pack) {
    return pack.livesFor().map(Command.Expiry.After::new);
  }

  private static Optional<Command.Expiry> expiry(Body body) {
    var days = body.optionalInteger("expires_in_days");
    if (days.isPresent()) {
      if (body.has("expires_at")) {
        throw fault("/expires_at", ProblemType.VALIDATION_FAILED, Map.of());
      }
      return Optional.of(new Command.Expiry.After(Duration.ofDays(days.getAsLong())));
    }
    return body.optionalTime("expires_at").map(Command.Expiry.At::new);
  }

  private static Optional<Money> paid(Body body) {
    return body.optionalObject("paid")
        .map(paid -> new Money(currency(paid.text("currency")), paid.decimal("amount")));
  }

  private static Currency currency(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException _) {
      throw fault(
          "/paid/currency",
          ProblemType.CURRENCY_UNKNOWN,
          Map.of("currency", new Figure.Text(code)));
    }
  }

  private static ProblemException fault(
      String pointer, ProblemType type, Map<String, Figure> figures) {
    return Problem.ofFaults(List.of(new Fault(pointer, type, figures))).toException();
  }
}

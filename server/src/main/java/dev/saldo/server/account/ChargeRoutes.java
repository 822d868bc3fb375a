package dev.saldo.server.account;

import dev.saldo.core.account.Command;
import dev.saldo.core.money.Credits;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.receipt.JournalReads;
import java.util.List;

/// The routes of charges: ask and pay in one step, look at it, give it back.
public final class ChargeRoutes {
  /// What an act may be refused with.
  static final ProblemType[] ACT_PROBLEMS = {
    ProblemType.ITEM_TOO_LARGE,
    ProblemType.FEATURE_NOT_INCLUDED,
    ProblemType.QUOTA_EXCEEDED,
    ProblemType.RATE_LIMITED,
    ProblemType.BUDGET_EXCEEDED,
    ProblemType.DEBT_OUTSTANDING,
    ProblemType.PREVENTIVE_BLOCK,
    ProblemType.INSUFFICIENT_CREDITS,
    ProblemType.TEMPORARILY_RESERVED,
    ProblemType.OVERAGE_CEILING_REACHED,
    ProblemType.SPENDING_CAP_REACHED,
    ProblemType.CONFIRMATION_REQUIRED,
    ProblemType.INVALID_STATE,
    ProblemType.REFERENCE_UNKNOWN,
    ProblemType.NOT_AVAILABLE_ON_PLAN,
    ProblemType.CURRENCY_MISMATCH,
    ProblemType.CURRENCY_UNKNOWN
  };

  private static final Schema REFUND =
      Schema.named(
          "RefundInput",
          Schema.object(
              Field.optional("credits", Schema.amount(), "How much; all that is left by default."),
              Field.optional("unit", Schema.text(63), "The unit of `credits`."),
              Field.of("reason", Schema.lines(500), "Why, for whoever reads the receipt.")));

  private final Acts acts;
  private final JournalReads journal;

  public ChargeRoutes(Acts acts, JournalReads journal) {
    this.acts = acts;
    this.journal = journal;
  }

  public List<Route> routes() {
    return List.of(create(), read(), refund());
  }

  private Route create() {
    return Route.post("/v1/charges", "createCharge")
        .summary("Ask and pay in one step")
        .description(
            "Decides size, feature, quotas, rates, budgets and credits in one atomic step, and takes"
                + " the credits. A refusal changes nothing and binds no idempotency key.")
        .tag("charges")
        .scope(Scope.CHARGES_WRITE.word())
        .idempotent()
        .body(ActSchemas.CHARGE)
        .answers(201, "The charge, durable.", AnswerSchemas.CHARGE)
        .problems(ACT_PROBLEMS)
        .to(this::charge);
  }

  private Reply charge(RequestContext request) {
    var body = request.body();
    var customer = acts.customer(request, body.text("customer")).id();
    var act = acts.reader().act(request.caller(), customer, body, true);
    var command =
        new Command.Charge(
            Acts.key(request), act, acts.isConfirmed(request, customer), Acts.mayOverride(request));
    return acts.submit(request, customer, command, 201);
  }

  private Route read() {
    return Route.get("/v1/charges/{id}", "getCharge")
        .summary("One charge")
        .tag("charges")
        .scope(Scope.CHARGES_READ.word())
        .answers(200, "The charge.", AnswerSchemas.CHARGE)
        .to(request -> {
          var id = ActReader.charge(request.path("id"));
          var line =
              journal
                  .find(request.caller().workspaceId(), id)
                  .filter(found -> JournalReads.CHARGES.contains(found.kind()))
                  .orElseThrow(Acts::absent);
          acts.allow(request, line.customer());
          return Reply.bytes(200, "application/json", Bodies.of(line.customer(), line.answer()));
        });
  }

  private Route refund() {
    return Route.post("/v1/charges/{id}/refunds", "refundCharge")
        .summary("Give back a charge, or a part of it")
        .description(
            "Restores the same grants. What belongs to an expired grant comes back as a new grant for"
                + " a short time, or is gone, as the catalog says.")
        .tag("charges")
        .scope(Scope.REFUNDS_WRITE.word())
        .idempotent()
        .body(REFUND)
        .answers(201, "The refund, durable.", MoneySchemas.REFUND)
        .problems(
            ProblemType.EXCEEDS_ORIGINAL,
            ProblemType.INVALID_STATE,
            ProblemType.CURRENCY_MISMATCH,
            ProblemType.CURRENCY_UNKNOWN)
        .to(this::refund);
  }

  private Reply refund(RequestContext request) {
    var charge = ActReader.charge(request.path("id"));
    var customer = acts.owner(request, Owners.Kind.ACT, charge);
    var body = request.body();
    var amount =
        body.has("credits")
            ? java.util.Optional.of(
                acts.amounts().of(request.caller().workspaceId(), customer, body, "credits"))
            : java.util.Optional.<Credits>empty();
    var command = new Command.Refund(Acts.key(request), charge, amount, body.text("reason"));
    return acts.submit(request, customer, command, 201);
  }
}

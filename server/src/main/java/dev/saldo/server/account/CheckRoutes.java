package dev.saldo.server.account;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Outcome;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.server.http.ProblemJson;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.receipt.StoryJson;
import java.util.List;

/// The route that says what would happen; nothing changes, and nothing is promised for later.
public final class CheckRoutes {
  private static final Schema CHECKED =
      Schema.named(
          "Check",
          Schema.object(
              Field.of("allowed", Schema.flag(), "Whether the act would pass now."),
              Field.of("customer", Schema.text(80), "The customer."),
              Field.of("checked_at", Schema.time(), "The customer's time of the look."),
              Field.optional("charge", AnswerSchemas.CHECKED, "What the charge would say."),
              Field.optional("problem", Schema.any(), "What it would be refused with.")));

  private final Acts acts;
  private final Looking looking;
  private final ProblemJson problems;

  public CheckRoutes(Acts acts, Looking looking, ProblemJson problems) {
    this.acts = acts;
    this.looking = looking;
    this.problems = problems;
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/check", "checkAct")
            .summary("What would a charge say now")
            .description("Decides on the current state without writing. Refusals come as 200 too.")
            .tag("charges")
            .scope(Scope.CHARGES_READ.word())
            .body(ActSchemas.CHECK)
            .answers(200, "What would happen.", CHECKED)
            .to(this::check));
  }

  private Reply check(RequestContext request) {
    var body = request.body();
    var workspace = request.caller().workspaceId();
    var customer = acts.customer(request, body.text("customer")).id();
    var act = acts.reader().act(request.caller(), customer, body, true);
    var id = looking.newId();
    var key = new Command.Key("", "check:" + id, ChainHash.NONE);
    var charge = new Command.Charge(key, act, false, Acts.mayOverride(request));
    var seen = looking.at(workspace, customer, List.of(charge));
    return Reply.ok(json -> {
      json.text(
          "customer",
          dev.saldo.server.id.PublicId.of(dev.saldo.server.id.IdKind.CUSTOMER, customer));
      json.time("checked_at", seen.now());
      switch (seen.run().outcomes().getFirst()) {
        case Outcome.Accepted(var _, var answer, var _) -> {
          json.flag("allowed", true);
          if (answer instanceof Answer.Charged charged) {
            json.object("charge", inside -> StoryJson.write(inside, charged.story()));
          }
        }
        case Outcome.Refused(var refusal) -> {
          json.flag("allowed", false);
          var problem = acts.problem(workspace, customer, refusal);
          json.object(
              "problem",
              inside -> problems.write(inside, problem, request.language(), request.requestId()));
        }
        case Outcome.Repeated _ -> throw new IllegalStateException("a fresh key was taken");
      }
    });
  }
}

package dev.saldo.server.limit;

import dev.saldo.core.account.Command;
import dev.saldo.core.limit.Budget;
import dev.saldo.server.account.Acts;
import dev.saldo.server.account.Looking;
import dev.saldo.server.account.Owners;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.ProblemType;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// The routes of budgets inside a customer.
public final class BudgetRoutes {
  private final Acts acts;
  private final Looking looking;

  public BudgetRoutes(Acts acts, Looking looking) {
    this.acts = acts;
    this.looking = looking;
  }

  public List<Route> routes() {
    return List.of(
        changing(Route.post("/v1/budgets", "createBudget"), "Set a ceiling inside a customer")
            .body(BudgetBodies.NEW)
            .answers(201, "The budget, durable.", BudgetBodies.BUDGET)
            .to(this::create),
        Route.get("/v1/budgets", "listBudgets")
            .summary("A customer's budgets as they stand")
            .tag("budgets")
            .scope(Scope.BUDGETS_READ.word())
            .query(Field.of("customer", Schema.text(255), "The customer's id or external id."))
            .paged("id")
            .answersPage("The budgets.", BudgetBodies.BUDGET)
            .to(this::list),
        Route.get("/v1/budgets/{id}", "getBudget")
            .summary("One budget as it stands")
            .tag("budgets")
            .scope(Scope.BUDGETS_READ.word())
            .answers(200, "The budget.", BudgetBodies.BUDGET)
            .to(this::read),
        changing(Route.put("/v1/budgets/{id}", "replaceBudget"), "Replace a budget")
            .description(
                "What was used in its period stays used; with another cadence it counts from zero.")
            .body(BudgetBodies.CHANGED)
            .answers(200, "The budget, durable.", BudgetBodies.BUDGET)
            .to(this::replace),
        changing(Route.delete("/v1/budgets/{id}", "deleteBudget"), "Take a budget away")
            .answers(200, "What was taken away.", BudgetBodies.REMOVED)
            .to(this::remove));
  }

  private static Route.Builder changing(Route.Builder route, String summary) {
    return route
        .summary(summary)
        .tag("budgets")
        .scope(Scope.BUDGETS_WRITE.word())
        .idempotent()
        .problems(
            ProblemType.INVALID_STATE, ProblemType.CURRENCY_MISMATCH, ProblemType.CURRENCY_UNKNOWN);
  }

  private Reply create(RequestContext request) {
    var customer = acts.customer(request, request.body().text("customer")).id();
    return set(request, customer, looking.newId(), 201);
  }

  private Reply replace(RequestContext request) {
    var id = Acts.idInPath(request, IdKind.BUDGET);
    var customer = acts.owner(request, Owners.Kind.BUDGET, id);
    find(request, customer, id);
    return set(request, customer, id, 200);
  }

  private Reply set(RequestContext request, UUID customer, UUID id, int status) {
    var workspace = request.caller().workspaceId();
    var budget = BudgetBodies.read(acts, workspace, customer, id, request.body());
    return acts.submit(request, customer, new Command.SetBudget(Acts.key(request), budget), status);
  }

  private Reply remove(RequestContext request) {
    var id = Acts.idInPath(request, IdKind.BUDGET);
    var customer = acts.owner(request, Owners.Kind.BUDGET, id);
    return acts.submit(request, customer, new Command.RemoveBudget(Acts.key(request), id), 200);
  }

  private Reply list(RequestContext request) {
    var customer = acts.customer(request, request.query().text("customer")).id();
    var paging = request.paging();
    var after = paging.after().map(UUID::fromString);
    var seen = looking.at(request.caller().workspaceId(), customer);
    var budgets =
        seen.account().budgets().stream()
            .sorted(Comparator.comparing(Budget::id))
            .filter(budget -> after.filter(last -> budget.id().compareTo(last) <= 0).isEmpty())
            .limit(paging.limit() + 1L)
            .toList();
    return request.page(
        budgets,
        budget -> budget.id().toString(),
        (json, budget) -> write(json, customer, seen, budget));
  }

  private Reply read(RequestContext request) {
    var id = Acts.idInPath(request, IdKind.BUDGET);
    var customer = acts.owner(request, Owners.Kind.BUDGET, id);
    var seen = looking.at(request.caller().workspaceId(), customer);
    var budget = find(seen, id);
    return Reply.ok(json -> write(json, customer, seen, budget));
  }

  private void find(RequestContext request, UUID customer, UUID id) {
    find(looking.at(request.caller().workspaceId(), customer), id);
  }

  private static Budget find(Looking.Seen seen, UUID id) {
    return seen.account().budgets().stream()
        .filter(budget -> budget.id().equals(id))
        .findFirst()
        .orElseThrow(Acts::absent);
  }

  private static void write(JsonWriter json, UUID customer, Looking.Seen seen, Budget budget) {
    json.text("customer", PublicId.of(IdKind.CUSTOMER, customer))
        .text("id", PublicId.of(IdKind.BUDGET, budget.id()))
        .text("object", "budget");
    Standing.budget(json, seen.account(), budget, seen.now());
  }
}

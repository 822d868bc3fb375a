package dev.saldo.server.subscription;

import dev.saldo.core.account.Command;
import dev.saldo.core.account.Term;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.server.account.Acts;
import dev.saldo.server.account.ChoiceSchemas;
import dev.saldo.server.account.Looking;
import dev.saldo.server.account.Owners;
import dev.saldo.server.account.PlanReferences;
import dev.saldo.server.http.Handler;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.invoice.Preview;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.server.receipt.SubscriptionJson;
import dev.saldo.store.receipt.JournalReads;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The routes of subscriptions.
public final class SubscriptionRoutes {
  private final Acts acts;
  private final Looking looking;
  private final PlanReferences plans;
  private final JournalReads journal;
  private final Preview invoices;

  public SubscriptionRoutes(
      Acts acts, Looking looking, PlanReferences plans, JournalReads journal, Preview invoices) {
    this.acts = acts;
    this.looking = looking;
    this.plans = plans;
    this.journal = journal;
    this.invoices = invoices;
  }

  public List<Route> routes() {
    return List.of(
        changing("/v1/subscriptions", "createSubscription", "Begin a subscription")
            .description(
                "The fees of the first month, or year, are charged at once. What is used is billed"
                    + " after each month, of a subscription by the year too. A plan that costs"
                    + " nothing has no subscription: the customer is on it all the same.")
            .body(SubscriptionSchemas.NEW)
            .answers(201, "The plan with its subscription, durable.", ChoiceSchemas.PLAN)
            .to(this::create),
        Route.get("/v1/subscriptions", "listSubscriptions")
            .summary("A customer's subscription as it stands")
            .tag("subscriptions")
            .scope(Scope.SUBSCRIPTIONS_READ.word())
            .query(Field.of("customer", Schema.text(255), "The customer's id or external id."))
            .paged("id")
            .answersPage("The subscription; none before the first.", SubscriptionSchemas.LISTED)
            .to(this::list),
        Route.get("/v1/subscriptions/{id}", "getSubscription")
            .summary("One subscription as it stands")
            .description("The one that a customer has or had last.")
            .tag("subscriptions")
            .scope(Scope.SUBSCRIPTIONS_READ.word())
            .answers(200, "The subscription.", SubscriptionSchemas.LISTED)
            .to(this::read),
        changing("/v1/subscriptions/{id}/change", "changeSubscription", "Change a subscription")
            .description(
                "What isn't named stays as it is. In the middle of the interval that is paid for, a"
                    + " month or a year, the rest of it is given back at the old price and charged"
                    + " at the new one, by the second. With `period_end` it takes effect when that"
                    + " interval ends.")
            .body(SubscriptionSchemas.CHANGE)
            .answers(200, "What changed, durable.", ChoiceSchemas.SUBSCRIPTION_CHANGE)
            .to(this::change),
        changing("/v1/subscriptions/{id}/cancel", "cancelSubscription", "End a subscription")
            .description(
                "It ends with the interval that is paid for, so that nobody loses what was paid:"
                    + " who cancels a subscription by the year keeps the plan until the year is"
                    + " over, and what is used until then is billed by the month. Or at once, with"
                    + " `now`.")
            .optionalBody(SubscriptionSchemas.CANCEL)
            .answers(200, "What changed, durable.", ChoiceSchemas.SUBSCRIPTION_CHANGE)
            .to(acting(request -> end(request, Acts.key(request)))),
        changing("/v1/subscriptions/{id}/pause", "pauseSubscription", "Pause a subscription")
            .description("Until it is resumed there is no plan, and nothing is charged.")
            .optionalBody(SubscriptionSchemas.PAUSE)
            .answers(200, "What changed, durable.", ChoiceSchemas.SUBSCRIPTION_CHANGE)
            .to(
                acting(
                    request -> new Command.PauseSubscription(Acts.key(request), refund(request)))),
        changing("/v1/subscriptions/{id}/resume", "resumeSubscription", "Resume a subscription")
            .description(
                "A new period begins, and with it a month or year of fees that is charged at once.")
            .optionalBody(SubscriptionSchemas.NOTHING)
            .answers(200, "What changed, durable.", ChoiceSchemas.SUBSCRIPTION_CHANGE)
            .to(acting(request -> new Command.ResumeSubscription(Acts.key(request)))),
        changing(
                "/v1/subscriptions/{id}/undo",
                "undoSubscriptionChange",
                "Take back what is arranged for the end of what is paid for")
            .optionalBody(SubscriptionSchemas.NOTHING)
            .answers(200, "What changed, durable.", ChoiceSchemas.SUBSCRIPTION_CHANGE)
            .to(acting(request -> new Command.UndoArranged(Acts.key(request)))),
        changing("/v1/subscriptions/{id}/coupons", "redeemCoupon", "Redeem a coupon")
            .description(
                "It discounts the fees to come, those of the next month or year first. Of a"
                    + " subscription by the year, each of its periods is a year.")
            .body(SubscriptionSchemas.COUPON)
            .answers(200, "What changed, durable.", ChoiceSchemas.SUBSCRIPTION_CHANGE)
            .to(
                acting(request ->
                    new Command.RedeemCoupon(Acts.key(request), request.body().text("code")))),
        Route.post("/v1/subscriptions/{id}/preview", "previewSubscriptionChange")
            .summary("What a change or an end would cost")
            .description(
                "The lines that the same request would bring about, and the invoices they would"
                    + " stand on, with tax and totals, as they would be issued; nothing is written."
                    + " One that isn't due at once is shown as at the end of the period, with what"
                    + " is used by now and the fees of the next.")
            .tag("subscriptions")
            .scope(Scope.SUBSCRIPTIONS_READ.word())
            .body(SubscriptionSchemas.PREVIEW)
            .answers(200, "The lines.", SubscriptionSchemas.PREVIEWED)
            .problems(
                ProblemType.INVALID_STATE,
                ProblemType.REFERENCE_UNKNOWN,
                ProblemType.NOT_AVAILABLE_ON_PLAN)
            .to(this::preview));
  }

  private static Route.Builder changing(String path, String operationId, String summary) {
    return Route.post(path, operationId)
        .summary(summary)
        .tag("subscriptions")
        .scope(Scope.SUBSCRIPTIONS_WRITE.word())
        .idempotent()
        .problems(
            ProblemType.INVALID_STATE,
            ProblemType.REFERENCE_UNKNOWN,
            ProblemType.CURRENCY_UNKNOWN,
            ProblemType.NOT_AVAILABLE_ON_PLAN);
  }

  private Reply create(RequestContext request) {
    var body = request.body();
    var known = acts.customer(request, body.text("customer"));
    var workspace = request.caller().workspaceId();
    var catalog = plans.of(workspace, known.id(), body);
    var own = Currency.getInstance(known.currency());
    var sold = looking.catalogs().of(workspace).catalog(catalog).sale();
    mayNegotiate(request);
    var negotiated =
        SubscriptionBodies.currency(body)
            .orElse(sold.currencies().contains(own) ? own : sold.currency());
    var order = SubscriptionBodies.order(body, Optional.of(own), negotiated);
    var command = new Command.ChangePlan(Acts.key(request), catalog, body.text("plan"), order);
    return acts.submit(request, known.id(), command, 201);
  }

  /// A key that is bound to a customer doesn't set that customer's prices, nor what a change costs.
  private static void mayNegotiate(RequestContext request) {
    var body = request.body().json();
    var asks =
        body.find("overrides") != null
            || body.find("invoice") instanceof Json.Text(var word) && word.equals("none");
    if (asks) {
      request.requireUnbound(Scope.SUBSCRIPTIONS_WRITE.word());
    }
  }

  private Reply change(RequestContext request) {
    mayNegotiate(request);
    var found = acted(request);
    var command = change(request, found, Acts.key(request));
    return acts.submit(request, found.customer(), command, 200);
  }

  private Command change(RequestContext request, Found found, Command.Key key) {
    var body = request.body();
    var workspace = request.caller().workspaceId();
    var isAnother = body.has("plan") || body.has("catalog") || body.has("version");
    var catalog = isAnother ? plans.of(workspace, found.customer(), body) : found.term().catalog();
    var plan = body.optionalText("plan").orElse(found.term().plan());
    var order = SubscriptionBodies.change(body, found.subscription().currency());
    return new Command.ChangePlan(key, catalog, plan, order);
  }

  private static Command end(RequestContext request, Command.Key key) {
    return new Command.EndSubscription(
        key, SubscriptionBodies.when(request.body(), Command.When.PERIOD_END), refund(request));
  }

  /// Whether what is left of fees is given back, which a key that is bound to a customer can't ask.
  private static boolean refund(RequestContext request) {
    var refund = SubscriptionBodies.refund(request.body());
    if (refund) {
      request.requireUnbound(Scope.SUBSCRIPTIONS_WRITE.word());
    }
    return refund;
  }

  private Handler acting(Function<RequestContext, Command> command) {
    return request -> acts.submit(request, acted(request).customer(), command.apply(request), 200);
  }

  private Reply preview(RequestContext request) {
    var found = find(request);
    var key = ChangePreview.KEY;
    var isEnd = request.body().optionalText("what").orElse("change").equals("cancel");
    var command = isEnd ? end(request, key) : change(request, found, key);
    var workspace = request.caller().workspaceId();
    var preview = new ChangePreview(looking, invoices, workspace, found.customer()).of(command);
    return switch (preview) {
      case ChangePreview.Result.Lines lines -> Reply.ok(json -> lines.write(json));
      case ChangePreview.Result.No(var refusal) ->
          Reply.problem(acts.problem(workspace, found.customer(), refusal));
    };
  }

  private Reply list(RequestContext request) {
    var customer = acts.customer(request, request.query().text("customer")).id();
    var after = request.paging().after();
    var found =
        find(request, customer).stream()
            .filter(one -> after.filter(one.id()::equals).isEmpty())
            .toList();
    return request.page(found, Found::id, SubscriptionRoutes::write);
  }

  private Reply read(RequestContext request) {
    var found = find(request);
    return Reply.ok(json -> write(json, found));
  }

  /// A subscription with whose it is.
  private record Found(UUID customer, Subscription subscription, Term term) {
    String id() {
      return PublicId.of(IdKind.SUBSCRIPTION, subscription.id());
    }

    /// Whether it is the one in the path.
    boolean isIn(RequestContext request) {
      return subscription.id().equals(Acts.idInPath(request, IdKind.SUBSCRIPTION));
    }
  }

  private Found find(RequestContext request) {
    return latest(request).filter(found -> found.isIn(request)).orElseThrow(Acts::absent);
  }

  /// What a request acts on. A key that is bound already is answered as it was, whatever has taken
  /// the subscription's place since; with it the one of now stands for the other.
  private Found acted(RequestContext request) {
    var workspace = request.caller().workspaceId();
    var key = Acts.key(request).keyName();
    return latest(request)
        .filter(found -> found.isIn(request) || journal.isBound(workspace, found.customer(), key))
        .orElseThrow(Acts::absent);
  }

  /// The subscription that the owner of the one in the path has, or had last.
  private Optional<Found> latest(RequestContext request) {
    var id = Acts.idInPath(request, IdKind.SUBSCRIPTION);
    return find(request, acts.owner(request, Owners.Kind.SUBSCRIPTION, id));
  }

  private Optional<Found> find(RequestContext request, UUID customer) {
    var account = looking.at(request.caller().workspaceId(), customer).account();
    return account
        .subscription()
        .map(one -> new Found(customer, one, account.latestTerm().orElseThrow()));
  }

  private static void write(JsonWriter json, Found found) {
    json.text("customer", PublicId.of(IdKind.CUSTOMER, found.customer()));
    SubscriptionJson.write(json, found.subscription(), found.term());
  }
}

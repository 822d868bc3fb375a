package dev.saldo.server.subscription;

import dev.saldo.core.account.Quoting;
import dev.saldo.core.account.Quoting.Quoted;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.money.Credits;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.Overrides;
import dev.saldo.core.subscription.Quote;
import dev.saldo.server.account.PlanReferences;
import dev.saldo.server.account.RefusalProblems;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The route of quotes: what plans would cost somebody, a customer or not, and how far credits go.
public final class QuoteRoutes {
  private final PlanReferences references;
  private final CatalogCache catalogs;
  private final InstantSource clock;

  public QuoteRoutes(PlanReferences references, CatalogCache catalogs, InstantSource clock) {
    this.references = references;
    this.catalogs = catalogs;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/quotes", "createQuote")
            .summary("What a plan with some use would cost, and how far credits go")
            .description(
                "By the rules that charge and bill it, with fees that are paid once. Nothing is"
                    + " stored. Use is taken to be even over the period; of a year it is that of the"
                    + " whole year, and each month of it is billed by itself. Actions are paid for by"
                    + " the plan's credits, then by packs or overage, whichever is cheaper; what"
                    + " is left of a pack lasts as long as it lives. A preventive block isn't"
                    + " counted on.")
            .tag("subscriptions")
            .scope(Scope.CATALOGS_READ.word())
            .body(QuoteSchemas.INPUT)
            .answers(200, "The lines, and how the plans compare.", QuoteSchemas.QUOTE)
            .problems(
                ProblemType.REFERENCE_UNKNOWN,
                ProblemType.CURRENCY_UNKNOWN,
                ProblemType.ITEM_TOO_LARGE,
                ProblemType.NOT_AVAILABLE_ON_PLAN)
            .to(this::quote));
  }

  private Reply quote(RequestContext request) {
    var body = request.body();
    var workspace = request.caller().workspaceId();
    var ofWorkspace = catalogs.of(workspace);
    var catalog = ofWorkspace.catalog(references.of(workspace, body));
    var asked = asked(catalog, body);
    var worth = worth(catalog, body);
    return switch (Quoting.of(catalog, ofWorkspace.rating(catalog.reference()), asked)) {
      case Quoting.Result.Wrong(var refusal) -> Reply.problem(problem(refusal));
      case Quoting.Result.Ready(var quoting) ->
          reply(request, new QuoteJson(catalog, asked, quoting, Optional.empty(), worth));
    };
  }

  private Reply reply(RequestContext request, QuoteJson quote) {
    var quoting = quote.quoting();
    var named = request.body().optionalText("plan");
    if (named.isEmpty()) {
      var all = quoting.all();
      return reply(request, quote, Quoting.cheapest(all), all);
    }
    var plan =
        quote.catalog().plan(named.get()).orElseThrow(() -> unknown("/plan", "plan", named.get()));
    return switch (quoting.of(plan)) {
      case Quoted.Offered offered -> reply(request, quote, Optional.of(offered), List.of());
      case Quoted.Not not ->
          isFault(not.why())
              ? Reply.problem(problem(not.why()))
              : reply(request, quote, Optional.empty(), List.of(not));
    };
  }

  /// Whether a request asks for what it can't: otherwise it is as it should be, and the plan just
  /// doesn't serve so much.
  private static boolean isFault(Refusal why) {
    return why instanceof Refusal.Unacceptable || why instanceof Refusal.NotAvailableOnPlan;
  }

  private Reply reply(
      RequestContext request, QuoteJson quote, Optional<Quoted.Offered> chosen, List<Quoted> all) {
    var whole =
        new QuoteJson(quote.catalog(), quote.asked(), quote.quoting(), chosen, quote.worth());
    return Reply.ok(json -> {
      whole.write(json);
      if (!all.isEmpty()) {
        json.objects("plans", all, (inside, one) -> compared(request, inside, one));
      }
    });
  }

  private Quoting.Asked asked(Catalog catalog, Body body) {
    var interval =
        body.optionalText("interval")
            .map(word -> Interval.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(Interval.MONTH);
    var usage = QuotedUsage.read(body);
    for (var meter : usage.keySet()) {
      if (!catalog.meters().containsKey(meter)) {
        throw unknown("/usage/" + meter, "meter", meter);
      }
    }
    return new Quoting.Asked(
        items(catalog, body),
        interval,
        SubscriptionBodies.currency(body).orElse(catalog.sale().currency()),
        Quote.period(interval, clock.instant()),
        usage,
        QuotedActions.read(body),
        QuotedActions.resources(body, catalog),
        QuotedActions.features(body, catalog));
  }

  private static Items items(Catalog catalog, Body body) {
    var products = SubscriptionBodies.counts(body);
    for (var name : products.keySet()) {
      if (catalog.sale().product(name).isEmpty()) {
        throw unknown("/products/" + name, "product", name);
      }
    }
    var commitment = body.optionalText("commitment");
    commitment
        .filter(name -> catalog.sale().commitment(name).isEmpty())
        .ifPresent(name -> {
          throw unknown("/commitment", "commitment", name);
        });
    var seats = (int) body.optionalInteger("seats").orElse(1);
    return new Items(seats, products, Overrides.NONE, commitment);
  }

  /// Credits whose worth is asked for.
  private static Optional<Credits> worth(Catalog catalog, Body body) {
    var named = body.optionalText("unit");
    var unit =
        named
            .map(name ->
                Optional.ofNullable(catalog.units().get(name))
                    .map(terms -> terms.unit())
                    .orElseThrow(() -> unknown("/unit", "unit", name)))
            .or(catalog::defaultUnit);
    return body.optionalDecimal("credits")
        .map(amount ->
            new Credits(unit.orElseThrow(() -> unknown("/credits", "unit", "credit")), amount));
  }

  private void compared(RequestContext request, JsonWriter json, Quoted one) {
    json.text("plan", one.plan().name()).text("title", one.plan().title());
    switch (one) {
      case Quoted.Offered offered -> json.decimal("total", offered.total().amount());
      case Quoted.Not(var _, var why) ->
          json.object("why_not", inside -> request.writeProblem(inside, problem(why)));
    }
  }

  private Problem problem(Refusal why) {
    return RefusalProblems.of(why, clock.instant(), Optional.empty());
  }

  static ProblemException unknown(String pointer, String kind, String value) {
    return SubscriptionBodies.fault(
        pointer,
        ProblemType.REFERENCE_UNKNOWN,
        Map.of("kind", new Figure.Text(kind), "value", new Figure.Text(value)));
  }
}

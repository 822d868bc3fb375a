package dev.saldo.server.subscription;

import dev.saldo.core.account.Quoting;
import dev.saldo.core.account.Quoting.Quoted;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.Overrides;
import dev.saldo.core.subscription.Quote;
import dev.saldo.server.account.ChoiceSchemas;
import dev.saldo.server.account.PlanReferences;
import dev.saldo.server.account.RefusalProblems;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.server.receipt.AnswerParts;
import dev.saldo.server.receipt.SubscriptionJson;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The route of quotes: what plans would cost somebody, a customer or not.
public final class QuoteRoutes {
  private static final Schema NAME = Schema.text(255);
  private static final Schema TOTAL = Schema.decimal(Schema.Sign.ANY);

  private static final Schema INPUT =
      Schema.named(
          "QuoteInput",
          Schema.object(
              Field.optional("catalog", NAME, "The catalog; the only one by default."),
              Field.optional(
                  "version", Schema.integer(1, 1_000_000), "Its version; the latest by default."),
              Field.optional("plan", NAME, "The plan; all of them are compared without one."),
              Field.optional("seats", Schema.integer(1, 1_000_000), "How many seats."),
              Field.optional(
                  "products",
                  Schema.map(Schema.integer(1, 1_000_000), 200),
                  "How many of each product that the plan doesn't include."),
              Field.optional(
                  "commitment", NAME, "The commitment that is undertaken; its whole month."),
              Field.optional(
                  "usage",
                  Schema.map(Schema.any(), 200),
                  "How much is used in the month or year, by meter: a quantity, or a quantity for each"
                      + " value of the dimension that the price goes by."),
              Field.optional("interval", Schema.choice("month", "year"), "What is paid at once."),
              Field.optional(
                  "currency",
                  Schema.matching("[A-Z]{3}", 3),
                  "ISO 4217; the catalog's own by default.")));

  private static final Schema COMPARED =
      Schema.named(
          "QuotedPlan",
          Schema.object(
              Field.of("plan", NAME, "The plan."),
              Field.of("title", NAME, "What it is called."),
              Field.optional("total", TOTAL, "What it comes to."),
              Field.optional(
                  "why_not",
                  Schema.any(),
                  "Why it doesn't serve: a problem, with `code` and `detail`.")));

  private static final Schema QUOTE =
      Schema.named(
          "Quote",
          Schema.object(
              Field.of("object", Schema.choice("quote"), "What it is."),
              Field.of("catalog", NAME, "The catalog's version."),
              Field.optional(
                  "plan", NAME, "The plan that was asked for, or the cheapest that serves."),
              Field.of("interval", Schema.choice("month", "year"), "What is paid at once."),
              Field.of("currency", Schema.text(3), "ISO 4217."),
              Field.of("period", ChoiceSchemas.PERIOD, "What it is worked out for."),
              Field.of(
                  "lines",
                  Schema.list(SubscriptionSchemas.LINE, 1_000),
                  "What the first month or year comes to, line by line."),
              Field.optional("total", TOTAL, "The sum of the rounded amounts, before tax."),
              Field.optional(
                  "plans", Schema.list(COMPARED, 1_000), "All plans, where none was named.")));

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
            .summary("What a plan with some use would cost")
            .description(
                "By the rules that bill it, with fees that are paid once. Nothing is stored. Use"
                    + " that is included by the day is taken to be even over the days. Of a year, use"
                    + " is that of the whole year, taken to be even over its months, each of which"
                    + " is billed by itself and has lines of its own.")
            .tag("subscriptions")
            .scope(Scope.CATALOGS_READ.word())
            .body(INPUT)
            .answers(200, "The lines, and how the plans compare.", QUOTE)
            .problems(
                ProblemType.REFERENCE_UNKNOWN,
                ProblemType.CURRENCY_UNKNOWN,
                ProblemType.NOT_AVAILABLE_ON_PLAN)
            .to(this::quote));
  }

  private Reply quote(RequestContext request) {
    var body = request.body();
    var workspace = request.caller().workspaceId();
    var catalog = catalogs.of(workspace).catalog(references.of(workspace, body));
    var asked = asked(catalog, body);
    var quoting = new Quoting(catalog, asked);
    var named = body.optionalText("plan");
    if (named.isEmpty()) {
      var all = quoting.all();
      return reply(request, catalog, asked, Quoting.cheapest(all), all);
    }
    var plan = catalog.plan(named.get()).orElseThrow(() -> unknown("/plan", "plan", named.get()));
    return switch (quoting.of(plan)) {
      case Quoted.Offered offered ->
          reply(request, catalog, asked, Optional.of(offered), List.of());
      // The request is as it should be; the plan just doesn't serve so much.
      case Quoted.Not(var _, Refusal.QuotaExceeded _) ->
          reply(request, catalog, asked, Optional.empty(), List.of(quoting.of(plan)));
      case Quoted.Not(var _, var why) -> Reply.problem(problem(why));
    };
  }

  private Quoting.Asked asked(Catalog catalog, Body body) {
    var interval =
        body.optionalText("interval")
            .map(word -> Interval.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(Interval.MONTH);
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
    var usage = QuotedUsage.read(body);
    for (var meter : usage.keySet()) {
      if (!catalog.meters().containsKey(meter)) {
        throw unknown("/usage/" + meter, "meter", meter);
      }
    }
    return new Quoting.Asked(
        new Items(
            (int) body.optionalInteger("seats").orElse(1), products, Overrides.NONE, commitment),
        interval,
        SubscriptionBodies.currency(body).orElse(catalog.sale().currency()),
        Quote.period(interval, clock.instant()),
        usage);
  }

  private Reply reply(
      RequestContext request,
      Catalog catalog,
      Quoting.Asked asked,
      Optional<Quoted.Offered> chosen,
      List<Quoted> all) {
    return Reply.ok(json -> {
      json.text("object", "quote").text("catalog", catalog.reference().toString());
      json.optionalText("plan", chosen.map(one -> one.plan().name()))
          .text("interval", AnswerParts.word(asked.interval()))
          .text("currency", asked.currency().getCurrencyCode());
      SubscriptionJson.period(json, "period", asked.period());
      json.objects(
          "lines", chosen.map(Quoted.Offered::lines).orElse(List.of()), LineItemJson::write);
      json.optionalDecimal("total", chosen.map(one -> one.total().amount()));
      if (!all.isEmpty()) {
        json.objects("plans", all, (inside, one) -> compared(request, inside, one));
      }
    });
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

  private static ProblemException unknown(String pointer, String kind, String value) {
    return SubscriptionBodies.fault(
        pointer,
        ProblemType.REFERENCE_UNKNOWN,
        Map.of("kind", new Figure.Text(kind), "value", new Figure.Text(value)));
  }
}

package dev.saldo.server.account;

import dev.saldo.core.account.Command;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.metering.Value;
import dev.saldo.core.rating.Rated;
import dev.saldo.core.rating.RatingInput;
import dev.saldo.core.rating.Unratable;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.metering.UsageReads;
import dev.saldo.store.metering.UsageReads.Dimension;
import dev.saldo.store.metering.UsageReads.Equal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The route of estimates, which assumes the largest use seen: for the automation and model, else
/// for the customer and model, else what the catalog's action states.
public final class EstimateRoutes {
  private static final Schema RANGE =
      Schema.object(
          Field.of("low", Schema.decimal(Schema.Sign.NOT_NEGATIVE), "The least."),
          Field.of("expected", Schema.decimal(Schema.Sign.NOT_NEGATIVE), "What is likely."),
          Field.of("high", Schema.decimal(Schema.Sign.NOT_NEGATIVE), "The most."));

  private static final Schema ESTIMATE =
      Schema.named(
          "Estimate",
          Schema.object(
              Field.of("customer", Schema.text(80), "The customer."),
              Field.of("action", Schema.text(255), "What would be done."),
              Field.of("assumed", Schema.map(Schema.any(), 50), "What was assumed."),
              Field.of(
                  "basis",
                  Schema.choice("given", "automation", "customer", "catalog"),
                  "Where the assumption comes from."),
              Field.of("data", ActSchemas.DATA, "The data with what was assumed, for a hold."),
              Field.of("credits", Schema.decimal(Schema.Sign.NOT_NEGATIVE), "The price."),
              Field.of("unit", Schema.text(63), "The unit of credits."),
              Field.of("range", RANGE, "A flat estimate: all three are the price."),
              Field.of("method", Schema.choice("flat"), "How it was estimated.")));

  private final Acts acts;
  private final UsageReads usage;
  private final Looking looking;

  public EstimateRoutes(Acts acts, UsageReads usage, Looking looking) {
    this.acts = acts;
    this.usage = usage;
    this.looking = looking;
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/estimates", "createEstimate")
            .summary("What an act is likely to cost")
            .description(
                "A flat fallback: properties that the data leaves open are assumed at the largest"
                    + " amount seen, so low, expected and high are the same. Free units aren't"
                    + " taken off. Nothing is set aside.")
            .tag("charges")
            .scope(Scope.CHARGES_READ.word())
            .body(ActSchemas.CHECK)
            .answers(200, "The estimate.", ESTIMATE)
            .problems(
                ProblemType.INVALID_STATE,
                ProblemType.REFERENCE_UNKNOWN,
                ProblemType.NOT_AVAILABLE_ON_PLAN)
            .to(this::estimate));
  }

  /// What is assumed, and from where.
  private record Assumed(String basis, Map<String, BigDecimal> amounts) {}

  private Reply estimate(RequestContext request) {
    var body = request.body();
    var workspace = request.caller().workspaceId();
    var customer = acts.customer(request, body.text("customer")).id();
    var act = acts.reader().act(request.caller(), customer, body, true);
    var catalog =
        acts.catalogs()
            .of(workspace, customer)
            .orElseThrow(
                () -> acts.problem(workspace, customer, new Refusal.NotSubscribed()).toException());
    var action = catalog.action(act.action()).orElseThrow(() -> unknown(act.action()));
    if (!action.isPriced()) {
      throw unpriced(action.name());
    }
    var assumed = assume(workspace, customer, act, catalog, action);
    var data = new HashMap<>(act.data());
    assumed.amounts().forEach((name, amount) -> data.put(name, Value.of(amount)));
    var rating = looking.catalogs().of(workspace).rating(catalog.reference());
    return switch (rating.rate(action, RatingInput.of(data))) {
      case Rated rated -> Reply.ok(json -> write(json, customer, action, assumed, data, rated));
      case Unratable(var pointer, var code, var words) ->
          Reply.problem(
              acts.problem(
                  workspace, customer, new Refusal.Unacceptable(pointer, code.code(), words)));
    };
  }

  private Assumed assume(
      long workspace, UUID customer, Command.Act act, Catalog catalog, Action action) {
    var open =
        action.estimate().keySet().stream()
            .filter(property -> !act.data().containsKey(property))
            .sorted()
            .toList();
    if (open.isEmpty()) {
      return new Assumed("given", Map.of());
    }
    var model = model(catalog, action, act.data());
    var ofAutomation =
        act.attribution()
            .automation()
            .map(who -> {
              var equal = new ArrayList<>(model);
              equal.add(new Equal(new Dimension.Party("automation"), who.reference()));
              return largest(workspace, customer, action, open, equal);
            })
            .orElseGet(Map::of);
    if (!ofAutomation.isEmpty()) {
      return assumed("automation", action, open, ofAutomation);
    }
    var ofCustomer = largest(workspace, customer, action, open, model);
    return assumed(ofCustomer.isEmpty() ? "catalog" : "customer", action, open, ofCustomer);
  }

  private Map<String, BigDecimal> largest(
      long workspace, UUID customer, Action action, List<String> open, List<Equal> equal) {
    var amounts = new HashMap<String, BigDecimal>();
    for (var property : open) {
      usage
          .largest(workspace, customer, action.name(), property, equal)
          .ifPresent(amount -> amounts.put(property, amount));
    }
    return amounts;
  }

  private static Assumed assumed(
      String basis, Action action, List<String> open, Map<String, BigDecimal> seen) {
    var amounts = new java.util.LinkedHashMap<String, BigDecimal>();
    for (var property : open) {
      Optional.ofNullable(seen.get(property))
          .or(() -> Optional.ofNullable(action.estimate().get(property)))
          .ifPresent(amount -> amounts.put(property, amount));
    }
    return new Assumed(basis, amounts);
  }

  /// The properties that choose the line of a rate card, such as the model, as they were given.
  private static List<Equal> model(Catalog catalog, Action action, Map<String, Value> data) {
    if (!(action.price() instanceof ActionPrice.ByRateCard(var card))) {
      return List.of();
    }
    return catalog.rateCard(card).selectors().stream()
        .filter(data::containsKey)
        .map(name -> {
          var value = data.get(name);
          return new Equal(new Dimension.Property(name), value == null ? "" : value.label());
        })
        .toList();
  }

  private static void write(
      JsonWriter json,
      UUID customer,
      Action action,
      Assumed assumed,
      Map<String, Value> data,
      Rated rated) {
    var price = rated.price().amount();
    json.text("customer", PublicId.of(IdKind.CUSTOMER, customer))
        .text("action", action.name())
        .object("assumed", inside -> assumed.amounts().forEach(inside::decimal))
        .text("basis", assumed.basis())
        .object(
            "data",
            inside ->
                data.forEach((name, value) -> {
                  switch (value) {
                    case Value.Text(var text) -> inside.text(name, text);
                    case Value.Number(var number) -> inside.decimal(name, number);
                    case Value.Flag(var flag) -> inside.flag(name, flag);
                  }
                }))
        .decimal("credits", price)
        .text("unit", rated.price().unit().code())
        .object(
            "range",
            inside ->
                inside.decimal("low", price).decimal("expected", price).decimal("high", price))
        .text("method", "flat");
  }

  private static RuntimeException unpriced(String action) {
    return Problem.of(ProblemType.INVALID_STATE)
        .with("what", "action")
        .with("state", "unpriced")
        .with("action", action)
        .toException();
  }

  private static RuntimeException unknown(String action) {
    return Problem.of(ProblemType.REFERENCE_UNKNOWN)
        .with("kind", "action")
        .with("value", action)
        .toException();
  }
}

package dev.saldo.server.limit;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.server.account.Acts;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.limit.PlanBudgetReads;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// The shapes of budgets in bodies, and their reader.
final class BudgetBodies {
  private static final Schema SCOPE =
      Schema.named(
          "BudgetScope",
          Schema.object(
              Field.of(
                  "kind",
                  Schema.choice(
                      "agent_run", "api_key", "automation", "member", "cost_centre", "customer"),
                  "What it is about."),
              Field.optional(
                  "reference", Schema.text(255), "Which one, by id; none for the customer.")));

  static final Schema CHANGED = Schema.named("BudgetInput", Schema.object(fields()));

  static final Schema NEW =
      Schema.named(
          "NewBudgetInput",
          Schema.object(
              fields(Field.of("customer", Schema.text(255), "The customer's id or external id."))));

  static final Schema BUDGET =
      Schema.named(
          "Budget",
          Schema.object(
              fields(
                  Field.of("customer", Schema.text(80), "The customer."),
                  Field.of("id", Schema.text(80), "Its id."),
                  Field.of("object", Schema.choice("budget"), "What it is."),
                  Field.optional(
                      "used", Schema.decimal(Schema.Sign.ANY), "Consumed and held in this period."),
                  Field.optional("left", Schema.decimal(Schema.Sign.ANY), "What is left of it."),
                  Field.optional("resets_at", Schema.time(), "When it begins anew."),
                  Field.optional("recorded_at", Schema.time(), "When it was decided."))));

  private static final Schema SHARE =
      Schema.named(
          "BudgetShare",
          Schema.object(
              Field.of("reference", Schema.text(255), "The one's id."),
              Field.of("used", Schema.decimal(Schema.Sign.ANY), "Consumed and held."),
              Field.of("left", Schema.decimal(Schema.Sign.ANY), "What is left.")));

  static final Schema STANDING =
      Schema.named(
          "BudgetStanding",
          Schema.object(
              fields(
                  Field.of("id", Schema.text(80), "Its id, as refusals name it."),
                  Field.of("set_by", Schema.choice("customer", "plan"), "Whose budget it is."),
                  Field.optional(
                      "used", Schema.decimal(Schema.Sign.ANY), "Consumed and held in this period."),
                  Field.optional("left", Schema.decimal(Schema.Sign.ANY), "What is left of it."),
                  Field.optional("resets_at", Schema.time(), "When it begins anew."),
                  Field.optional(
                      "each",
                      Schema.list(SHARE, PlanBudgetReads.SHARES_MAX),
                      "Of a plan's budget that isn't for the whole customer: everyone who has used"
                          + " some of it in this period, who has used most first. Whoever isn't"
                          + " here has used nothing, if the list isn't full."))));

  static final Schema REMOVED =
      Schema.named(
          "RemovedBudget",
          Schema.object(
              Field.of("customer", Schema.text(80), "The customer."),
              Field.of("id", Schema.text(80), "Its id."),
              Field.of("object", Schema.choice("budget"), "What it was."),
              Field.of("removed", Schema.flag(), "Always true."),
              Field.of("recorded_at", Schema.time(), "When it was decided.")));

  private BudgetBodies() {}

  private static List<Field> fields(Field... first) {
    var fields = new ArrayList<>(Arrays.asList(first));
    fields.addAll(
        List.of(
            Field.of("name", Schema.name(), "What people call it."),
            Field.optional("parent", Schema.text(80), "The budget above it."),
            Field.of("scope", SCOPE, "Whose acts fall into it."),
            Field.of(
                "every",
                Schema.choice("day", "week", "month", "year", "once"),
                "How often it begins anew, in the customer's zone."),
            Field.of(
                "limit", Schema.decimal(Schema.Sign.NOT_NEGATIVE), "How much a period allows."),
            Field.optional("unit", Schema.text(63), "The credit unit of the limit."),
            Field.optional(
                "currency",
                Schema.matching("[A-Z]{3}", 3),
                "The currency of the limit; credits then count at the catalog's list price."),
            Field.optional("hard", Schema.flag(), "Whether it refuses; true by default."),
            Field.optional(
                "notify_at",
                Schema.list(Schema.amount(), 20),
                "The used shares, in percent, that notify.")));
    return fields;
  }

  /// The budget that a body describes.
  static Budget read(Acts acts, long workspace, UUID customer, UUID id, Body body) {
    var parent =
        body.optionalText("parent")
            .map(text -> PublicId.parse(IdKind.BUDGET, text).orElseThrow(Acts::absent));
    return new Budget(
        id,
        body.text("name"),
        parent,
        scope(body.object("scope")),
        Cadence.valueOf(body.text("every").toUpperCase(Locale.ROOT)),
        ceiling(acts, workspace, customer, body),
        body.optionalFlag("hard").orElse(true),
        body.texts("notify_at").stream().map(BigDecimal::new).toList());
  }

  private static Budget.Scope scope(Body scope) {
    var kind = Budget.Kind.valueOf(scope.text("kind").toUpperCase(Locale.ROOT));
    var reference = scope.optionalText("reference");
    if (reference.isPresent() == (kind == Budget.Kind.CUSTOMER)) {
      throw reference.isPresent()
          ? fault("/scope/reference", ProblemType.UNKNOWN_FIELD, "field", "reference")
          : fault("/scope/reference", ProblemType.FIELD_REQUIRED, "field", "reference");
    }
    return new Budget.Scope(kind, reference.orElse(""));
  }

  private static Budget.Ceiling ceiling(Acts acts, long workspace, UUID customer, Body body) {
    var currency = body.optionalText("currency");
    if (currency.isEmpty()) {
      var unit = acts.amounts().unit(workspace, customer, body);
      return new Budget.Ceiling.InCredits(new Credits(unit, body.decimal("limit")));
    }
    if (body.has("unit")) {
      throw fault("/unit", ProblemType.UNKNOWN_FIELD, "field", "unit");
    }
    try {
      var known = Currency.getInstance(currency.get());
      return new Budget.Ceiling.InMoney(new Money(known, body.decimal("limit")));
    } catch (IllegalArgumentException _) {
      throw fault("/currency", ProblemType.CURRENCY_UNKNOWN, "currency", currency.get());
    }
  }

  private static ProblemException fault(
      String pointer, ProblemType type, String name, String value) {
    var figures = Map.<String, Figure>of(name, new Figure.Text(value));
    return Problem.ofFaults(List.of(new Fault(pointer, type, figures))).toException();
  }
}

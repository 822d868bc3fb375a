package dev.saldo.server.subscription;

import dev.saldo.server.account.ActSchemas;
import dev.saldo.server.account.ChoiceSchemas;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;

/// The shapes of quotes in bodies and answers.
final class QuoteSchemas {
  /// How many acts of one kind may be asked for.
  private static final long COUNT_MAX = 1_000_000_000_000L;

  private static final int ACTIONS_MAX = 100;
  private static final int NAMES_MAX = 200;
  private static final Schema NAME = Schema.text(255);
  private static final Schema UNIT = Schema.text(63);
  private static final Schema ANY = Schema.decimal(Schema.Sign.ANY);
  private static final Schema AMOUNT = Schema.decimal(Schema.Sign.NOT_NEGATIVE);

  private static final Schema ORIGINAL =
      Schema.named(
          "QuotedOriginalInput",
          Schema.object(
              Field.of("action", NAME, "What is tried again."),
              Field.optional("data", ActSchemas.DATA, "Its properties.")));

  private static final Schema ACTION =
      Schema.named(
          "QuotedActionInput",
          Schema.object(
              Field.of("action", NAME, "What is done, by its name in the catalog."),
              Field.optional("data", ActSchemas.DATA, "The properties of each, as of a charge."),
              Field.optional(
                  "count", Schema.integer(1, COUNT_MAX), "How often in the period; 1 by default."),
              Field.optional(
                  "original",
                  ORIGINAL,
                  "For an action that is a second try: what each is one of, once.")));

  static final Schema INPUT =
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
                  Schema.map(Schema.integer(1, 1_000_000), NAMES_MAX),
                  "How many of each product that the plan doesn't include."),
              Field.optional(
                  "commitment", NAME, "The commitment that is undertaken; its whole month."),
              Field.optional(
                  "actions",
                  Schema.list(ACTION, ACTIONS_MAX),
                  "What is done in the period, priced as charges are. Credits pay in this order."),
              Field.optional(
                  "usage",
                  Schema.map(Schema.any(), NAMES_MAX),
                  "How much is used in the period beside the actions, by meter: a quantity, or a"
                      + " quantity for each value of the dimension that the price goes by."),
              Field.optional(
                  "resources",
                  Schema.map(Schema.integer(0, 1_000_000_000), NAMES_MAX),
                  "How many of each kind of resource are to be held at a time."),
              Field.optional(
                  "features", Schema.list(NAME, NAMES_MAX), "What must be unlocked, by name."),
              Field.optional(
                  "credits",
                  Schema.amount(),
                  "Credits whose worth is asked for; those that the plan includes by default."),
              Field.optional("unit", UNIT, "The unit of `credits`; the catalog's first."),
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
              Field.optional("total", ANY, "What it comes to."),
              Field.optional(
                  "why_not",
                  Schema.any(),
                  "Why it doesn't serve: a problem, with `code` and `detail`.")));

  private static final Schema QUOTED_ACTION =
      Schema.named(
          "QuotedAction",
          Schema.object(
              Field.of("action", NAME, "What is done."),
              Field.of("title", NAME, "What people call it."),
              Field.of("count", Schema.integer(1, COUNT_MAX), "How often in the period."),
              Field.of("free_units", AMOUNT, "How many of its units cost nothing."),
              Field.optional("credits_each", AMOUNT, "What one that isn't free costs."),
              Field.optional("credits", AMOUNT, "What all of them cost."),
              Field.optional("unit", UNIT, "The unit; none where the action has no price.")));

  private static final Schema FUNDED =
      Schema.named(
          "QuotedCredits",
          Schema.object(
              Field.of("unit", UNIT, "The unit."),
              Field.of("needed", AMOUNT, "What the actions cost."),
              Field.of("included", AMOUNT, "What the plan brings in the period."),
              Field.of(
                  "covered",
                  AMOUNT,
                  "What of the need that pays for; credits that end before don't."),
              Field.of("bought", AMOUNT, "What is bought in packs."),
              Field.of(
                  "overage",
                  AMOUNT,
                  "What is billed beyond; where the plan asks for it, once the customer has"
                      + " consented.")));

  private static final Schema EQUIVALENT =
      Schema.named(
          "QuotedEquivalent",
          Schema.object(
              Field.of("action", NAME, "The action."),
              Field.of("title", NAME, "What people call it."),
              Field.of("credits", AMOUNT, "So many credits."),
              Field.of("unit", UNIT, "Their unit."),
              Field.of(
                  "quantity",
                  AMOUNT,
                  "How much they pay for alone, with nothing free: whole acts, or what is counted"
                      + " at two decimals, rounded down."),
              Field.optional(
                  "credits_each", AMOUNT, "What one costs, of an action that was asked for."),
              Field.optional("data", ActSchemas.DATA, "Its properties, as asked for."),
              Field.optional("property", NAME, "What is counted; whole acts if none."),
              Field.optional("per", AMOUNT, "How many units of it one of `quantity` is.")));

  static final Schema QUOTE =
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
              Field.optional("total", ANY, "The sum of the rounded amounts, before tax."),
              Field.of(
                  "actions",
                  Schema.list(QUOTED_ACTION, ACTIONS_MAX),
                  "What the actions cost in credits on the plan."),
              Field.of("credits", Schema.list(FUNDED, 100), "How they are paid for, by unit."),
              Field.of("equivalents", Schema.list(EQUIVALENT, 10_000), "How far credits go."),
              Field.optional(
                  "plans",
                  Schema.list(COMPARED, 1_000),
                  "All plans where none was named; the one that was, where it doesn't serve.")));

  private QuoteSchemas() {}
}

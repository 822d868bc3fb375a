package dev.saldo.server.migration;

import dev.saldo.core.catalog.Lengths;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The shapes of migrations in bodies and answers.
final class MigrationSchemas {
  static final int CUSTOMERS_MAX = 1_000;

  private static final int PLANS_MAX = 1_000;
  private static final int UNITS_MAX = 1_000;
  private static final Schema NAME = Schema.text(255);
  private static final Schema VERSION = Schema.integer(1, 1_000_000);
  private static final Schema COUNT = Schema.integer(0, Long.MAX_VALUE);
  private static final Schema MONEY = Schema.decimal(Schema.Sign.ANY);
  private static final Schema WHEN = Schema.choice("now", "period_end");
  private static final Schema INTERVAL = Schema.choice("month", "year");

  static final Schema INPUT =
      Schema.named(
          "MigrationInput",
          Schema.object(
              Field.nullable(
                  "from",
                  VERSION,
                  "The version that customers are on; every one older than `to` when left out. A"
                      + " newer one is moved back."),
              Field.of("to", VERSION, "The version that they are moved to."),
              Field.optional(
                  "plans",
                  Schema.map(NAME, PLANS_MAX),
                  "What plans are called in the new version, by their old names; the others keep"
                      + " theirs."),
              Field.optional(
                  "when",
                  WHEN,
                  "When they are moved: now, by default, or each when the month or year ends that is"
                      + " paid for. Who isn't billed has none to wait for."),
              Field.optional(
                  "invoice",
                  Schema.choice("now", "next", "none"),
                  "Where what it costs or gives back at once stands: on an invoice of its own, on"
                      + " that of the current period, or nowhere. On its own by default."),
              Field.optional(
                  "grace",
                  Schema.matching(Lengths.PATTERN, 15),
                  "How long resources above a new plan's counts may stay, such as `14 days`; at most"
                      + " a year. Without it such customers aren't moved."),
              Field.optional(
                  "customers",
                  Schema.list(NAME, 1, CUSTOMERS_MAX),
                  "The customers, by id or external id; all by default.")));

  private static final Schema PLAN =
      Schema.named(
          "MigratedPlan",
          Schema.object(
              Field.of("catalog", NAME, "The catalog."),
              Field.of("version", VERSION, "Its version."),
              Field.of("plan", NAME, "The plan.")));

  private static final List<Field> WHO =
      List.of(
          Field.of("customer", Schema.text(80), "The customer."),
          Field.of("external_id", NAME, "Your own id for it."),
          Field.of("name", NAME, "What people call it."),
          Field.optional("from", PLAN, "What it is on; nothing for one without a plan."));

  private static final Schema FORESEEN =
      Schema.named(
          "ForeseenMove",
          Schema.object(
              with(
                  WHO,
                  Field.optional("to", PLAN, "What it would be on."),
                  Field.optional("at", Schema.time(), "When it would be moved."),
                  Field.optional("interval", INTERVAL, "How long its period is then."),
                  Field.optional(
                      "currency", Schema.text(3), "ISO 4217; where something is billed."),
                  Field.optional(
                      "before",
                      MONEY,
                      "What a period costs before use, coupons and tax: plan, seats, products."),
                  Field.optional("after", MONEY, "The same afterwards."),
                  Field.optional("difference", MONEY, "How much more; below zero for less."),
                  Field.optional(
                      "charged",
                      MONEY,
                      "What is charged at once for the rest of the period, before tax; below zero"
                          + " for what is given back."),
                  Field.optional(
                      "credits",
                      Schema.map(MONEY, UNITS_MAX),
                      "What is granted at once, by unit, for the rest of the period."),
                  Field.optional(
                      "replaces",
                      Schema.text(80),
                      "The migration whose change, arranged for the end of the period, gives way."),
                  Field.optional(
                      "why_not",
                      Schema.any(),
                      "Why it can't be moved: a problem, with `code` and `detail`."))));

  private static final Schema TOTALS =
      Schema.named(
          "MigrationTotals",
          Schema.object(
              Field.of("customers", COUNT, "How many it is about, as far as they were looked at."),
              Field.of(
                  "complete",
                  Schema.flag(),
                  "Whether all were looked at: where there are more than %,d, the first are."
                      .formatted(Foresight.MOST)),
              Field.of("movable", COUNT, "How many can be moved."),
              Field.of("refused", COUNT, "How many can't."),
              Field.of(
                  "credits", Schema.map(MONEY, UNITS_MAX), "What is granted at once, by unit."),
              Field.of(
                  "sums",
                  Schema.list(
                      Schema.named(
                          "MigrationSum",
                          Schema.object(
                              Field.of("currency", Schema.text(3), "ISO 4217."),
                              Field.of("interval", INTERVAL, "How long a period is."),
                              Field.of("customers", COUNT, "How many are billed so."),
                              Field.of("before", MONEY, "What their periods cost."),
                              Field.of("after", MONEY, "What they will cost."),
                              Field.of("difference", MONEY, "How much more."),
                              Field.of("charged", MONEY, "What is charged at once."))),
                      1_000),
                  "Of those that can be moved and are billed."),
              Field.of(
                  "reasons",
                  Schema.list(
                      Schema.named(
                          "MigrationReason",
                          Schema.object(
                              Field.of("reason", NAME, "Why they can't be moved, as a code."),
                              Field.of("customers", COUNT, "How many."))),
                      1_000),
                  "Of those that can't.")));

  static final Schema PREVIEW =
      Schema.named(
          "MigrationPreview",
          Schema.object(
              Field.of("data", Schema.list(FORESEEN, 200), "The customers of this page."),
              Field.nullable("next_cursor", Schema.text(2_000), "Leads to the next page."),
              Field.of("has_more", Schema.flag(), "Whether there is a next page."),
              Field.optional(
                  "totals", TOTALS, "What all of it comes to; with the first page alone.")));

  static final Schema MIGRATION =
      Schema.named(
          "Migration",
          Schema.object(
              Field.of("id", Schema.text(80), "The migration."),
              Field.of("object", Schema.choice("migration"), "What it is."),
              Field.of("catalog", NAME, "The catalog."),
              Field.optional("from", VERSION, "The version; every older one when left out."),
              Field.of("to", VERSION, "The version that customers are moved to."),
              Field.of("plans", Schema.map(NAME, PLANS_MAX), "Plans that are called otherwise."),
              Field.of("when", WHEN, "When customers are moved."),
              Field.of("invoice", Schema.choice("now", "next", "none"), "Where the rest stands."),
              Field.optional("grace_seconds", COUNT, "How long resources above counts may stay."),
              Field.optional("named", COUNT, "How many customers were named."),
              Field.of(
                  "status",
                  Schema.choice("running", "done", "stopping", "stopped"),
                  "Where it stands; `stopping` while it takes back what it arranged."),
              Field.of("moved", COUNT, "How many customers were moved, or arranged to be."),
              Field.of("refused", COUNT, "How many couldn't be."),
              Field.of(
                  "taken_back", COUNT, "For how many of them what was arranged was taken back."),
              Field.of("left", COUNT, "How many are still to come."),
              Field.optional(
                  "arranged",
                  Schema.integer(0, MigrationRoutes.ARRANGED_MOST),
                  "How many wait for the end of their period, which a stop would take back; counted"
                      + " up to %,d, and not in lists.".formatted(MigrationRoutes.ARRANGED_MOST)),
              Field.of("created_by", Schema.text(100), "The key that asked for it."),
              Field.of("created_at", Schema.time(), "When it was asked for."),
              Field.optional("stopped_by", Schema.text(100), "The key that stopped it."),
              Field.optional("ended_at", Schema.time(), "When it was done, or stopped.")));

  static final Schema NOTHING = Schema.object();

  static final Schema REFUSED =
      Schema.named(
          "RefusedMove",
          Schema.object(
              with(
                  WHO,
                  Field.of("why_not", Schema.any(), "Why: a problem, with `code` and `detail`."))));

  private MigrationSchemas() {}

  private static List<Field> with(List<Field> fields, Field... more) {
    return Stream.concat(fields.stream(), Arrays.stream(more)).toList();
  }
}

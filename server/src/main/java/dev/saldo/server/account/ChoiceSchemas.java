package dev.saldo.server.account;

import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The shapes of what changes of plan, choices, consents and clocks answer.
final class ChoiceSchemas {
  private static final Schema ABOVE =
      Schema.named(
          "ResourceAbove",
          Schema.object(
              Field.of("resource", Schema.text(255), "The kind, by its name in the catalog."),
              Field.of("used", Schema.integer(0, Long.MAX_VALUE), "How many are claimed."),
              Field.of("limit", Schema.integer(0, Long.MAX_VALUE), "How many the plan includes.")));

  static final Schema PLAN =
      Schema.named(
          "PlanChange",
          Schema.object(
              change(
                  Field.of("catalog", Schema.text(255), "The catalog's version."),
                  Field.of("plan", Schema.text(255), "The plan."),
                  Field.of("started_at", Schema.time(), "What anniversaries are counted from."),
                  Field.of("from", Schema.time(), "Since when it is on this plan."),
                  Field.of(
                      "grants",
                      Schema.list(MoneySchemas.GRANT, 1_000),
                      "The credits that came with it."),
                  Field.optional("subscription", Schema.any(), "How it is billed, where it is."),
                  Field.optional(
                      "above",
                      Schema.list(ABOVE, 10_000),
                      "What stays above the plan's counts of resources."),
                  Field.optional("grace_until", Schema.time(), "Until when it may stay."))));

  static final Schema SETTINGS =
      Schema.named(
          "Settings",
          Schema.object(
              change(
                  Field.optional("hard_limit", Schema.flag(), "Whether use stops."),
                  Field.optional(
                      "preventive_block_percent", Schema.amount(), "The own threshold."))));

  static final Schema CONSENT =
      Schema.named(
          "OverageConsent",
          Schema.object(
              change(
                  Field.of("action", Schema.text(255), "The action, or `*`."),
                  Field.of("granted_by", Schema.text(255), "Who agreed, or ended it."),
                  Field.of("withdrawn", Schema.flag(), "Whether it ended."),
                  Field.optional("ceiling", Schema.amount(), "The most credits in a month."),
                  Field.optional("unit", Schema.text(63), "The unit of the ceiling."))));

  static final Schema CLOCK =
      Schema.named(
          "TestClock",
          Schema.object(change(Field.of("now", Schema.time(), "The customer's time."))));

  static final Schema CLOCK_NOW =
      Schema.named(
          "TestClockNow",
          Schema.object(
              Field.of("customer", Schema.text(80), "The customer."),
              Field.of("object", Schema.text(63), "What it is."),
              Field.of("now", Schema.time(), "The customer's time."),
              Field.of("frozen", Schema.flag(), "Whether it stands still until it is moved.")));

  private ChoiceSchemas() {}

  private static List<Field> change(Field... more) {
    var fields =
        new ArrayList<>(
            List.of(
                Field.of("customer", Schema.text(80), "The customer."),
                Field.of("id", Schema.text(80), "The change's id."),
                Field.of("object", Schema.text(63), "What it is.")));
    fields.addAll(Arrays.asList(more));
    fields.add(Field.of("recorded_at", Schema.time(), "When it was decided."));
    return fields;
  }
}

package dev.saldo.server.account;

import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The shapes of what changes of plan, choices, consents and clocks answer.
public final class ChoiceSchemas {
  private static final Schema ABOVE =
      Schema.named(
          "ResourceAbove",
          Schema.object(
              Field.of("resource", Schema.text(255), "The kind, by its name in the catalog."),
              Field.of("used", Schema.integer(0, Long.MAX_VALUE), "How many are claimed."),
              Field.of("limit", Schema.integer(0, Long.MAX_VALUE), "How many the plan includes.")));

  private static final Schema PRICE = Schema.decimal(Schema.Sign.NOT_NEGATIVE);
  private static final Schema ITEM_NAME = Schema.text(255);

  static final Schema CAP =
      Schema.named(
          "SpendingCap",
          Schema.object(
              Field.of("amount", PRICE, "How much; zero for nothing at all."),
              Field.of(
                  "currency",
                  Schema.matching("[A-Z]{3}", 3),
                  "ISO 4217: what the subscription is billed in.")));

  /// A stretch of time with its beginning and without its end.
  public static final Schema PERIOD =
      Schema.named(
          "Period",
          Schema.object(
              Field.of("from", Schema.time(), "Its first instant."),
              Field.of("until", Schema.time(), "The first instant after it.")));

  private static final Schema OVERRIDES =
      Schema.named(
          "Overrides",
          Schema.object(
              Field.optional("price", PRICE, "The plan's price of a month and one seat."),
              Field.of("products", Schema.map(PRICE, 1_000), "The price of one for a month."),
              Field.of("included", Schema.map(PRICE, 1_000), "Included units, by meter."),
              Field.of("quotas", Schema.map(PRICE, 1_000), "By quota."),
              Field.optional(
                  "resources",
                  Schema.map(Schema.integer(0, Integer.MAX_VALUE), 1_000),
                  "How many of each kind of resource."),
              Field.optional("discount", Schema.amount(), "Percent off every fee.")));

  private static final List<Field> ITEMS =
      List.of(
          Field.of("catalog", ITEM_NAME, "The catalog's version."),
          Field.of("plan", ITEM_NAME, "The plan."),
          Field.of("seats", Schema.integer(1, Integer.MAX_VALUE), "How many seats."),
          Field.of(
              "products",
              Schema.map(Schema.integer(1, Integer.MAX_VALUE), 1_000),
              "How many of each product that was added."),
          Field.optional("overrides", OVERRIDES, "What was negotiated."),
          Field.optional("commitment", ITEM_NAME, "The commitment that is undertaken."),
          Field.of("interval", Schema.choice("month", "year"), "What is paid at once."));

  private static final Schema ARRANGED =
      Schema.named(
          "Arranged",
          Schema.object(
              Stream.of(
                      Stream.of(Field.of("what", Schema.choice("change", "end"), "What happens.")),
                      ITEMS.stream()
                          .map(field ->
                              Field.optional(field.name(), field.schema(), field.description())),
                      Stream.of(
                          Field.optional(
                              "migration", Schema.text(80), "The migration that arranged it.")))
                  .flatMap(fields -> fields)
                  .toList()));

  private static final Schema COUPON =
      Schema.named(
          "RunningCoupon",
          Schema.object(
              Field.of("code", Schema.text(63), "Its code."),
              Field.optional(
                  "periods_left",
                  Schema.integer(0, 1_200),
                  "How many paid intervals after this one it discounts; all of them when left"
                      + " out."),
              Field.of("applied", Schema.flag(), "Whether it discounts this interval.")));

  private static final Schema COMMITTED =
      Schema.named(
          "CommittedMonth",
          Schema.object(
              Field.of("commitment", ITEM_NAME, "The commitment."),
              Field.of("title", ITEM_NAME, "What it is called."),
              Field.of("credits", Schema.amount(), "How many credits a month."),
              Field.of("unit", ITEM_NAME, "Their unit."),
              Field.of("price", PRICE, "What one credit costs, bought or missing."),
              Field.of("bought", PRICE, "How many were bought since it counts."),
              Field.of("since", Schema.time(), "From when on what is bought counts."),
              Field.of("month", PERIOD, "The month, in the customer's zone.")));

  /// How a plan is billed.
  public static final Schema SUBSCRIPTION =
      Schema.named("Subscription", Schema.object(subscriptionFields()));

  /// A change of a subscription.
  public static final Schema SUBSCRIPTION_CHANGE =
      Schema.named(
          "SubscriptionChange",
          Schema.object(
              change(
                  Field.optional(
                      "what",
                      Schema.choice(
                          "change_arranged",
                          "end_arranged",
                          "ended",
                          "paused",
                          "resumed",
                          "undone",
                          "coupon_redeemed",
                          "period_begun",
                          "commitment_settled"),
                      "What happened; a change of plan at once says its term instead."),
                  Field.optional("catalog", ITEM_NAME, "The catalog's version."),
                  Field.optional("plan", ITEM_NAME, "The plan."),
                  Field.optional(
                      "started_at", Schema.time(), "What anniversaries are counted from."),
                  Field.optional("from", Schema.time(), "Since when it is on this plan."),
                  Field.optional(
                      "grants",
                      Schema.list(MoneySchemas.GRANT, 1_000),
                      "The credits that came with it."),
                  Field.optional("subscription", SUBSCRIPTION, "How it is billed."))));

  /// A customer's plan, with what came with it.
  public static final Schema PLAN =
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
                  Field.optional(
                      "subscription", SUBSCRIPTION, "How it is billed; none for a free plan."),
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
                  Field.optional("preventive_block_percent", Schema.amount(), "The own threshold."),
                  Field.optional("spending_cap", CAP, "What use may cost in a billed period."))));

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

  /// The members of a subscription.
  public static List<Field> subscriptionFields() {
    var fields =
        new ArrayList<>(
            List.of(
                Field.of("id", Schema.text(80), "Its id."),
                Field.of("object", Schema.choice("subscription"), "What it is."),
                Field.of(
                    "status",
                    Schema.choice("trialing", "active", "paused", "ended"),
                    "Where it stands.")));
    fields.addAll(ITEMS);
    fields.addAll(
        List.of(
            Field.of("currency", Schema.text(3), "ISO 4217: what all of it is billed in."),
            Field.of("zone", Schema.text(64), "At whose midnight its periods begin."),
            Field.of("started_at", Schema.time(), "When it began."),
            Field.of(
                "current_period",
                PERIOD,
                "The billed period, a month whatever the interval is: its use, overage and minimum"
                    + " are billed when it ends. The last one after the end."),
            Field.of(
                "paid_interval",
                PERIOD,
                "The month or year that fees are paid for, in advance; it ends with a billed period."
                    + " In a trial, that."),
            Field.of(
                "draft_invoice", Schema.text(80), "What collects what comes up in the period."),
            Field.optional("trial_until", Schema.time(), "When the trial ends."),
            Field.optional(
                "at_period_end", ARRANGED, "What is arranged for the end of the paid interval."),
            Field.of("coupons", Schema.list(COUPON, 1_000), "The coupons that last."),
            Field.of("billed_until", Schema.time(), "Up to when use is on an invoice."),
            Field.optional(
                "committed", COMMITTED, "What is undertaken and bought in the calendar month.")));
    return fields;
  }

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

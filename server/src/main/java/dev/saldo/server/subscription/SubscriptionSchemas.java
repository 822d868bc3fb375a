package dev.saldo.server.subscription;

import dev.saldo.server.account.ChoiceSchemas;
import dev.saldo.server.invoice.Preview;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The shapes of subscriptions in bodies and answers.
final class SubscriptionSchemas {
  private static final Schema NAME = Schema.text(255);
  private static final Schema MONEY = Schema.decimal(Schema.Sign.NOT_NEGATIVE);
  private static final Schema ANY_MONEY = Schema.decimal(Schema.Sign.ANY);
  private static final int PRODUCTS_MAX = 200;

  private static final Schema OVERRIDES =
      Schema.named(
          "OverridesInput",
          Schema.object(
              Field.optional("price", MONEY, "The plan's price of a month and one seat."),
              Field.optional(
                  "products", Schema.map(MONEY, PRODUCTS_MAX), "The price of one for a month."),
              Field.optional(
                  "included", Schema.map(Schema.quantity(), 200), "Included units, by meter."),
              Field.optional("quotas", Schema.map(Schema.quantity(), 200), "By quota."),
              Field.optional(
                  "resources",
                  Schema.map(Schema.integer(0, 1_000_000), 200),
                  "How many of each kind of resource."),
              Field.optional("discount", Schema.amount(), "Percent off every fee, 100 at most.")));

  private static final List<Field> TAKEN =
      List.of(
          Field.optional("catalog", NAME, "The catalog; the customer's own, or the only one."),
          Field.optional(
              "version", Schema.integer(1, 1_000_000), "Its version; the latest by default."),
          Field.optional("seats", Schema.integer(1, 1_000_000), "How many seats."),
          Field.optional(
              "interval",
              Schema.choice("month", "year"),
              "What fees are paid for at once; use is billed by the month either way."),
          Field.optional("overrides", OVERRIDES, "What was negotiated with this customer."),
          Field.nullable(
              "commitment",
              NAME,
              "The commitment that is undertaken; `null` for none. What there is stays when it is"
                  + " left out."));

  static final Schema NEW =
      Schema.named(
          "SubscriptionInput",
          Schema.object(
              with(
                  TAKEN,
                  Field.of("customer", NAME, "The customer's id or external id."),
                  Field.of("plan", NAME, "The plan."),
                  Field.optional(
                      "products",
                      Schema.map(Schema.integer(1, 1_000_000), PRODUCTS_MAX),
                      "How many of each product that isn't included."),
                  Field.optional(
                      "currency",
                      Schema.matching("[A-Z]{3}", 3),
                      "ISO 4217; the customer's own where the catalog sells in it, by default."),
                  Field.optional("coupon", Schema.text(63), "A code to redeem with it."))));

  private static final List<Field> CHANGED =
      with(
          TAKEN,
          Field.optional("plan", NAME, "Another plan; the same one by default."),
          Field.optional(
              "products",
              Schema.map(Schema.integer(0, 1_000_000), PRODUCTS_MAX),
              "How many of each product that is named, 0 for none; others stay as they are."),
          Field.optional(
              "when",
              Schema.choice("now", "period_end"),
              "When it takes effect: now, by default, or at the end of what is paid for: of a"
                  + " subscription by the year, of the year."),
          Field.optional(
              "invoice",
              Schema.choice("now", "next", "none"),
              "Where what it costs or gives back stands: on an invoice of its own at once, on that"
                  + " of the current period, or nowhere. At once by default. A change to another"
                  + " interval begins a period, which is paid: there `none` is refused."));

  static final Schema CHANGE = Schema.named("SubscriptionChangeInput", Schema.object(CHANGED));

  private static final Field REFUND =
      Field.optional(
          "refund",
          Schema.flag(),
          "Whether the rest of the paid interval is given back, of a year the rest of the year; it"
              + " isn't by default.");

  static final Schema CANCEL =
      Schema.named(
          "CancellationInput",
          Schema.object(
              Field.optional(
                  "when",
                  Schema.choice("now", "period_end"),
                  "When it ends: now, or at the end of what is paid for, by default; of a subscription"
                      + " by the year, of the year."),
              REFUND));

  static final Schema PAUSE = Schema.named("PauseInput", Schema.object(REFUND));

  static final Schema NOTHING = Schema.object();

  static final Schema COUPON =
      Schema.named(
          "CouponInput", Schema.object(Field.of("code", Schema.text(63), "The coupon's code.")));

  static final Schema PREVIEW =
      Schema.named(
          "PreviewInput",
          Schema.object(
              with(
                  CHANGED,
                  Field.optional(
                      "what",
                      Schema.choice("change", "cancel"),
                      "What is looked at; a change by default."),
                  REFUND)));

  static final Schema LINE =
      Schema.named(
          "OwedLine",
          Schema.object(
              Field.of("kind", Schema.text(63), "What it is for."),
              Field.of("code", NAME, "The plan, product, coupon or meter."),
              Field.of("title", NAME, "What a person reads."),
              Field.of("quantity", ANY_MONEY, "How many; below zero for what is given back."),
              Field.optional("unit", NAME, "What is counted."),
              Field.optional("unit_price", Schema.text(80), "The price of one, exact."),
              Field.of("exact", Schema.text(80), "The amount before rounding."),
              Field.of("amount", ANY_MONEY, "The amount, rounded to the smallest unit."),
              Field.optional("period", ChoiceSchemas.PERIOD, "The time that it covers.")));

  static final Schema PREVIEWED =
      Schema.named(
          "Preview",
          Schema.object(
              Field.of("customer", Schema.text(80), "The customer."),
              Field.of("object", Schema.choice("preview"), "What it is."),
              Field.of("subscription", ChoiceSchemas.SUBSCRIPTION, "The subscription after it."),
              Field.of("at", Schema.time(), "When it would be charged."),
              Field.of("currency", Schema.text(3), "ISO 4217."),
              Field.of(
                  "lines",
                  Schema.list(LINE, 1_000),
                  "What would be charged and given back; the use of the current period isn't"
                      + " among them."),
              Field.of("sum", ANY_MONEY, "The sum of the rounded amounts, before tax."),
              Field.of(
                  "invoices",
                  Schema.list(Preview.Document.SCHEMA, 100),
                  "What is asked for by them, tax included: the documents that the lines stand on,"
                      + " or that the request closes.")));

  /// A subscription, as a page lists it.
  static final Schema LISTED =
      Schema.named(
          "CustomerSubscription",
          Schema.object(
              with(
                  ChoiceSchemas.subscriptionFields(),
                  Field.of("customer", Schema.text(80), "The customer."))));

  private SubscriptionSchemas() {}

  private static List<Field> with(List<Field> fields, Field... more) {
    var all = new ArrayList<>(fields);
    all.addAll(Arrays.asList(more));
    return all;
  }
}

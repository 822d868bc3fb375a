package dev.saldo.core.catalog;

import dev.saldo.core.calendar.Cadence;
import java.util.SequencedMap;

/// Reads how what is sold is billed.
final class BillingSection {
  private static final String CREDITS_SHARE = "credits_share";
  private static final String PROGRESSIVE_AT = "progressive_at";

  static final Shape SHAPE =
      Shapes.table(
          "billing",
          "How what is sold is billed.",
          Shape.Key.optional(
              "from",
              Shapes.choice("anniversary", "calendar"),
              "Whether periods begin with the subscription, or on the calendar's 1st; anniversary"
                  + " when left out."),
          Shape.Key.optional(
              "zone",
              Shapes.choice("customer", "utc"),
              "Whose midnight counts; the customer's when left out."),
          Shape.Key.optional(
              "grace",
              Shapes.LIFE,
              "How long an invoice waits for late events after its period; 24 hours when left out."),
          Shape.Key.optional(
              "prices_include_tax",
              Shapes.FLAG,
              "Whether prices include tax; false when left out."),
          Shape.Key.optional(
              "net_days",
              new Shape.Count(0, 365),
              "The days to pay; payable at once when left out."),
          Shape.Key.optional(
              CREDITS_SHARE,
              Shapes.PERCENT,
              "The share of a plan's fee that pays for its credits and is earned as they are used;"
                  + " all of a fee is earned over its time when left out."),
          Shape.Key.optional(
              PROGRESSIVE_AT,
              AmountsReader.POSITIVE,
              "The cost of use at which an invoice is made in the middle of a period, in the"
                  + " catalog's currency or by currency; use waits for the period's end when left"
                  + " out."),
          Shape.Key.optional(
              "group_by",
              Shapes.choice("cost_centre"),
              "Divides lines of use among the customer's cost centres; one line when left out."));

  private BillingSection() {}

  /// A share of a month's fee is for a month's credits: a plan with a fee has one sort of them,
  /// each month anew, or none.
  static void check(Reading reading, SequencedMap<String, Plan> plans) {
    var table = reading.root().table("billing").filter(one -> one.has(CREDITS_SHARE));
    if (table.isEmpty()) {
      return;
    }
    for (var plan : plans.values()) {
      var own =
          plan.credits().stream().filter(credits -> credits.kind() == GrantKind.PLAN).toList();
      var monthly = own.stream().allMatch(one -> one.reset().cadence() == Cadence.MONTH);
      if (plan.sale().price().isPresent() && (own.size() > 1 || !monthly)) {
        reading.error(
            table.get(),
            CREDITS_SHARE,
            "needs credits of the kind plan that come once a month, of one sort; the plan "
                + Faults.echo(plan.name())
                + " has others");
      }
    }
  }

  static BillingTerms read(Reading reading) {
    var standard = BillingTerms.STANDARD;
    return reading
        .root()
        .table("billing")
        .map(table ->
            new BillingTerms(
                table.textOr("from", "").equals("calendar")
                    ? ResetRule.Anchor.CALENDAR
                    : ResetRule.Anchor.ANNIVERSARY,
                table.textOr("zone", "").equals("utc")
                    ? ResetRule.Zone.UTC
                    : ResetRule.Zone.CUSTOMER,
                table.length("grace").orElse(standard.grace()),
                table.flag("prices_include_tax"),
                table.count("net_days").orElse(standard.netDays()),
                table.amountOr(CREDITS_SHARE, standard.creditsPercent()),
                AmountsReader.read(reading, table, PROGRESSIVE_AT),
                table.has("group_by")))
        .orElse(standard);
  }
}

package dev.saldo.core.catalog;

/// Reads how what is sold is billed.
final class BillingSection {
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
              "The days to pay; payable at once when left out."));

  private BillingSection() {}

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
                table.count("net_days").orElse(standard.netDays())))
        .orElse(standard);
  }
}

package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads the coupons.
final class CouponsSection {
  private static final Shape.Key TITLE =
      Shape.Key.required("title", Shapes.TITLE, "What a line says.");
  private static final Shape.Key PERIODS =
      Shape.Key.optional(
          "periods",
          new Shape.Count(1, 1_200),
          "How many months it lasts, or years where a year is paid at once; all when left out.");
  private static final Shape.Key UNTIL =
      Shape.Key.optional(
          "until", Shapes.DATE, "The last day, in UTC, on which it can be redeemed.");
  private static final Shape.Key PLANS =
      Shape.Key.optional(
          "plans",
          Shapes.list(Shapes.reference(Section.PLANS), 1),
          "What it is for; all plans when left out.");

  static final Shape SHAPE =
      Shapes.map(
          Shapes.COUPON,
          new Shape.OneOf(
              List.of(
                  Shapes.table(
                      "coupon_percent",
                      "A share of the fees.",
                      Shape.Key.required("percent", Shapes.PERCENT, "The share."),
                      TITLE,
                      PERIODS,
                      UNTIL,
                      PLANS),
                  Shapes.table(
                      "coupon_amount",
                      "An amount off the fees, never more than they are.",
                      Shape.Key.required("amount", AmountsReader.SHAPE, "The amount."),
                      TITLE,
                      PERIODS,
                      UNTIL,
                      PLANS))));

  private CouponsSection() {}

  static SequencedMap<String, Coupon> read(Reading reading) {
    return reading.each(
        Section.COUPONS,
        (name, fields) ->
            new Coupon(
                name,
                fields.textOr("title", ""),
                discount(reading, fields),
                fields.count("periods"),
                until(reading, fields),
                new LinkedHashSet<>(fields.texts("plans"))));
  }

  private static Coupon.Discount discount(Reading reading, Fields fields) {
    return AmountsReader.read(reading, fields, "amount")
        .<Coupon.Discount>map(Coupon.Discount.Off::new)
        .orElseGet(() -> new Coupon.Discount.Percent(fields.amountOr("percent", BigDecimal.ONE)));
  }

  private static Optional<Instant> until(Reading reading, Fields fields) {
    var text = fields.text("until").filter(date -> date.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      var day = LocalDate.parse(text.get());
      return Optional.of(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException _) {
      reading.error(fields, "until", Faults.echo(text.get()) + " isn't a day of the calendar");
      return Optional.empty();
    }
  }
}

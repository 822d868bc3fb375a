package dev.saldo.core.catalog;

import dev.saldo.core.money.Decimals;
import java.math.BigDecimal;
import java.util.SequencedMap;

/// Reads the commitments.
final class CommitmentsSection {
  static final Shape SHAPE =
      Shapes.map(
          Shapes.NAME,
          Shapes.table(
              "commitment",
              "Credits that a customer undertakes to buy each calendar month, for less.",
              Shape.Key.required("title", Shapes.TITLE, "What a person reads."),
              Shape.Key.required("credits", Shapes.POSITIVE, "How many credits a month."),
              Shape.Key.optional("unit", Shapes.UNIT, Shapes.UNIT_ABOUT),
              Shape.Key.required(
                  "price", AmountsReader.SHAPE, "What one credit costs before the discount."),
              Shape.Key.optional(
                  "percent", Shapes.PERCENT, "What is taken off it; nothing when left out.")));

  private CommitmentsSection() {}

  static SequencedMap<String, Commitment> read(Reading reading) {
    return reading.each(Section.COMMITMENTS, (name, fields) -> commitment(reading, name, fields));
  }

  private static Commitment commitment(Reading reading, String name, Fields fields) {
    var commitment =
        new Commitment(
            name,
            fields.textOr("title", ""),
            reading.credits(fields, "credits"),
            AmountsReader.read(reading, fields, "price")
                .orElse(Amounts.of(reading.money(BigDecimal.ZERO))),
            fields.amountOr("percent", BigDecimal.ZERO));
    for (var price : commitment.committed().by().values()) {
      if (price.amount().scale() > Decimals.SCALE_MAX) {
        reading.error(
            fields,
            fields.has("percent") ? "percent" : "price",
            "makes one credit cost an amount with more than "
                + Decimals.SCALE_MAX
                + " decimals: "
                + price.amount().toPlainString());
        return commitment;
      }
    }
    return commitment;
  }
}

package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.util.SequencedMap;

/// Reads the credit packs.
final class PacksSection {
  static final Shape SHAPE =
      Shapes.map(
          Shapes.NAME,
          Shapes.table(
              "pack",
              "Credits that can be bought.",
              Shape.Key.required("title", Shapes.TITLE, "What a person reads."),
              Shape.Key.required("credits", Shapes.POSITIVE, "How many credits."),
              Shape.Key.optional("unit", Shapes.UNIT, Shapes.UNIT_ABOUT),
              Shape.Key.required(
                  "price",
                  AmountsReader.SHAPE,
                  "What the pack costs, in the catalog's currency or by currency."),
              Shape.Key.required(
                  "lives_for",
                  Shapes.LIFE_OR_EVER,
                  "How long the credits live from payment, such as 90 days, or ever.")));

  private PacksSection() {}

  static SequencedMap<String, CreditPack> read(Reading reading) {
    return reading.each(
        Section.PACKS,
        (name, fields) ->
            new CreditPack(
                name,
                fields.textOr("title", ""),
                reading.credits(fields, "credits"),
                AmountsReader.read(reading, fields, "price")
                    .orElse(Amounts.of(reading.money(BigDecimal.ZERO))),
                fields.length("lives_for")));
  }
}

package dev.saldo.core.catalog;

import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Reads the credit units.
final class UnitsSection {
  static final Shape SHAPE =
      Shapes.someMap(
          Shapes.NAME,
          Shapes.table(
              "unit",
              "A unit that wallets count in. The first one is meant wherever none is named.",
              Shape.Key.optional(
                  "list_prices",
                  Shapes.someMap(Shapes.CURRENCY, Shapes.AMOUNT),
                  "What one credit lists at, by currency: the value at which a budget in money"
                      + " counts a credit.")));

  private UnitsSection() {}

  static SequencedMap<String, CreditUnitTerms> read(Reading reading) {
    return reading.each(Section.UNITS, (name, fields) -> unit(reading, name, fields));
  }

  /// Whatever counts in credits needs a unit.
  static void requireWhereCounted(Reading reading) {
    var root = reading.root();
    if (root.has(Section.UNITS.key)) {
      return;
    }
    for (var section : List.of(Section.RATE_CARDS, Section.PACKS, Section.COMMITMENTS)) {
      if (!root.map(section.key).isEmpty()) {
        lacking(reading, root, section.key);
      }
    }
    inside(reading, Section.ACTIONS, List.of("price"));
    inside(reading, Section.PLANS, List.of("credits", "overdraft", "budgets"));
  }

  private static void inside(Reading reading, Section section, List<String> counting) {
    for (var entry : reading.root().map(section.key)) {
      var fields = Fields.of(entry.value(), Faults.path(section.key, entry.key()));
      counting.stream().filter(fields::has).forEach(key -> lacking(reading, fields, key));
    }
  }

  private static void lacking(Reading reading, Fields fields, String key) {
    reading.error(fields, key, "counts credits, but the catalog has no `units`");
  }

  private static CreditUnitTerms unit(Reading reading, String name, Fields fields) {
    var prices = new LinkedHashMap<Currency, Money>();
    for (var entry : fields.map("list_prices")) {
      if (Reading.isCurrency(entry.key())) {
        var currency = Currency.getInstance(entry.key());
        var amount = Fields.amount(entry.value()).orElse(BigDecimal.ZERO);
        prices.put(currency, new Money(currency, amount));
      } else if (entry.key().matches("[A-Z]{3}")) {
        var path = Faults.path(fields.path("list_prices"), entry.key());
        reading
            .faults()
            .error(entry.keyPlace(), path, Faults.echo(entry.key()) + " isn't a currency");
      }
    }
    return new CreditUnitTerms(Reading.unit(name), prices);
  }
}

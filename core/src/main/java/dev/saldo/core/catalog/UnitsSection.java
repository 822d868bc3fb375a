package dev.saldo.core.catalog;

import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
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

package dev.saldo.core.catalog;

import dev.saldo.core.money.Money;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Reads amounts of money: one in the catalog's currency, or one for each currency.
final class AmountsReader {
  static final Shape SHAPE =
      new Shape.ShortOr(Shapes.AMOUNT, Shapes.someMap(Shapes.CURRENCY, Shapes.AMOUNT));

  /// The same above zero.
  static final Shape POSITIVE =
      new Shape.ShortOr(Shapes.POSITIVE, Shapes.someMap(Shapes.CURRENCY, Shapes.POSITIVE));

  private AmountsReader() {}

  static Optional<Amounts> read(Reading reading, Fields fields, String key) {
    return fields.node(key).map(node -> read(reading, node, fields.path(key)));
  }

  static Amounts read(Reading reading, Node node, String path) {
    if (!(node instanceof Node.Mapping)) {
      return Amounts.of(reading.money(Fields.amount(node).orElse(java.math.BigDecimal.ZERO)));
    }
    var by = new LinkedHashMap<Currency, Money>();
    for (var entry : new Fields((Node.Mapping) node, path).mapping().entries()) {
      if (!Reading.isCurrency(entry.key())) {
        reading
            .faults()
            .error(
                entry.keyPlace(),
                Faults.path(path, entry.key()),
                Faults.echo(entry.key()) + " isn't a currency");
        continue;
      }
      var currency = Currency.getInstance(entry.key());
      Fields.amount(entry.value())
          .ifPresent(amount -> by.put(currency, new Money(currency, amount)));
    }
    return new Amounts(by);
  }
}

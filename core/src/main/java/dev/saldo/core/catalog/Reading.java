package dev.saldo.core.catalog;

import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// One text being read: what its sections share.
///
/// @param currency that of the catalog's prices
/// @param defaultUnit the first credit unit defined
record Reading(Fields root, Names names, Faults faults, Currency currency, CreditUnit defaultUnit) {

  private static final String UNIT_PATTERN = "[a-z][a-z0-9_]{0,62}";

  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  /// In place of a unit whose name can't be one; the fault has been reported.
  private static final CreditUnit UNIT_STAND_IN = new CreditUnit("credit");

  static Reading of(Fields root, Names names, Faults faults) {
    var currency = root.text("currency").filter(Reading::isCurrency).orElse("XXX");
    var unit = names.in(Section.UNITS).stream().findFirst().map(Reading::unit);
    return new Reading(
        root, names, faults, Currency.getInstance(currency), unit.orElse(UNIT_STAND_IN));
  }

  static boolean isCurrency(String code) {
    return CURRENCIES.contains(code);
  }

  static CreditUnit unit(String name) {
    return name.matches(UNIT_PATTERN) ? new CreditUnit(name) : UNIT_STAND_IN;
  }

  /// The unit that a table names, or the default one.
  CreditUnit unitOf(Fields fields) {
    return fields.text("unit").map(Reading::unit).orElse(defaultUnit);
  }

  /// The currencies that prices are stated in: the catalog's own first.
  Set<Currency> currencies() {
    var all = new LinkedHashSet<Currency>();
    all.add(currency);
    root.texts("currencies").stream()
        .filter(Reading::isCurrency)
        .map(Currency::getInstance)
        .forEach(all::add);
    return all;
  }

  Credits credits(Fields fields, String key) {
    return new Credits(unitOf(fields), fields.amountOr(key, BigDecimal.ZERO));
  }

  Money money(BigDecimal amount) {
    return new Money(currency, amount);
  }

  /// Reads each table of a section, in the order of the text.
  <T> SequencedMap<String, T> each(Section section, BiFunction<String, Fields, T> read) {
    var all = new LinkedHashMap<String, T>();
    for (var entry : root.map(section.key)) {
      var path = Faults.path(section.key, entry.key());
      all.put(entry.key(), read.apply(entry.key(), Fields.of(entry.value(), path)));
    }
    return Collections.unmodifiableSequencedMap(all);
  }

  /// An unmodifiable copy that keeps the order.
  static <T> Map<String, T> ordered(Map<String, T> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }

  void error(Fields fields, String key, String message) {
    faults.error(fields.place(key), fields.path(key), message);
  }

  void warning(Fields fields, String key, String message) {
    faults.warning(fields.place(key), fields.path(key), message);
  }
}

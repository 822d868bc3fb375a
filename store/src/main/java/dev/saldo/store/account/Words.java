package dev.saldo.store.account;

import dev.saldo.core.money.CreditUnit;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/// How constants are written in rows, and units that are read again and again.
final class Words {
  private static final int UNITS_MAX = 10_000;

  private final ConcurrentHashMap<String, CreditUnit> units = new ConcurrentHashMap<>();

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  CreditUnit unit(String code) {
    var known = units.get(code);
    if (known != null) {
      return known;
    }
    var unit = new CreditUnit(code);
    if (units.size() < UNITS_MAX) {
      units.put(code, unit);
    }
    return unit;
  }
}

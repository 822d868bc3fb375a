package dev.saldo.server.invoice.document;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Codes of UN/ECE Recommendation 20 for the units that have one.
final class Units {
  /// Of a thing that is counted one by one.
  static final String ONE = "C62";

  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("second", "SEC"),
          Map.entry("minute", "MIN"),
          Map.entry("hour", "HUR"),
          Map.entry("day", "DAY"),
          Map.entry("week", "WEE"),
          Map.entry("month", "MON"),
          Map.entry("year", "ANN"),
          Map.entry("byte", "AD"),
          Map.entry("kb", "2P"),
          Map.entry("mb", "4L"),
          Map.entry("gb", "E34"),
          Map.entry("tb", "E35"));

  private Units() {}

  /// The code of a unit, in the singular or plural; of one piece for all others, such as calls.
  static String code(Optional<String> unit) {
    return unit.map(name -> name.strip().toLowerCase(Locale.ROOT))
        .map(name -> name.endsWith("s") ? name.substring(0, name.length() - 1) : name)
        .map(name -> CODES.getOrDefault(name, ONE))
        .orElse(ONE);
  }
}

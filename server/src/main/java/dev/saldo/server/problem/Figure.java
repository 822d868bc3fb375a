package dev.saldo.server.problem;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A figure that a problem names, in its text and as a member of its own.
public sealed interface Figure {

  /// Credits, money or a quantity; on the wire a decimal string.
  record Amount(BigDecimal value) implements Figure {}

  /// A count; on the wire a JSON integer.
  record Count(long value) implements Figure {}

  /// A word, an id or an address.
  record Text(String value) implements Figure {}

  /// A point in time; on the wire RFC 3339 in UTC.
  record Moment(Instant value) implements Figure {}

  /// A yes or no.
  record Flag(boolean value) implements Figure {}

  /// Several things with figures of their own; on the wire a list of objects.
  record Rows(List<Map<String, Figure>> rows) implements Figure {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /// The figure as a word in a text for people.
  default String shown(Language language) {
    return switch (this) {
      case Amount(BigDecimal value) -> plain(value).replace('.', language.decimalMark());
      case Count(long value) -> Long.toString(value);
      case Text(String value) -> value;
      case Moment(Instant value) -> value.toString();
      case Flag(boolean value) -> Boolean.toString(value);
      case Rows(List<Map<String, Figure>> rows) ->
          rows.stream()
              .map(row ->
                  row.values().stream()
                      .map(figure -> figure.shown(language))
                      .collect(Collectors.joining(" ")))
              .collect(Collectors.joining(", "));
    };
  }

  /// A decimal without exponent or trailing zeros.
  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}

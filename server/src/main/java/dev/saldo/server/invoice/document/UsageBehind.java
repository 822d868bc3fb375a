package dev.saldo.server.invoice.document;

import dev.saldo.core.calendar.Period;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// The use that an invoice's lines were counted from, for the page behind them.
///
/// @param rows in the order in which they are shown; none for no such page
public record UsageBehind(List<Row> rows) {
  /// Nothing was used, or nothing of it is to be shown.
  public static final UsageBehind NONE = new UsageBehind(List.of());

  public UsageBehind {
    rows = List.copyOf(rows);
  }

  /// What one meter counted in a day or a longer time.
  ///
  /// @param meter what a person reads
  /// @param unit what is counted, such as `call`
  /// @param events how many events it was counted from
  public record Row(
      Period period, String meter, BigDecimal quantity, Optional<String> unit, long events) {}
}

package dev.saldo.testkit.crash;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// What stands in the database.
///
/// @param lines of the journal
/// @param remaining what is left of each customer's grants, by external id
record Booked(List<Line> lines, Map<String, BigDecimal> remaining) {
  Booked {
    lines = List.copyOf(lines);
    remaining = Map.copyOf(remaining);
  }

  /// One line of the journal.
  ///
  /// @param customer external id
  /// @param key the idempotency key, or the event's id
  /// @param answer as it was first given; of an event, the id it got
  /// @param credits the sum of the ledger's entries that it caused
  record Line(String customer, String key, String answer, BigDecimal credits) {}
}

package dev.saldo.server.migration;

import dev.saldo.core.account.PeriodFees;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.money.Money;
import dev.saldo.store.migration.Candidate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// What would become of one customer.
///
/// @param plan what its plan is called in the new version
record Foreseen(Candidate candidate, String plan, Result result) {

  sealed interface Result {
    /// It would be moved.
    ///
    /// @param at when: now, or at the end of its period
    /// @param before what a period costs; empty where nothing is billed
    /// @param charged what is charged at once, below zero for what is given back; empty where
    ///   nothing is
    /// @param credits what is granted at once, by unit
    /// @param replaces the migration whose arranged change gives way
    record Moved(
        Instant at,
        Optional<PeriodFees> before,
        Optional<PeriodFees> after,
        Optional<Money> charged,
        SortedMap<String, BigDecimal> credits,
        Optional<UUID> replaces)
        implements Result {
      public Moved {
        credits = Collections.unmodifiableSortedMap(new TreeMap<>(credits));
      }
    }

    /// It couldn't be.
    record Not(Refusal refusal) implements Result {}
  }
}

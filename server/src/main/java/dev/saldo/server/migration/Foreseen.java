package dev.saldo.server.migration;

import dev.saldo.core.account.PeriodFees;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.money.Money;
import dev.saldo.store.migration.Candidate;
import java.time.Instant;
import java.util.Optional;

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
    record Moved(
        Instant at,
        Optional<PeriodFees> before,
        Optional<PeriodFees> after,
        Optional<Money> charged)
        implements Result {}

    /// It couldn't be.
    record Not(Refusal refusal) implements Result {}
  }
}

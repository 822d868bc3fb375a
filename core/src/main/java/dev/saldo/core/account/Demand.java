package dev.saldo.core.account;

import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.limit.TallyKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an act asks of one ceiling.
///
/// @param level `quota`, `budget` or `free`
/// @param amount in the ceiling's unit; zero or more
/// @param limit empty when nothing is ever too much
/// @param hard whether it refuses
/// @param notifyPercent the used shares that notify
/// @param resetsAt empty for a ceiling that never begins anew
record Demand(
    String level,
    String name,
    TallyKey key,
    BigDecimal amount,
    Optional<BigDecimal> limit,
    boolean hard,
    String unit,
    List<BigDecimal> notifyPercent,
    Optional<Instant> resetsAt,
    Optional<Budget> budget) {

  Tallied tallied() {
    return new Tallied(key, amount);
  }

  Consulted consulted(BigDecimal usedAfter) {
    return new Consulted(level, name, limit, Optional.of(usedAfter), unit, resetsAt);
  }
}

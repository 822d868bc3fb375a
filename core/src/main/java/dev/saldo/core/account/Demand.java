package dev.saldo.core.account;

import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an act asks of one ceiling.
///
/// @param level `quota`, `budget` or `free`
/// @param amount in the ceiling's unit; zero or more, or what a level whose average is billed gains
/// @param limit empty when nothing is ever too much
/// @param hard whether it refuses
/// @param notifyPercent the used shares that notify
/// @param resetsAt empty for a ceiling that never begins anew
/// @param agreed how much of the limit is billed, by agreement
/// @param sets the level that the act sets, where it sets one
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
    Optional<Budget> budget,
    Optional<Credits> agreed,
    Optional<Setting> sets) {

  /// A level that is set.
  ///
  /// @param before where its average is billed: the level in force then. What is asked of the
  ///   ceiling goes by the height of the level, and what is counted by the time for which it holds.
  record Setting(Effect.LevelSet set, Optional<BigDecimal> before) {}

  /// Whether it sets a meter's level.
  boolean isOf(Meter meter) {
    return sets.filter(setting -> setting.set().meter().equals(meter.name())).isPresent();
  }

  /// Whether it is of a level whose average is billed.
  boolean isOfAverage() {
    return sets.flatMap(Setting::before).isPresent();
  }

  /// What is used of the ceiling before the act.
  BigDecimal before(Draft draft) {
    return sets.flatMap(Setting::before).orElseGet(() -> draft.tally(key).used());
  }

  /// One of which nothing is billed by agreement, by an act that sets no level.
  Demand(
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
    this(
        level,
        name,
        key,
        amount,
        limit,
        hard,
        unit,
        notifyPercent,
        resetsAt,
        budget,
        Optional.empty(),
        Optional.empty());
  }

  /// The limit without what is billed above it.
  Optional<BigDecimal> included() {
    return limit.map(most -> agreed.map(above -> most.subtract(above.amount())).orElse(most));
  }

  Tallied tallied() {
    return new Tallied(key, isOfAverage() ? BigDecimal.ZERO : amount);
  }

  Consulted consulted(BigDecimal usedAfter) {
    return new Consulted(level, name, limit, Optional.of(usedAfter), unit, resetsAt);
  }
}

package dev.saldo.core.catalog;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/// Credits that come with a plan.
///
/// @param kind `PLAN`, `TRIAL` or `PROMOTIONAL`
/// @param reset when they are granted anew; the grant of a period expires at its end
/// @param prorateFirst whether a period begun in its middle grants credits × remaining seconds ÷
///   seconds of the period, rounded up to a whole credit
/// @param livesFor an end earlier than the period's, counted from the grant
/// @param rollover the share of what is unused at the end of a period that is carried into the next
///   one, once
public record PlanCredits(
    Credits credits,
    GrantKind kind,
    ResetRule reset,
    boolean prorateFirst,
    Optional<Duration> livesFor,
    Optional<Rollover> rollover) {

  /// Whether they are the plan's own and granted anew, which is when others may end.
  public boolean isReset() {
    return kind == GrantKind.PLAN && reset.cadence() != Cadence.ONCE;
  }

  /// How much of what is unused is carried.
  ///
  /// @param percent 1 to 100
  /// @param periods how many periods from the plan's start carry; empty for all
  public record Rollover(BigDecimal percent, Optional<Integer> periods) {}
}

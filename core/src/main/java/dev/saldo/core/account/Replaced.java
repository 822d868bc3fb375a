package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.money.Credits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What earlier plans have brought for a period already.
final class Replaced {
  private Replaced() {}

  /// The most that an earlier plan brought for the same period; going back and forth between plans
  /// grants nothing twice. What an earlier plan brought for this period is due again after its
  /// beginning.
  static Optional<Credits> most(
      Draft draft, List<Term> earlier, PlanCredits credits, Period period) {
    Optional<Credits> most = Optional.empty();
    var fresh = sinceBreak(earlier);
    for (var term : earlier) {
      if (term.ended()) {
        continue;
      }
      var plan = planOf(draft, term);
      for (var i = 0; i < plan.credits().size(); i++) {
        var other = plan.credits().get(i);
        if (isSameKind(other, credits)
            && isGranted(term, i, other, period)
            && (fresh.contains(term) || other.reset().cadence() == Cadence.ONCE)) {
          var brought = PlanGrants.full(plan, other, term.items());
          most = Optional.of(most.map(brought::max).orElse(brought));
        }
      }
    }
    return most;
  }

  /// The terms since the plan last ended or paused: a new beginning is paid for anew, and brings
  /// its credits anew, but for those that are granted once.
  private static List<Term> sinceBreak(List<Term> earlier) {
    for (var i = earlier.size() - 1; i >= 0; i--) {
      if (earlier.get(i).ended()) {
        return earlier.subList(i + 1, earlier.size());
      }
    }
    return earlier;
  }

  private static boolean isGranted(Term term, int index, PlanCredits credits, Period period) {
    // A due time that is the period's beginning in another zone isn't its end.
    var middle = period.from().plus(period.length().dividedBy(2));
    return credits.reset().cadence() == Cadence.ONCE
        || term.grantsDue().get(index).filter(due -> due.isAfter(middle)).isPresent();
  }

  /// When credits of the same kind are due next, if the running plan has them.
  static Optional<Instant> due(Draft draft, PlanCredits credits, Instant startedAt) {
    var running = draft.account().term().filter(term -> isCountedAlike(term, credits, startedAt));
    if (running.isEmpty()) {
      return Optional.empty();
    }
    var others = planOf(draft, running.get()).credits();
    for (var i = 0; i < others.size(); i++) {
      if (isSameKind(others.get(i), credits)) {
        return running.get().grantsDue().get(i);
      }
    }
    return Optional.empty();
  }

  private static boolean isCountedAlike(Term term, PlanCredits credits, Instant startedAt) {
    return credits.reset().anchor() == ResetRule.Anchor.CALENDAR
        || term.startedAt().equals(startedAt);
  }

  static Plan planOf(Draft draft, Term term) {
    return draft.context.catalogs().catalog(term.catalog()).plan(term.plan()).orElseThrow();
  }

  private static boolean isSameKind(PlanCredits one, PlanCredits other) {
    return one.kind() == other.kind()
        && one.reset().equals(other.reset())
        && one.credits().unit().equals(other.credits().unit());
  }
}

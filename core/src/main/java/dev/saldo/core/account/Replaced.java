package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.money.Credits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What earlier plans have brought for a time that lasts still.
final class Replaced {
  private Replaced() {}

  /// Credits that an earlier plan brought.
  ///
  /// @param brought those of the whole period
  /// @param period the one that they are for
  record Lasting(Credits brought, Period period) {}

  /// What earlier terms brought for periods that last still. Of several the most counts, because
  /// each brought what the others lacked: so going back and forth between plans grants nothing
  /// twice.
  ///
  /// What a trial brought counts in the trial alone; where a fee begins, what was there without one
  /// doesn't count.
  static List<Lasting> of(
      Draft draft, List<Term> earlier, PlanCredits credits, PlanGrants.Onto onto) {
    var lasting = new ArrayList<Lasting>();
    for (var term : sinceBreak(earlier)) {
      if (term.isTrial() && !onto.beginning().isTrial()) {
        continue;
      }
      var plan = planOf(draft, term);
      if (onto.beginning().fee() == Beginning.Fee.ANEW && !plan.sale().isBilled()) {
        continue;
      }
      for (var i = 0; i < plan.credits().size(); i++) {
        var other = plan.credits().get(i);
        if (isSameKind(other, credits)
            && other.reset().cadence() != Cadence.ONCE
            && term.grantsDue().get(i).filter(onto.term().from()::isBefore).isPresent()) {
          var brought = PlanGrants.full(plan, other, term.items());
          var period = PlanGrants.period(draft, other, term.startedAt(), onto.term().from());
          lasting.add(new Lasting(brought, period));
        }
      }
    }
    return lasting;
  }

  /// Whether credits that never begin anew were there before, also before a break.
  static boolean isGrantedOnce(Draft draft, List<Term> earlier, PlanCredits credits) {
    return earlier.stream()
        .filter(term -> !term.ended())
        .flatMap(term -> planOf(draft, term).credits().stream())
        .anyMatch(other -> isSameKind(other, credits) && other.reset().equals(credits.reset()));
  }

  /// The terms since the plan last ended or paused: a new beginning is paid for anew, and brings
  /// its credits anew.
  static List<Term> sinceBreak(List<Term> earlier) {
    for (var i = earlier.size() - 1; i >= 0; i--) {
      if (earlier.get(i).ended()) {
        return earlier.subList(i + 1, earlier.size());
      }
    }
    return earlier;
  }

  /// When credits of the same kind are due next, if the running plan has them.
  static Optional<Instant> due(Draft draft, PlanCredits credits, Instant startedAt) {
    var running = draft.account().term().filter(term -> isCountedAlike(term, credits, startedAt));
    if (running.isEmpty()) {
      return Optional.empty();
    }
    var others = planOf(draft, running.get()).credits();
    for (var i = 0; i < others.size(); i++) {
      if (isSameKind(others.get(i), credits) && others.get(i).reset().equals(credits.reset())) {
        return running.get().grantsDue().get(i);
      }
    }
    return Optional.empty();
  }

  /// Whether credits of the kind are due at a time on the running plan, whatever their rhythm is.
  static boolean isDue(Draft draft, PlanCredits credits, Instant at) {
    var running = draft.account().term();
    if (running.isEmpty()) {
      return false;
    }
    var others = planOf(draft, running.get()).credits();
    for (var i = 0; i < others.size(); i++) {
      if (isSameKind(others.get(i), credits)
          && running.get().grantsDue().get(i).filter(at::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCountedAlike(Term term, PlanCredits credits, Instant startedAt) {
    return credits.reset().anchor() == ResetRule.Anchor.CALENDAR
        || term.startedAt().equals(startedAt);
  }

  static Plan planOf(Draft draft, Term term) {
    return draft.context.catalogs().catalog(term.catalog()).plan(term.plan()).orElseThrow();
  }

  private static boolean isSameKind(PlanCredits one, PlanCredits other) {
    return one.kind() == other.kind() && one.credits().unit().equals(other.credits().unit());
  }
}

package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.money.Credits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A period's credits that go on although the plan does so by another rhythm: a version that renews
/// them from another day, in another zone or at another pace begins with that when they end.
/// Otherwise whoever is moved would have the time that both periods cover twice.
///
/// @param whole their period, up to when they last
/// @param most what was brought for a period like it
record Continuing(Period whole, Credits most) {
  /// Credits of an earlier term that last past an instant.
  private record Running(PlanCredits credits, Credits full, Instant until, Instant startedAt) {}

  /// Those that go on at a term's beginning.
  ///
  /// @param earlier the terms before it
  static Optional<Continuing> of(
      Draft draft, List<Term> earlier, PlanGrants.Onto onto, PlanCredits credits) {
    var term = onto.term();
    var next = new Next(term.catalog(), term.startedAt(), term.from(), onto.beginning());
    return of(draft, earlier, next, credits);
  }

  /// A term that is about to begin.
  record Next(CatalogReference catalog, Instant startedAt, Instant at, Beginning beginning) {}

  static Optional<Continuing> of(Draft draft, List<Term> earlier, Next next, PlanCredits credits) {
    var fresh = Replaced.sinceBreak(earlier);
    // Where a fee begins anew, credits do; a trial's end with it.
    if (fresh.isEmpty()
        || credits.reset().cadence() == Cadence.ONCE
        || next.beginning().fee() == Beginning.Fee.ANEW
        || next.beginning().isTrial()) {
      return Optional.empty();
    }
    var last = fresh.getLast();
    return running(draft, last, credits, next.at())
        .filter(before -> isOtherwise(draft, before, last, next, credits))
        .findFirst()
        .map(before ->
            new Continuing(whole(draft, before, next.at()), most(draft, fresh, before, next.at())));
  }

  private static boolean isOtherwise(
      Draft draft, Running before, Term last, Next next, PlanCredits credits) {
    var reset = credits.reset();
    if (before.credits().reset().equals(reset)) {
      var period = reset.containing(next.at(), draft.account().zone(), next.startedAt());
      var apart = Duration.between(period.until(), before.until()).abs();
      return reset.anchor() == ResetRule.Anchor.ANNIVERSARY && apart.compareTo(reset.shift()) > 0;
    }
    return last.catalog().name().equals(next.catalog().name())
        && !last.catalog().equals(next.catalog());
  }

  private static Stream<Running> running(Draft draft, Term term, PlanCredits credits, Instant at) {
    var plan = Replaced.planOf(draft, term);
    return IntStream.range(0, plan.credits().size())
        .filter(i -> isOfKind(plan.credits().get(i), credits))
        .boxed()
        .flatMap(i ->
            term.grantsDue().get(i).filter(due -> due.isAfter(at)).stream()
                .map(due -> {
                  var other = plan.credits().get(i);
                  var full = PlanGrants.full(plan, other, term.items());
                  return new Running(other, full, due, term.startedAt());
                }));
  }

  private static boolean isOfKind(PlanCredits one, PlanCredits other) {
    return one.kind() == other.kind() && one.credits().unit().equals(other.credits().unit());
  }

  private static Period whole(Draft draft, Running running, Instant at) {
    var within = running.until().minusSeconds(1);
    var length = PlanGrants.period(draft, running.credits(), running.startedAt(), within).length();
    var from = running.until().minus(length);
    return new Period(from.isAfter(at) ? at : from, running.until());
  }

  private static Credits most(Draft draft, List<Term> fresh, Running running, Instant at) {
    return fresh.stream()
        .flatMap(term -> running(draft, term, running.credits(), at))
        .map(Running::full)
        .reduce(running.full(), Credits::max);
  }

  /// What more falls to the rest of them.
  ///
  /// @param full the credits of all of it
  Credits above(Credits full, Instant at) {
    return Share.of(full, at, whole).above(Share.of(most, at, whole)).rounded(full.unit());
  }

  /// What falls to the rest of the first period by the new rhythm, when it begins in its middle.
  ///
  /// @param full the credits of all of it
  static Credits renewed(PlanCredits credits, Credits full, Instant at, Period period) {
    return at.isAfter(period.from().plus(credits.reset().shift()))
        ? Share.of(full, at, period).rounded(full.unit())
        : full;
  }
}

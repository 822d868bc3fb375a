package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The credits that come with plans.
///
/// The first plan grants its credits, prorated where the plan says so. Where a fee goes on in the
/// middle of a period, a change grants what the new plan or more seats bring in the time that
/// remains, less what was brought for that time already: the difference × the seconds that remain ÷
/// the seconds of the period, rounded up to a whole credit. A plan without credits brought none;
/// one with fewer takes none back. Where the fee begins anew, so do the credits.
final class PlanGrants {
  private PlanGrants() {}

  /// The period of credits that a plan begins in at a time. Where credits of the kind are there
  /// already, it ends when those do, whatever the customer's zone is since.
  static Period period(Draft draft, PlanCredits credits, Instant startedAt, Instant at) {
    var zone = draft.account().zone();
    var due = Replaced.due(draft, credits, startedAt);
    if (due.isEmpty() || credits.reset().cadence() == Cadence.ONCE) {
      return credits.reset().containing(at, zone, startedAt);
    }
    var next = credits.reset().beginning(due.get(), zone, startedAt);
    if (!due.get().isAfter(at)) {
      return at.isBefore(next.until()) ? next : credits.reset().containing(at, zone, startedAt);
    }
    var current = credits.reset().containing(next.from().minusNanos(1), zone, startedAt);
    return new Period(current.from(), due.get());
  }

  /// The credits of a period: of one seat, or of all where the plan is sold by the seat.
  static Credits full(Plan plan, PlanCredits credits, Items items) {
    var one = credits.credits();
    return plan.sale().perSeat()
        ? new Credits(one.unit(), one.amount().multiply(BigDecimal.valueOf(items.seats())))
        : one;
  }

  /// What a customer goes to.
  record Onto(Catalog catalog, Plan plan, Term term, Beginning beginning) {}

  static List<Grant> grant(
      Draft draft, Onto onto, List<Term> earlier, CostBasis basis, Wallet.Cause cause) {
    var grants = new ArrayList<Grant>();
    var term = onto.term();
    for (var i = 0; i < onto.plan().credits().size(); i++) {
      if (isRenewal(term, i)) {
        continue;
      }
      var credits = onto.plan().credits().get(i);
      var running = Continuing.of(draft, earlier, onto, credits);
      var period =
          running
              .map(Continuing::whole)
              .orElseGet(() -> period(draft, credits, term.startedAt(), term.from()));
      var full = full(onto.plan(), credits, term.items());
      var amount =
          running
              .map(one -> one.above(full, term.from()))
              .orElseGet(() -> amount(draft, onto, earlier, credits, period));
      if (amount.isPositive()) {
        var paid = basis.of(credits, amount);
        grants.add(open(draft, onto.catalog(), onto.plan(), credits, amount, paid, period, cause));
      }
    }
    return grants;
  }

  /// What falls due as the term begins is posted as every renewal is.
  private static boolean isRenewal(Term term, int index) {
    return term.grantsDue().get(index).filter(due -> !due.isAfter(term.from())).isPresent();
  }

  private static Credits amount(
      Draft draft, Onto onto, List<Term> earlier, PlanCredits credits, Period period) {
    var full = full(onto.plan(), credits, onto.term().items());
    if (credits.reset().cadence() == Cadence.ONCE) {
      return Replaced.isGrantedOnce(draft, earlier, credits) ? Credits.zero(full.unit()) : full;
    }
    var replaced = Replaced.of(draft, earlier, credits, onto);
    var at = onto.term().from();
    var prorated =
        credits.prorateFirst()
            || isPart(onto, earlier)
            || replaced.stream().anyMatch(one -> one.period().equals(period));
    var brings = prorated ? Share.of(full, at, period) : Share.whole(full);
    return replaced.stream()
        .map(one -> Share.of(one.brought(), at, one.period()))
        .max(Share::compareTo)
        .map(brings::above)
        .orElse(brings)
        .rounded(full.unit());
  }

  /// Whether only a part of a period's fee is paid. The first plan of a customer says itself what
  /// it brings then.
  private static boolean isPart(Onto onto, List<Term> earlier) {
    return switch (onto.beginning().fee()) {
      case GOES_ON -> true;
      case ANEW ->
          !earlier.isEmpty()
              && onto.catalog().sale().billing().anchor() == ResetRule.Anchor.CALENDAR;
      case NONE -> false;
    };
  }

  /// Opens the lot of one of the plan's credits for a period.
  static Grant open(
      Draft draft,
      Catalog catalog,
      Plan plan,
      PlanCredits credits,
      Credits amount,
      Optional<Money> paid,
      Period period,
      Wallet.Cause cause) {
    var wallet =
        switch (Wallets.forUnit(draft, Optional.empty(), amount.unit(), "/plan")) {
          case Wallets.Result.Found(var found) -> found;
          case Wallets.Result.Missing _ ->
              draft.open(Wallet.open(draft.newId(), amount.unit().code(), amount.unit()));
        };
    var from = cause.effectiveAt();
    var end = credits.livesFor().map(from::plus).filter(at -> at.isBefore(period.until()));
    var zero = Credits.zero(amount.unit());
    var grant =
        new Grant(
            draft.newId(),
            credits.kind(),
            plan.name(),
            amount,
            amount,
            zero,
            zero,
            catalog.burnOrder().priority(credits.kind()),
            from,
            end.or(() -> periodEnd(credits, period)),
            paid,
            false,
            Grant.State.ACTIVE);
    draft.opened(wallet.id(), grant);
    draft.put(wallet.add(grant, cause));
    return grant;
  }

  private static Optional<Instant> periodEnd(PlanCredits credits, Period period) {
    return credits.reset().cadence() == Cadence.ONCE
        ? Optional.empty()
        : Optional.of(period.until());
  }
}

package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The credits that come with plans.
///
/// The first plan grants its credits, prorated where the plan says so. A change in the middle of a
/// period grants the difference × the seconds that remain ÷ the seconds of the period, rounded up
/// to a whole credit, when the new plan or more seats have more; one with fewer takes none back.
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
      return next;
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

  static List<Grant> grant(
      Draft draft,
      Catalog catalog,
      Plan plan,
      List<Term> earlier,
      Term term,
      CostBasis basis,
      Wallet.Cause cause) {
    var grants = new ArrayList<Grant>();
    for (var credits : plan.credits()) {
      var period = period(draft, credits, term.startedAt(), term.from());
      var most = Replaced.most(draft, earlier, credits, period);
      var amount = amount(full(plan, credits, term.items()), credits, most, term.from(), period);
      if (amount.isPositive()) {
        var paid = basis.of(credits, amount);
        grants.add(open(draft, catalog, plan, credits, amount, paid, period, cause));
      }
    }
    return grants;
  }

  private static Credits amount(
      Credits full, PlanCredits credits, Optional<Credits> replaced, Instant at, Period period) {
    if (credits.reset().cadence() == Cadence.ONCE) {
      return replaced.isPresent() ? Credits.zero(full.unit()) : full;
    }
    if (replaced.isPresent()) {
      return prorated(full.minus(replaced.get()).atLeastZero(), at, period);
    }
    return credits.prorateFirst() ? prorated(full, at, period) : full;
  }

  /// `credits × remaining seconds ÷ seconds of the period`, rounded up to a whole credit.
  static Credits prorated(Credits credits, Instant now, Period period) {
    if (!now.isAfter(period.from())) {
      return credits;
    }
    var remaining = BigDecimal.valueOf(period.until().getEpochSecond() - now.getEpochSecond());
    var whole = BigDecimal.valueOf(period.length().toSeconds());
    return new Credits(
        credits.unit(),
        credits.amount().multiply(remaining).divide(whole, 0, RoundingMode.CEILING));
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

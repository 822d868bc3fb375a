package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts a customer on a plan, with the credits that come with it.
///
/// The first plan grants its credits, prorated where the plan says so. A change in the middle of a
/// period grants the difference × the seconds that remain ÷ the seconds of the period, rounded up
/// to a whole credit, when the new plan has more; one with fewer takes none back.
final class Subscribing {
  private Subscribing() {}

  static Decision change(Draft draft, Command.ChangePlan command) {
    var catalog = draft.context.catalogs().catalog(command.catalog());
    var plan = catalog.plan(command.plan());
    if (plan.isEmpty()) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/plan",
              "unknown_plan",
              "catalog "
                  + catalog.reference()
                  + " has the plans "
                  + String.join(", ", catalog.plans().keySet())));
    }
    var earlier = draft.account().terms();
    var before = draft.account().term();
    if (before.filter(term -> isSame(term, command)).isPresent()) {
      return new Decision.No(new Refusal.InvalidState("plan", command.plan()));
    }
    var refusal =
        Claiming.downgrade(draft, command, before.map(of -> planOf(draft, of)), plan.get());
    if (refusal.isPresent()) {
      return new Decision.No(refusal.get());
    }
    var id = draft.newId();
    var cause = draft.cause(id, command.key().digest());
    var term = begin(draft, command, before, plan.get());
    draft.begin(term);
    var grants = grant(draft, catalog, plan.get(), earlier, term, cause);
    overdraft(draft, plan.get());
    var tolerated = Claiming.tolerated(draft, command, plan.get());
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.PlanChanged(id, draft.now(), term, grants, tolerated));
  }

  private static boolean isSame(Term term, Command.ChangePlan command) {
    return term.catalog().equals(command.catalog()) && term.plan().equals(command.plan());
  }

  private static Term begin(
      Draft draft, Command.ChangePlan command, Optional<Term> before, Plan plan) {
    var startedAt =
        before
            .filter(term -> term.catalog().name().equals(command.catalog().name()))
            .map(Term::startedAt)
            .orElse(draft.now());
    var due =
        plan.credits().stream()
            .map(credits ->
                credits.reset().cadence() == Cadence.ONCE
                    ? Optional.<Instant>empty()
                    : Optional.of(period(draft, credits, startedAt).until()))
            .toList();
    return new Term(command.catalog(), command.plan(), startedAt, draft.now(), due);
  }

  private static Period period(Draft draft, PlanCredits credits, Instant startedAt) {
    return credits.reset().containing(draft.now(), draft.account().zone(), startedAt);
  }

  private static List<Grant> grant(
      Draft draft, Catalog catalog, Plan plan, List<Term> earlier, Term term, Wallet.Cause cause) {
    var grants = new ArrayList<Grant>();
    for (var credits : plan.credits()) {
      var period = period(draft, credits, term.startedAt());
      var amount = amount(draft, credits, replaced(draft, earlier, credits, period), period);
      if (amount.isPositive()) {
        grants.add(open(draft, catalog, plan, credits, amount, period, cause));
      }
    }
    return grants;
  }

  /// The most that an earlier plan brought for the same period; going back and forth between plans
  /// grants nothing twice.
  private static Optional<Credits> replaced(
      Draft draft, List<Term> earlier, PlanCredits credits, Period period) {
    Optional<Credits> most = Optional.empty();
    for (var i = 0; i < earlier.size(); i++) {
      var end = i + 1 < earlier.size() ? earlier.get(i + 1).from() : draft.now();
      if (end.isBefore(period.from())) {
        continue;
      }
      for (var other : planOf(draft, earlier.get(i)).credits()) {
        if (isSameKind(other, credits)) {
          most = Optional.of(most.map(other.credits()::max).orElse(other.credits()));
        }
      }
    }
    return most;
  }

  private static Plan planOf(Draft draft, Term term) {
    return draft.context.catalogs().catalog(term.catalog()).plan(term.plan()).orElseThrow();
  }

  private static boolean isSameKind(PlanCredits one, PlanCredits other) {
    return one.kind() == other.kind()
        && one.reset().equals(other.reset())
        && one.credits().unit().equals(other.credits().unit());
  }

  private static Credits amount(
      Draft draft, PlanCredits credits, Optional<Credits> replaced, Period period) {
    if (credits.reset().cadence() == Cadence.ONCE) {
      return replaced.isPresent() ? Credits.zero(credits.credits().unit()) : credits.credits();
    }
    if (replaced.isPresent()) {
      var more = credits.credits().minus(replaced.get());
      return prorated(more.atLeastZero(), draft.now(), period);
    }
    return credits.prorateFirst()
        ? prorated(credits.credits(), draft.now(), period)
        : credits.credits();
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
            Optional.empty(),
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

  private static void overdraft(Draft draft, Plan plan) {
    var main = draft.account().wallet(Wallet.MAIN);
    if (plan.overdraft().isPresent()) {
      var limit = plan.overdraft().get();
      if (Wallets.forUnit(draft, Optional.empty(), limit.unit(), "/plan")
          instanceof Wallets.Result.Found(var wallet)) {
        allow(draft, wallet, limit);
      }
    } else if (main.isPresent() && main.get().hasOverdraft()) {
      allow(draft, main.get(), main.get().zero());
    }
  }

  private static void allow(Draft draft, Wallet wallet, Credits limit) {
    var id = draft.newId();
    var had = wallet.hasOverdraft();
    var after = draft.put(wallet.withOverdraft(id, limit, draft.now()));
    if (!had) {
      draft.opened(wallet.id(), after.grant(id).orElseThrow());
    }
  }
}

package dev.saldo.core.account;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Hold;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Posts what falls due by itself, in the order of its times: holds that expire, months of a
/// commitment and billed periods that end, the plan's credits of a new period, lots that end, lots
/// that take effect.
///
/// Everything is posted at the time it was due, however late that is noticed, and journaled under a
/// key of its own, so that it happens once. Of what is due at one instant, holds go first, because
/// what they give back may be carried over or expire.
final class DuePostings {
  /// The source of the keys that due postings bind; nothing else may use it.
  static final String SOURCE = "saldo:due";

  private static final String HOLD_EXPIRED = "hold_expired";

  private final Draft draft;

  private DuePostings(Draft draft) {
    this.draft = draft;
  }

  /// The account on which nothing is due, and how it got there.
  record Posted(Account account, List<Effect> effects) {}

  static Posted post(Account account, Context context) {
    if (account.nextDueAt().isAfter(context.now())) {
      return new Posted(account, List.of());
    }
    var draft = new Draft(account, context);
    var postings = new DuePostings(draft);
    for (var at = postings.next(); !at.isAfter(context.now()); at = postings.next()) {
      postings.postAt(at);
    }
    draft.nextDueAt(postings.nextKnown());
    return new Posted(draft.account(), draft.effects());
  }

  /// When the next thing falls due that the draft knows of; `NEVER` when there is none.
  private Instant next() {
    var next = Account.NEVER;
    for (var act : draft.account().holds().values()) {
      if (act.hold().state() == Hold.State.OPEN) {
        next = earlier(next, act.hold().expiresAt());
      }
    }
    for (var wallet : draft.wallets().values()) {
      for (var grant : wallet.grants()) {
        switch (grant.state()) {
          case PENDING -> next = earlier(next, grant.grantedAt());
          case ACTIVE -> next = earlier(next, grant.expiresAt().orElse(Account.NEVER));
          case EXPIRED -> {}
        }
      }
    }
    next =
        earlier(
            next,
            draft
                .subscription()
                .filter(Subscription::isRunning)
                .map(running -> running.period().until())
                .orElse(Account.NEVER));
    next =
        earlier(
            next,
            draft
                .subscription()
                .filter(Subscription::isRunning)
                .flatMap(Subscription::commitment)
                .map(month -> month.month().until())
                .orElse(Account.NEVER));
    for (var due : draft.account().term().map(Term::grantsDue).orElse(List.of())) {
      next = earlier(next, due.orElse(Account.NEVER));
    }
    return next;
  }

  /// Open holds that aren't due aren't all loaded, but the soonest of them is known.
  private Instant nextKnown() {
    return earlier(next(), draft.account().soonestHoldExpiry().orElse(Account.NEVER));
  }

  private void postAt(Instant at) {
    expireHolds(at);
    settleCommitment(at);
    beginPeriod(at);
    renewPlanCredits(at);
    expireGrants(at);
    takeEffect(at);
  }

  private void expireHolds(Instant at) {
    var due =
        draft.account().holds().values().stream()
            .filter(act -> act.hold().isDue(at))
            .sorted(Comparator.comparing(act -> act.hold().id()))
            .toList();
    for (var act : due) {
      var id = draft.newId();
      var returned = Holding.giveBack(draft, act, Hold.State.EXPIRED, cause(id, at));
      var hold = act.hold().id();
      var answer =
          returned
              .<Answer>map(back ->
                  new Answer.Posted(id, at, HOLD_EXPIRED, hold, back.amount(), back.balance()))
              .orElseGet(() -> new Answer.Lapsed(id, hold, at));
      journal(id, at, HOLD_EXPIRED + ":" + hold, answer);
    }
  }

  /// Before a period that ends with the month: what is missing stands on its invoice.
  private void settleCommitment(Instant at) {
    var due =
        draft
            .subscription()
            .filter(Subscription::isRunning)
            .flatMap(Subscription::commitment)
            .filter(month -> !month.month().until().isAfter(at))
            .isPresent();
    if (due) {
      var id = draft.newId();
      Committing.settle(draft, at);
      changed(id, at, "commitment_settled", List.of());
    }
  }

  private void beginPeriod(Instant at) {
    var due =
        draft
            .subscription()
            .filter(one -> one.isRunning() && !one.period().until().isAfter(at))
            .isPresent();
    if (due) {
      var id = draft.newId();
      var renewed = Renewing.renew(draft, at, cause(id, at));
      changed(id, at, renewed.what(), renewed.carried());
    }
  }

  private void changed(UUID id, Instant at, String what, List<Tallied> carried) {
    var key = new Command.Key(SOURCE, what + ":" + at, ChainHash.NONE);
    var term = draft.account().latestTerm().orElseThrow();
    var subscription = draft.subscription().orElseThrow();
    draft.journal(
        key, id, at, new Answer.SubscriptionChanged(id, at, what, term, subscription, carried));
  }

  private void renewPlanCredits(Instant at) {
    var term = draft.account().term();
    if (term.isEmpty()) {
      return;
    }
    var catalog = draft.context.catalogs().catalog(term.get().catalog());
    var plan = catalog.plan(term.get().plan()).orElseThrow();
    for (var i = 0; i < plan.credits().size(); i++) {
      var due = term.get().grantsDue().get(i);
      if (due.isPresent() && !due.get().isAfter(at)) {
        renew(term.get(), plan, i, at);
        term = draft.account().term();
      }
    }
  }

  private void renew(Term term, Plan plan, int index, Instant at) {
    var catalog = draft.context.catalogs().catalog(term.catalog());
    var credits = plan.credits().get(index);
    var period = credits.reset().beginning(at, draft.account().zone(), term.startedAt());
    var id = draft.newId();
    var cause = cause(id, at);
    carry(credits, at, period, cause);
    var full = PlanGrants.full(plan, credits, term.items());
    var amount = Continuing.renewed(credits, full, at, period);
    var paid = CostBasis.of(draft, catalog, plan, term.items()).of(credits, amount);
    var grant = PlanGrants.open(draft, catalog, plan, credits, amount, paid, period, cause);
    var wallet = Wallets.ofGrant(draft, grant.id()).orElseThrow();
    var reset = draft.put(wallet.reset());
    endWith(credits, term, at);
    var due = new ArrayList<>(term.grantsDue());
    due.set(index, Optional.of(period.until()));
    draft.granted(term.withGrantsDue(due));
    journal(id, at, "plan_credits", index + ":" + at, grant, reset);
  }

  private void endWith(PlanCredits credits, Term term, Instant at) {
    for (var wallet : List.copyOf(draft.wallets().values())) {
      Ending.endless(draft, wallet, term, credits).forEach(lot -> expire(wallet.id(), lot, at));
    }
  }

  /// Carries a share of what is left of the ending period's lots into lots of the next period, by
  /// the rule of the plan that each belongs to, whatever plan there is by now.
  private void carry(PlanCredits credits, Instant at, Period next, Wallet.Cause cause) {
    for (var wallet : List.copyOf(draft.wallets().values())) {
      for (var lot : wallet.grants()) {
        if (isOfEndingPeriod(lot, credits, at)) {
          rollover(lot, credits, next)
              .ifPresent(rule -> carry(wallet.id(), lot, rule.percent(), next.until(), cause));
        }
      }
    }
  }

  private Optional<PlanCredits.Rollover> rollover(Grant lot, PlanCredits credits, Period next) {
    return draft.account().terms().stream()
        .filter(term -> !term.ended() && term.plan().equals(lot.label()))
        .filter(term -> !term.from().isAfter(lot.grantedAt()))
        .reduce((_, latest) -> latest)
        .flatMap(term ->
            Replaced.planOf(draft, term).credits().stream()
                .filter(one -> one.kind() == credits.kind())
                .filter(one -> one.credits().unit().equals(credits.credits().unit()))
                .findFirst()
                .flatMap(PlanCredits::rollover)
                .filter(rule -> isStillCarried(rule, ended(term, credits, next.from()))));
  }

  /// @param ended how many periods have ended
  private static boolean isStillCarried(PlanCredits.Rollover rule, int ended) {
    return ended > 0 && rule.periods().filter(most -> ended > most).isEmpty();
  }

  private void carry(
      UUID walletId, Grant lot, BigDecimal percent, Instant until, Wallet.Cause cause) {
    var share =
        lot.spendable()
            .amount()
            .multiply(percent)
            .movePointLeft(2)
            .setScale(Decimals.SCALE_MAX, RoundingMode.DOWN);
    if (share.signum() > 0) {
      var carried = carried(lot, new Credits(lot.remaining().unit(), share), until);
      draft.opened(walletId, carried);
      draft.put(draft.wallet(walletId).carry(lot.id(), carried, cause));
    }
  }

  private Grant carried(Grant lot, Credits amount, Instant until) {
    var zero = Credits.zero(amount.unit());
    return new Grant(
        draft.newId(),
        lot.kind(),
        lot.label(),
        amount,
        amount,
        zero,
        zero,
        lot.priority(),
        // Older than the new period's lot, so that of two with one end this one is used first.
        lot.grantedAt(),
        Optional.of(until),
        lot.paid().map(paid -> Transferring.share(paid, amount, lot.amount())),
        true,
        Grant.State.ACTIVE);
  }

  private static boolean isOfEndingPeriod(Grant lot, PlanCredits credits, Instant at) {
    return lot.state() == Grant.State.ACTIVE
        && lot.kind() == credits.kind()
        && lot.amount().unit().equals(credits.credits().unit())
        && !lot.carried()
        && lot.expiresAt().filter(at::equals).isPresent();
  }

  /// How many periods have ended when one begins since the plan began; none in a trial.
  private int ended(Term term, PlanCredits credits, Instant at) {
    var count = 0;
    var period =
        credits.reset().containing(term.startedAt(), draft.account().zone(), term.startedAt());
    while (!period.until().isAfter(at)) {
      count++;
      period = credits.reset().containing(period.until(), draft.account().zone(), term.startedAt());
    }
    return count;
  }

  private void expireGrants(Instant at) {
    for (var wallet : List.copyOf(draft.wallets().values())) {
      for (var lot : wallet.grants()) {
        if (lot.state() == Grant.State.ACTIVE
            && lot.expiresAt().filter(end -> !end.isAfter(at)).isPresent()) {
          expire(wallet.id(), lot, at);
        }
      }
    }
  }

  private void expire(UUID walletId, Grant lot, Instant at) {
    var id = draft.newId();
    var gone = lot.remaining().minus(lot.held());
    var wallet = draft.put(draft.wallet(walletId).expire(lot.id(), cause(id, at)));
    if (gone.isPositive()) {
      journal(id, at, "grant_expired", lot.id(), gone, wallet);
    }
  }

  private void takeEffect(Instant at) {
    for (var wallet : List.copyOf(draft.wallets().values())) {
      for (var lot : wallet.grants()) {
        if (lot.state() == Grant.State.PENDING && !lot.grantedAt().isAfter(at)) {
          var id = draft.newId();
          var cause = cause(id, at);
          var after = draft.put(draft.wallet(wallet.id()).takeEffect(lot.id(), cause));
          journal(id, at, "grant_effective", lot.id(), lot.amount(), after);
        }
      }
    }
  }

  private static Wallet.Cause cause(UUID id, Instant at) {
    return new Wallet.Cause(id, ChainHash.NONE, at);
  }

  private void journal(UUID id, Instant at, String act, String once, Grant grant, Wallet wallet) {
    journal(id, at, act, once, grant.id(), grant.amount(), wallet);
  }

  private void journal(
      UUID id, Instant at, String act, UUID subject, Credits amount, Wallet wallet) {
    journal(id, at, act, subject.toString(), subject, amount, wallet);
  }

  /// @param once what makes the posting unique among its kind
  private void journal(
      UUID id, Instant at, String act, String once, UUID subject, Credits amount, Wallet wallet) {
    var balance = Wallets.balance(wallet);
    var answer = new Answer.Posted(id, at, act, subject, amount, balance);
    journal(id, at, act + ":" + once, answer);
  }

  private void journal(UUID id, Instant at, String name, Answer answer) {
    draft.journal(new Command.Key(SOURCE, name, ChainHash.NONE), id, at, answer);
  }

  private static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }
}

package dev.saldo.core.account;

import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import dev.saldo.core.subscription.Subscription.Status;
import dev.saldo.core.wallet.Wallet;
import java.time.Instant;
import java.util.Optional;

/// What happens when a billed period ends: the next one, what was arranged, or the end.
final class Renewing {
  private Renewing() {}

  /// @return what happened: `period_begun` or `ended`
  static String renew(Draft draft, Instant at, Wallet.Cause cause) {
    var subscription = draft.subscription().orElseThrow();
    var term = draft.account().term().orElseThrow();
    if (isOver(draft, subscription, term)) {
      new Billing(draft, term, at).stop(subscription, Status.ENDED, false);
      draft.begin(term.endedAt(at));
      return "ended";
    }
    return subscription.arranged().orElse(null) instanceof Arranged.Change change
        ? change(draft, subscription, term, change, at, cause)
        : goOn(draft, subscription, term, at);
  }

  private static boolean isOver(Draft draft, Subscription subscription, Term term) {
    if (subscription.arranged().orElse(null) instanceof Arranged.End) {
      return true;
    }
    var plan = draft.context.catalogs().catalog(term.catalog()).plan(term.plan()).orElseThrow();
    return subscription.status() == Status.TRIALING
        && subscription.arranged().isEmpty()
        && plan.sale().trial().filter(trial -> !trial.converts()).isPresent();
  }

  private static String goOn(Draft draft, Subscription subscription, Term term, Instant at) {
    var next = term.from(at);
    draft.begin(next);
    new Billing(draft, next, at).renew(subscription, active(draft, subscription, next, at));
    return "period_begun";
  }

  private static String change(
      Draft draft,
      Subscription subscription,
      Term term,
      Arranged.Change change,
      Instant at,
      Wallet.Cause cause) {
    var next = Subscribing.arranged(draft, change, at, cause);
    var billing = new Billing(draft, next, at);
    if (!billing.isBilled()) {
      new Billing(draft, term, at).stop(subscription, Status.ENDED, false);
      return "ended";
    }
    var active = active(draft, subscription, next, at).withArranged(Optional.empty());
    var rebased =
        change.interval() == subscription.interval()
            ? active
            : active.rebased(
                Status.ACTIVE, change.interval(), anchor(draft, next, at), Optional.empty());
    billing.renew(subscription, rebased);
    return "period_begun";
  }

  /// A trial that is over begins to count its periods anew.
  private static Subscription active(
      Draft draft, Subscription subscription, Term next, Instant at) {
    return subscription.status() == Status.TRIALING
        ? subscription.rebased(
            Status.ACTIVE, subscription.interval(), anchor(draft, next, at), Optional.empty())
        : subscription;
  }

  private static Instant anchor(Draft draft, Term term, Instant at) {
    var terms = draft.context.catalogs().catalog(term.catalog()).sale().billing();
    return Subscription.anchor(terms, at, draft.account().zone());
  }
}

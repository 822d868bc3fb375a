package dev.saldo.core.account;

import dev.saldo.core.limit.Tallied;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import dev.saldo.core.subscription.Subscription.Status;
import dev.saldo.core.wallet.Wallet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happens when a billed period ends: the next one; or, where the paid interval ends with it,
/// what was arranged, or the end.
final class Renewing {
  private static final Renewed ENDED = new Renewed("ended", List.of());

  private Renewing() {}

  /// @param what `period_begun` or `ended`
  /// @param carried what of the included units was carried into the next period
  record Renewed(String what, List<Tallied> carried) {}

  static Renewed renew(Draft draft, Instant at, Wallet.Cause cause) {
    var subscription = draft.subscription().orElseThrow();
    var term = draft.account().term().orElseThrow();
    if (at.isBefore(subscription.paid().until())) {
      return goOn(draft, subscription, term, at);
    }
    if (isOver(draft, subscription, term)) {
      new Billing(draft, term, at).stop(subscription, Status.ENDED, false);
      draft.begin(term.endedAt(at));
      return ENDED;
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
    // A change that the customer wants keeps it here; one of a migration wasn't asked for.
    return subscription.status() == Status.TRIALING
        && (subscription.arranged().isEmpty() || subscription.arrangedBy().isPresent())
        && plan.sale().trial().filter(trial -> !trial.converts()).isPresent();
  }

  private static Renewed goOn(Draft draft, Subscription subscription, Term term, Instant at) {
    var next = term.from(at, draft.account().zone());
    draft.begin(next);
    var carried = new Carrying(draft, subscription, term, at).carry(next);
    new Billing(draft, next, at).renew(subscription, active(draft, subscription, next, at));
    return new Renewed("period_begun", carried);
  }

  private static Renewed change(
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
      return ENDED;
    }
    var active = active(draft, subscription, next, at).withArranged(Optional.empty());
    var rebased =
        change.interval() == subscription.interval()
            ? active
            : active.rebased(
                Status.ACTIVE,
                change.interval(),
                anchor(draft, subscription, next, at),
                Optional.empty());
    var carried = new Carrying(draft, subscription, term, at).carry(next);
    billing.renew(subscription, rebased);
    return new Renewed("period_begun", carried);
  }

  /// A trial that is over begins to count its periods anew.
  private static Subscription active(
      Draft draft, Subscription subscription, Term next, Instant at) {
    return subscription.status() == Status.TRIALING
        ? subscription.rebased(
            Status.ACTIVE,
            subscription.interval(),
            anchor(draft, subscription, next, at),
            Optional.empty())
        : subscription;
  }

  private static Instant anchor(Draft draft, Subscription subscription, Term term, Instant at) {
    var terms = draft.context.catalogs().catalog(term.catalog()).sale().billing();
    return subscription.anchorAt(terms, at);
  }
}

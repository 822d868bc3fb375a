package dev.saldo.core.account;

import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import dev.saldo.core.subscription.Subscription.Status;
import java.util.Locale;
import java.util.Optional;

/// Ends, pauses and resumes subscriptions, and takes back what was arranged.
final class Lapsing {
  private Lapsing() {}

  static Decision end(Draft draft, Command.EndSubscription command) {
    var subscription = draft.subscription();
    var term = draft.account().latestTerm();
    if (subscription.isEmpty() || term.isEmpty() || isEnded(subscription.get())) {
      return no(subscription);
    }
    if (command.when() == Command.When.PERIOD_END && subscription.get().isRunning()) {
      var arranged = subscription.get().withArranged(Optional.of(new Arranged.End()));
      return changed(draft, command.key(), "end_arranged", arranged, term.get());
    }
    stop(draft, term.get(), Status.ENDED, command.refund());
    return changed(draft, command.key(), "ended");
  }

  static Decision pause(Draft draft, Command.PauseSubscription command) {
    var term = draft.account().term();
    var subscription = draft.subscription();
    if (term.isEmpty() || subscription.filter(one -> one.status() == Status.ACTIVE).isEmpty()) {
      return no(subscription);
    }
    stop(draft, term.get(), Status.PAUSED, command.refund());
    return changed(draft, command.key(), "paused");
  }

  static Decision resume(Draft draft, Command.ResumeSubscription command) {
    var paused = draft.subscription().filter(one -> one.status() == Status.PAUSED);
    var term = draft.account().latestTerm();
    if (paused.isEmpty() || term.isEmpty()) {
      return no(draft.subscription());
    }
    var catalog = draft.context.catalogs().catalog(term.get().catalog());
    var plan = catalog.plan(term.get().plan()).orElseThrow();
    var beginning = Beginning.of(draft, plan, paused.get().interval(), draft.now());
    var resumed = Subscribing.resumed(draft, term.get(), plan, beginning);
    var id = draft.newId();
    var earlier = draft.account().terms();
    Leveling.cut(draft, resumed);
    draft.begin(resumed);
    var cause = draft.cause(id, command.key().digest());
    var paying = new CostBasis.Paying(paused.get().currency(), paused.get().interval());
    var basis = CostBasis.beginning(draft, catalog, plan, resumed.items(), paying);
    var onto = new PlanGrants.Onto(catalog, plan, resumed, beginning);
    PlanGrants.grant(draft, onto, earlier, basis, cause);
    new Billing(draft, resumed, draft.now()).begin(paused.get(), paused.get().interval());
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.SubscriptionChanged(
            id, draft.now(), "resumed", resumed, draft.subscription().orElseThrow()));
  }

  static Decision undo(Draft draft, Command.UndoArranged command) {
    var term = draft.account().latestTerm();
    var subscription = draft.subscription();
    if (term.isEmpty() || subscription.filter(one -> isMeant(one, command)).isEmpty()) {
      return new Decision.No(new Refusal.InvalidState("subscription", "nothing_arranged"));
    }
    var without = subscription.get().withArranged(Optional.empty());
    return changed(draft, command.key(), "undone", without, term.get());
  }

  private static boolean isMeant(Subscription subscription, Command.UndoArranged command) {
    return command.migration().isPresent()
        ? subscription.arrangedBy().equals(command.migration())
        : subscription.arranged().isPresent();
  }

  /// Ends the term and its billing.
  static void stop(Draft draft, Term term, Status status, boolean refund) {
    var subscription = draft.subscription().orElseThrow();
    if (subscription.isRunning()) {
      Leveling.cut(draft, term.endedAt(draft.now()));
      new Billing(draft, term, draft.now()).stop(subscription, status, refund);
      draft.begin(term.endedAt(draft.now()));
    } else {
      draft.set(subscription.withStatus(status));
    }
  }

  static Decision changed(
      Draft draft, Command.Key key, String what, Subscription subscription, Term term) {
    draft.set(subscription);
    var id = draft.newId();
    return draft.journal(
        key,
        id,
        draft.now(),
        new Answer.SubscriptionChanged(id, draft.now(), what, term, subscription));
  }

  private static Decision changed(Draft draft, Command.Key key, String what) {
    return changed(
        draft,
        key,
        what,
        draft.subscription().orElseThrow(),
        draft.account().latestTerm().orElseThrow());
  }

  private static boolean isEnded(Subscription subscription) {
    return subscription.status() == Status.ENDED;
  }

  private static Decision no(Optional<Subscription> subscription) {
    return new Decision.No(notSo(subscription));
  }

  /// That a subscription isn't as it would have to be.
  static Refusal notSo(Optional<Subscription> subscription) {
    return subscription
        .<Refusal>map(one ->
            new Refusal.InvalidState("subscription", one.status().name().toLowerCase(Locale.ROOT)))
        .orElseGet(Refusal.NotSubscribed::new);
  }
}

package dev.saldo.core.account;

import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import java.util.Optional;

/// What is arranged for the end of the paid interval, and how it goes along with what is decided
/// until then.
///
/// What is arranged later is said of what was arranged before, and keeps all of it that isn't named
/// again; over a notice nothing is arranged. Whoever changes seats or products at once changes them
/// in what is arranged too, so that no later decision is overruled by an earlier one; whoever takes
/// another plan at once has decided against what was arranged. What a migration arranged gives way
/// where it couldn't go on.
final class Arranging {
  private final Draft draft;

  Arranging(Draft draft) {
    this.draft = draft;
  }

  /// What a change is said of.
  ///
  /// @param interval empty where nothing is billed
  record Basis(String plan, Items items, Optional<Interval> interval) {}

  /// What there will be when a change takes effect; empty where there is no plan.
  ///
  /// What a migration arranged is nothing to another one.
  Optional<Basis> basis(Command.Order order) {
    return changeBy(order)
        .map(one -> new Basis(one.plan(), one.items(), Optional.of(one.interval())))
        .or(() ->
            draft
                .account()
                .term()
                .map(term ->
                    new Basis(term.plan(), term.items(), running().map(Subscription::interval))));
  }

  /// A change that leaves the plan as it is means the one that will be there by then.
  Command.ChangePlan asItStands(Command.ChangePlan asked) {
    if (asked.order().onto() != Command.Onto.SAME_PLAN) {
      return asked;
    }
    return changeBy(asked.order())
        .map(one ->
            new Command.ChangePlan(
                asked.key(), one.catalog(), one.plan(), asked.order(), asked.grace()))
        .or(() ->
            draft
                .account()
                .term()
                .map(term ->
                    new Command.ChangePlan(
                        asked.key(), term.catalog(), term.plan(), asked.order(), asked.grace())))
        .orElse(asked);
  }

  /// Why a change can't stand beside what is arranged.
  ///
  /// @param to the plan that is taken
  Optional<Refusal> refusal(Command.ChangePlan to) {
    var order = to.order();
    if (order.when() == Command.When.PERIOD_END) {
      return running()
          .flatMap(Subscription::arranged)
          .filter(Arranged.End.class::isInstance)
          .map(_ -> already("the subscription ends with what is paid for"));
    }
    return change()
        .filter(change -> change.migration().isEmpty() && isSamePlan(to))
        .filter(change -> !isSold(followed(change, order.items(), order.interval())))
        .map(_ -> already("what is arranged couldn't go on with it"));
  }

  /// Whether the same is arranged already.
  boolean isThere(Command.ChangePlan command, Items items, Interval interval) {
    return change()
        .filter(one -> one.catalog().equals(command.catalog()) && one.plan().equals(command.plan()))
        .filter(one -> one.items().equals(items) && one.interval() == interval)
        .isPresent();
  }

  boolean isAnyChange() {
    return change().isPresent();
  }

  /// What is arranged after a change at once.
  ///
  /// @param was what was arranged before it
  Optional<Arranged> after(Optional<Arranged> was, Command.Order order, boolean isSamePlan) {
    if (!(was.orElse(null) instanceof Arranged.Change change)) {
      return was;
    }
    return Optional.of(change)
        .filter(_ -> isSamePlan)
        .map(one -> followed(one, order.items(), order.interval()))
        .filter(this::isSold)
        .map(Arranged.class::cast);
  }

  boolean isSamePlan(Command.ChangePlan to) {
    return draft
        .account()
        .term()
        .filter(term -> term.catalog().equals(to.catalog()) && term.plan().equals(to.plan()))
        .isPresent();
  }

  private Arranged.Change followed(
      Arranged.Change change, ItemsChange items, Optional<Interval> interval) {
    return new Arranged.Change(
        change.catalog(),
        change.plan(),
        selling(change).withoutIncluded(items.of(change.items())),
        interval.orElse(change.interval()),
        change.migration());
  }

  private boolean isSold(Arranged.Change change) {
    var currency = running().orElseThrow().currency();
    return selling(change).refusal(change.items(), currency, change.interval()).isEmpty();
  }

  private Selling selling(Arranged.Change change) {
    var catalog = draft.context.catalogs().catalog(change.catalog());
    return new Selling(catalog, catalog.plan(change.plan()).orElseThrow());
  }

  private static Refusal already(String words) {
    return new Refusal.Unacceptable("/when", "already_arranged", words);
  }

  /// The change that will have been made when an order takes effect.
  private Optional<Arranged.Change> changeBy(Command.Order order) {
    return order.when() == Command.When.PERIOD_END && !(order.onto() instanceof Command.Onto.Moved)
        ? change()
        : Optional.empty();
  }

  private Optional<Arranged.Change> change() {
    return running()
        .flatMap(Subscription::arranged)
        .filter(Arranged.Change.class::isInstance)
        .map(Arranged.Change.class::cast);
  }

  private Optional<Subscription> running() {
    return draft.subscription().filter(Subscription::isRunning);
  }
}

package dev.saldo.core.account;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanSale;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import dev.saldo.core.subscription.Subscription.Status;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Whether a plan may go on under another version without a word from the customer.
///
/// Whoever moves many looks at them before; by the time it is one customer's turn that may have
/// taken another plan, or given notice. Neither is ever overruled, and no trial ends otherwise than
/// it was promised: one that ends isn't turned into a subscription, and one that lasts isn't paid
/// for before it is over. What another migration arranged is nobody's decision but the vendor's,
/// and gives way.
final class Moving {
  private Moving() {}

  /// Where a plan is to be moved.
  ///
  /// @param plan what it is called there; there may be none of that name
  record Aim(Command.When when, Catalog catalog, String plan) {}

  static Optional<Refusal> refusal(Draft draft, Command.Onto.Moved moved, Aim aim) {
    var term = draft.account().term();
    if (term.isEmpty()) {
      return Optional.of(Lapsing.notSo(draft.subscription()));
    }
    if (!term.get().catalog().equals(moved.catalog()) || !term.get().plan().equals(moved.plan())) {
      return Optional.of(another(term.get()));
    }
    return draft
        .subscription()
        .filter(Subscription::isRunning)
        .flatMap(running ->
            arranged(running, aim.when())
                .or(() -> trial(running, Replaced.planOf(draft, term.get()), aim))
                .or(() -> coupons(running, aim.catalog())));
  }

  /// The migration that a change is part of.
  static Optional<UUID> migration(Command.Onto onto) {
    return onto instanceof Command.Onto.Moved moved ? moved.migration() : Optional.empty();
  }

  private static Refusal another(Term term) {
    return new Refusal.Unacceptable(
        "/from",
        "on_another_plan",
        "the customer is on " + term.plan() + " of " + term.catalog(),
        Map.of("plan", term.plan(), "catalog", term.catalog().toString()));
  }

  /// A change that the customer arranged would lead back; an end would be forgotten if another
  /// change took its place, and stays as it is when the plan changes before.
  private static Optional<Refusal> arranged(Subscription running, Command.When when) {
    return running
        .arranged()
        .filter(_ -> running.arrangedBy().isEmpty())
        .filter(arranged -> arranged instanceof Arranged.Change || when == Command.When.PERIOD_END)
        .map(arranged ->
            new Refusal.Unacceptable(
                "/when",
                "already_arranged",
                arranged instanceof Arranged.End
                    ? "the subscription ends with its period"
                    : "a change is arranged for the end of the period"));
  }

  /// At the end of a trial that ends there is no next period to be moved in. Within one, a plan
  /// that has no trial is paid for at once, and one whose trial goes on otherwise ends it
  /// otherwise.
  private static Optional<Refusal> trial(Subscription running, Plan from, Aim aim) {
    var isPromised =
        running.status() != Status.TRIALING
            || (aim.when() == Command.When.PERIOD_END
                ? !ends(from)
                : aim.catalog().plan(aim.plan()).map(to -> isAlike(from, to)).orElse(true));
    return isPromised
        ? Optional.empty()
        : Optional.of(
            new Refusal.Unacceptable(
                "/to",
                "in_trial",
                "the trial would end otherwise than it was promised",
                Map.of("until", running.period().until().toString())));
  }

  private static boolean isAlike(Plan from, Plan to) {
    return to.sale().trial().isPresent() && ends(from) == ends(to);
  }

  private static boolean ends(Plan plan) {
    return !plan.sale().trial().map(PlanSale.Trial::converts).orElse(true);
  }

  /// What was promised to a customer isn't taken away by a version that forgot about it.
  private static Optional<Refusal> coupons(Subscription running, Catalog to) {
    return running.coupons().stream()
        .map(Subscription.RunningCoupon::code)
        .filter(code -> to.sale().coupon(code).isEmpty())
        .findFirst()
        .map(code ->
            new Refusal.Unacceptable(
                "/to",
                "unknown_coupon",
                to.reference() + " has no coupon " + code + ", which the customer has",
                Map.of("kind", "coupon", "value", code)));
  }
}

package dev.saldo.core.account;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import java.util.Map;
import java.util.Optional;

/// Whether a plan may go on under another version without a word from the customer.
///
/// Whoever moves many looks at them before; by the time it is one customer's turn that may have
/// taken another plan, or given notice. Neither is ever overruled.
final class Moving {
  private Moving() {}

  static Optional<Refusal> refusal(
      Draft draft, Command.Onto.Moved moved, Command.When when, Catalog to) {
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
        .flatMap(running -> arranged(running, when).or(() -> coupons(running, to)));
  }

  private static Refusal another(Term term) {
    return new Refusal.Unacceptable(
        "/from",
        "on_another_plan",
        "the customer is on " + term.plan() + " of " + term.catalog(),
        Map.of("plan", term.plan(), "catalog", term.catalog().toString()));
  }

  /// A change that is arranged would lead back; an end would be forgotten if another change took
  /// its place, and stays as it is when the plan changes before.
  private static Optional<Refusal> arranged(Subscription running, Command.When when) {
    return running
        .arranged()
        .filter(arranged -> arranged instanceof Arranged.Change || when == Command.When.PERIOD_END)
        .map(arranged ->
            new Refusal.Unacceptable(
                "/when",
                "already_arranged",
                arranged instanceof Arranged.End
                    ? "the subscription ends with its period"
                    : "a change is arranged for the end of the period"));
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

package dev.saldo.core.account;

import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Status;
import java.time.Instant;
import java.util.Optional;

/// How the fee of a term begins, before it is billed: credits come with it alike.
///
/// A fee that goes on is paid for the rest of a period, and brings the credits of that rest. One
/// that begins anew is counted from then on, and its credits with it, so that both renew on one
/// day.
///
/// @param trialUntil when the trial ends that the term lies in
record Beginning(Fee fee, Optional<Instant> trialUntil) {

  /// Where the fee stands.
  enum Fee {
    /// Within a period whose fee is divided between what was and what will be.
    GOES_ON,
    /// At the beginning of a period of its own.
    ANEW,
    /// Nothing is paid: in a trial, or on a plan that isn't billed.
    NONE
  }

  /// @param interval the one that will be paid by
  static Beginning of(Draft draft, Plan plan, Interval interval, Instant at) {
    var running = draft.subscription().filter(Subscription::isRunning);
    var trial = plan.sale().trial();
    if (!plan.sale().isBilled()) {
      return new Beginning(Fee.NONE, Optional.empty());
    }
    if (running.isEmpty()) {
      var tried =
          trial.filter(_ -> draft.subscription().isEmpty()).map(one -> at.plus(one.lasts()));
      return new Beginning(tried.isPresent() ? Fee.NONE : Fee.ANEW, tried);
    }
    if (running.get().status() == Status.TRIALING) {
      var tried = running.get().trialUntil().filter(_ -> trial.isPresent()).filter(at::isBefore);
      return new Beginning(tried.isPresent() ? Fee.NONE : Fee.ANEW, tried);
    }
    var goesOn = interval == running.get().interval();
    return new Beginning(goesOn ? Fee.GOES_ON : Fee.ANEW, Optional.empty());
  }

  /// What anniversaries are counted from. In a trial that is its end, when the first fee is paid.
  Instant startedAt(Draft draft, CatalogReference catalog, Instant at) {
    return trialUntil.orElseGet(() ->
        switch (fee) {
          case ANEW -> at;
          case GOES_ON -> draft.account().term().map(Term::startedAt).orElse(at);
          case NONE ->
              draft
                  .account()
                  .term()
                  .filter(term -> term.catalog().name().equals(catalog.name()))
                  .filter(term -> !term.isTrial())
                  .map(Term::startedAt)
                  .orElse(at);
        });
  }

  boolean isTrial() {
    return trialUntil.isPresent();
  }
}

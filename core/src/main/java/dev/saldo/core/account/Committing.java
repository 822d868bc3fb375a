package dev.saldo.core.account;

import dev.saldo.core.catalog.Commitment;
import dev.saldo.core.catalog.CreditPack;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.CommittedMonth;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.wallet.Grant;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Keeps count of what customers have undertaken to buy.
///
/// While a commitment holds, credits of its unit cost its price, and those that are paid count. At
/// the end of the calendar month, or when it ends before, what is missing is owed.
final class Committing {
  private Committing() {}

  /// Goes from what held before to what holds from now on.
  ///
  /// @param now the commitment of the term that begins; empty for none
  static void follow(Draft draft, Billing billing, Instant at, Optional<Commitment> now) {
    var subscription = draft.subscription().orElseThrow();
    var had = subscription.commitment();
    if (now.isPresent() && had.filter(month -> isInUnitOf(month, now.get())).isPresent()) {
      if (!had.get().isOf(now.get())) {
        var other = had.get().followedBy(now.get(), at);
        draft.set(subscription.withCommitment(Optional.of(other)));
      }
      return;
    }
    had.ifPresent(month -> end(draft, billing, month, at));
    if (now.isPresent()) {
      var zone = draft.account().zone();
      var begun = CommittedMonth.begun(now.get(), subscription.currency(), at, zone);
      var ended = draft.subscription().orElseThrow();
      draft.set(ended.withCommitment(Optional.of(begun)));
    }
  }

  /// Credits of one unit say nothing of those of another.
  private static boolean isInUnitOf(CommittedMonth month, Commitment other) {
    return month.credits().unit().equals(other.credits().unit());
  }

  private static void end(Draft draft, Billing billing, CommittedMonth month, Instant at) {
    var subscription = draft.subscription().orElseThrow();
    var missing = month.shortfall(at).map(List::of).orElse(List.of());
    billing.collect(subscription, missing, Command.Collect.NEXT_INVOICE);
    draft.set(subscription.withCommitment(Optional.empty()));
  }

  /// Ends a month, and begins the next.
  ///
  /// @param at the month's end
  static void settle(Draft draft, Instant at) {
    var subscription = draft.subscription().orElseThrow();
    var month = subscription.commitment().orElseThrow();
    var term = draft.account().term().orElseThrow();
    var missing = month.shortfall(at).map(List::of).orElse(List.of());
    new Billing(draft, term, at).collect(subscription, missing, Command.Collect.NEXT_INVOICE);
    var next = month.next(at, draft.account().zone());
    draft.set(subscription.withCommitment(Optional.of(next)));
  }

  /// What a pack costs whoever has a commitment in its unit.
  static Optional<Money> price(Optional<Subscription> subscription, CreditPack pack) {
    return subscription.flatMap(Subscription::commitment).flatMap(month -> price(month, pack));
  }

  /// What a pack costs in a month with a commitment; empty where that is in another unit.
  static Optional<Money> price(CommittedMonth month, CreditPack pack) {
    return month.credits().unit().equals(pack.credits().unit())
        ? Optional.of(kept(month.price().times(pack.credits().amount())))
        : Optional.empty();
  }

  /// With no more decimals than can be kept as a cost basis.
  private static Money kept(Money price) {
    return price.amount().scale() <= Decimals.SCALE_MAX
        ? price
        : new Money(
            price.currency(), price.amount().setScale(Decimals.SCALE_MAX, RoundingMode.HALF_UP));
  }

  /// Counts credits that were paid for.
  static void bought(Draft draft, Command.GiveCredits given) {
    if (given.kind() == GrantKind.PURCHASED && given.paid().filter(Money::isPositive).isPresent()) {
      month(draft)
          .filter(month -> month.credits().unit().equals(given.amount().unit()))
          .ifPresent(month -> count(draft, month, given.amount().amount()));
    }
  }

  /// Counts credits no more that were bought this month and are taken back.
  static void takenBack(Draft draft, Grant grant, BigDecimal credits) {
    month(draft, grant)
        .filter(month -> isCounted(month, grant))
        .ifPresent(month -> count(draft, month, credits.negate()));
  }

  /// A lot that takes the place of another, or of a part of it, was bought when that one was.
  static void moved(Draft draft, Grant from, Grant to) {
    month(draft, from)
        .filter(month -> !isCounted(month, from))
        .ifPresent(month -> {
          var subscription = draft.subscription().orElseThrow();
          draft.set(subscription.withCommitment(Optional.of(month.withOlder(to.id()))));
        });
  }

  /// The month for which a lot may have been bought.
  private static Optional<CommittedMonth> month(Draft draft, Grant grant) {
    return grant.kind() == GrantKind.PURCHASED && grant.paid().filter(Money::isPositive).isPresent()
        ? month(draft).filter(month -> month.credits().unit().equals(grant.amount().unit()))
        : Optional.empty();
  }

  private static boolean isCounted(CommittedMonth month, Grant grant) {
    var made = Instant.ofEpochMilli(grant.id().getMostSignificantBits() >>> 16);
    // A grant for later has the time of its effect; its id has that of the command (RFC 9562, 5.7).
    var isForLater = !grant.grantedAt().truncatedTo(ChronoUnit.MILLIS).equals(made);
    var isSince =
        isForLater
            ? !made.isBefore(month.since().truncatedTo(ChronoUnit.MILLIS))
            : !grant.grantedAt().isBefore(month.since());
    return isSince && !month.older().contains(grant.id());
  }

  private static Optional<CommittedMonth> month(Draft draft) {
    return draft.subscription().flatMap(Subscription::commitment);
  }

  private static void count(Draft draft, CommittedMonth month, BigDecimal credits) {
    var subscription = draft.subscription().orElseThrow();
    draft.set(subscription.withCommitment(Optional.of(month.withBought(credits))));
  }
}

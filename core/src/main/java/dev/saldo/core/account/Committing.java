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
    if (now.isPresent() && had.isPresent()) {
      if (!had.get().isOf(now.get())) {
        var other = had.get().followedBy(now.get(), at);
        draft.set(subscription.withCommitment(Optional.of(other)));
      }
    } else if (now.isPresent()) {
      var zone = draft.account().zone();
      var begun = CommittedMonth.begun(now.get(), subscription.currency(), at, zone);
      draft.set(subscription.withCommitment(Optional.of(begun)));
    } else if (had.isPresent()) {
      var missing = had.get().shortfall(at).map(List::of).orElse(List.of());
      billing.collect(subscription, missing, Command.Collect.NEXT_INVOICE);
      draft.set(subscription.withCommitment(Optional.empty()));
    }
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
    if (grant.kind() == GrantKind.PURCHASED && grant.paid().filter(Money::isPositive).isPresent()) {
      month(draft)
          .filter(month -> month.credits().unit().equals(grant.amount().unit()))
          .filter(month -> !grant.grantedAt().isBefore(month.since()))
          .ifPresent(month -> count(draft, month, credits.negate()));
    }
  }

  private static Optional<CommittedMonth> month(Draft draft) {
    return draft.subscription().flatMap(Subscription::commitment);
  }

  private static void count(Draft draft, CommittedMonth month, BigDecimal credits) {
    var subscription = draft.subscription().orElseThrow();
    draft.set(subscription.withCommitment(Optional.of(month.withBought(credits))));
  }
}

package dev.saldo.core.account;

import dev.saldo.core.limit.Tallied;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Moves the credits of a decided price.
final class Settling {
  private Settling() {}

  /// Takes a funding for good: lots, overage (with its tally), debt.
  static Wallet pay(
      Draft draft,
      Wallet wallet,
      Pricing pricing,
      Funding funding,
      List<Tallied> tallied,
      Wallet.Cause cause) {
    var moved = wallet.burn(funding.draws(), cause);
    moved = moved.then(moved.wallet().uncovered(funding.overage(), funding.unfunded(), cause));
    var after = draft.put(moved);
    countOverage(draft, pricing, funding.overage(), tallied);
    Covering.notify(draft, wallet, after, pricing.plan());
    return after;
  }

  /// Tallies overage.
  static void countOverage(Draft draft, Pricing pricing, Credits overage, List<Tallied> tallied) {
    for (var key : overageKeys(draft, pricing, overage)) {
      draft.tally(key, overage.amount(), BigDecimal.ZERO);
      tallied.add(new Tallied(key, overage.amount()));
    }
  }

  /// Sets aside on the tallies of overage what a hold may need.
  static void holdOverage(Draft draft, Pricing pricing, Credits overage, List<Tallied> tallied) {
    for (var key : overageKeys(draft, pricing, overage)) {
      draft.tally(key, BigDecimal.ZERO, overage.amount());
      tallied.add(new Tallied(key, overage.amount()));
    }
  }

  /// What counts overage: that which was agreed to and, where it is billed, that which the invoice
  /// asks for, in all and by cost centre.
  private static List<TallyKey> overageKeys(Draft draft, Pricing pricing, Credits overage) {
    if (!overage.isPositive()) {
      return List.of();
    }
    var action = pricing.action().name();
    var keys = new ArrayList<TallyKey>(3);
    keys.add(Covering.overageKey(draft, action, pricing.at()));
    if (pricing.plan().sale().isBilled()) {
      keys.add(TallyKey.billed(action, pricing.term().from()));
      new Centres(draft.account(), pricing.catalog(), pricing.term(), pricing.at())
          .ofBilled(pricing.act(), action)
          .ifPresent(keys::add);
    }
    return keys;
  }
}

package dev.saldo.core.account;

import dev.saldo.core.limit.Tallied;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
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

  /// Tallies overage that is billed.
  static void countOverage(Draft draft, Pricing pricing, Credits overage, List<Tallied> tallied) {
    if (overage.isPositive()) {
      var key = Covering.overageKey(draft, pricing.action().name(), pricing.at());
      draft.tally(key, overage.amount(), BigDecimal.ZERO);
      tallied.add(new Tallied(key, overage.amount()));
      if (pricing.plan().sale().isBilled()) {
        var billed = TallyKey.billed(pricing.action().name(), pricing.term().from());
        draft.tally(billed, overage.amount(), BigDecimal.ZERO);
        tallied.add(new Tallied(billed, overage.amount()));
      }
    }
  }
}

package dev.saldo.core.account;

import dev.saldo.core.limit.Tally;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;

/// Whether sums stay within the bounds of decimals ([Decimals#fits]): amounts that do so by
/// themselves may add up to one that doesn't.
final class Sums {
  private Sums() {}

  /// Whether all that changed of an account can be kept.
  static boolean fit(Account before, Account after) {
    for (var wallet : after.wallets().values()) {
      if (wallet != before.wallets().get(wallet.id()) && !fits(wallet)) {
        return false;
      }
    }
    if (after.tallies() == before.tallies()) {
      return true;
    }
    for (var tally : after.tallies().values()) {
      if (!fits(tally)) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(Wallet wallet) {
    if (!fits(wallet.consumed()) || !fits(wallet.debt()) || !fits(wallet.balance())) {
      return false;
    }
    for (var lot : wallet.grants()) {
      if (!fits(lot.amount()) || !fits(lot.remaining())) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(Tally tally) {
    return fits(tally.consumed()) && fits(tally.held()) && fits(tally.used());
  }

  private static boolean fits(Credits credits) {
    return fits(credits.amount());
  }

  /// Far from the bounds nothing needs to be counted.
  private static boolean fits(BigDecimal value) {
    return value.precision() - value.scale() <= Decimals.INTEGER_DIGITS_MAX;
  }
}

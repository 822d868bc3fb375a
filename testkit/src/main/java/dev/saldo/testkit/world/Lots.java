package dev.saldo.testkit.world;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.account.Past;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.RateActs;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Copies of an account's parts with something replaced.
final class Lots {
  private Lots() {}

  static Wallet with(Wallet w, List<Grant> lots) {
    return new Wallet(w.id(), w.name(), w.unit(), lots, w.chain(), w.consumed(), w.debt());
  }

  static Grant left(Grant g, Credits remaining, Credits held) {
    return new Grant(
        g.id(),
        g.kind(),
        g.label(),
        g.amount(),
        remaining,
        held,
        g.floor(),
        g.priority(),
        g.grantedAt(),
        g.expiresAt(),
        g.paid(),
        g.carried(),
        g.state());
  }

  static Account wallets(Account a, Map<UUID, Wallet> wallets) {
    return of(a, wallets, a.holds(), a.budgets(), a.tallies(), a.rateActs(), a.pasts());
  }

  static Account holds(Account a, Map<UUID, HeldAct> holds) {
    return of(a, a.wallets(), holds, a.budgets(), a.tallies(), a.rateActs(), a.pasts());
  }

  static Account budgets(Account a, List<Budget> budgets) {
    return of(a, a.wallets(), a.holds(), budgets, a.tallies(), a.rateActs(), a.pasts());
  }

  static Account tallies(Account a, Map<TallyKey, Tally> tallies) {
    return of(a, a.wallets(), a.holds(), a.budgets(), tallies, a.rateActs(), a.pasts());
  }

  static Account acts(Account a, Map<String, RateActs> acts) {
    return of(a, a.wallets(), a.holds(), a.budgets(), a.tallies(), acts, a.pasts());
  }

  static Account pasts(Account a, Map<UUID, Past> pasts) {
    return of(a, a.wallets(), a.holds(), a.budgets(), a.tallies(), a.rateActs(), pasts);
  }

  static Account of(
      Account a,
      Map<UUID, Wallet> wallets,
      Map<UUID, HeldAct> holds,
      List<Budget> budgets,
      Map<TallyKey, Tally> tallies,
      Map<String, RateActs> acts,
      Map<UUID, Past> pasts) {
    return new Account(
        a.customer(),
        a.zone(),
        a.settings(),
        a.terms(),
        a.subscription(),
        a.lastAt(),
        a.testClock(),
        a.nextDueAt(),
        a.soonestHoldExpiry(),
        wallets,
        holds,
        budgets,
        a.consents(),
        tallies,
        acts,
        pasts,
        a.resources(),
        a.levels());
  }
}

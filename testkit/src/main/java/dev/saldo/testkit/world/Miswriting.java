package dev.saldo.testkit.world;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Desk;
import dev.saldo.core.account.Effect;
import dev.saldo.core.ledger.LedgerAccount;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.UUID;

/// What a faulty writer makes durable of a decision.
final class Miswriting {
  private final Chance chance;
  private boolean torn;

  Miswriting(Chance chance) {
    this.chance = chance;
  }

  Sabotage.Written of(Bug bug, Row row, Desk.Run run, Sabotage.Written right) {
    return switch (bug) {
      case EXPIRY_WITHOUT_BREAKAGE ->
          new Sabotage.Written(
              right.account(), right.effects().stream().filter(e -> !isBreakage(e)).toList());
      case LOST_TALLY_UPDATE ->
          lines(run) < 2 ? right : new Sabotage.Written(oldTallies(run), right.effects());
      case WRONG_BURN_ORDER -> new Sabotage.Written(inOrder(right.account()), right.effects());
      case PARTIAL_BATCH -> partial(row, right);
      case RENEWED_TWICE ->
          renews(run) ? new Sabotage.Written(oldTerms(run), right.effects()) : right;
      case FLOATING_POINT -> new Sabotage.Written(binary(row, right.account()), right.effects());
      case LEAF_BUDGET_ONLY -> new Sabotage.Written(ownParents(row, right), right.effects());
      case REORDERED_LATE_ACT -> new Sabotage.Written(right.account(), unordered(right));
      default -> right;
    };
  }

  /// Lots as they stand in the store, whatever order they were read in.
  private static Account inOrder(Account account) {
    var wallets = new HashMap<UUID, Wallet>();
    account
        .wallets()
        .forEach((id, wallet) -> {
          var lots = new ArrayList<>(wallet.grants());
          lots.sort(Grant.BURN_ORDER);
          wallets.put(id, Lots.with(wallet, lots));
        });
    return Lots.wallets(account, wallets);
  }

  private static boolean isBreakage(Effect effect) {
    return effect instanceof Effect.EntryPosted(var entry)
        && entry.posting().credit().equals(LedgerAccount.BREAKAGE);
  }

  /// Whether the node died in the middle of the last write.
  boolean isTorn() {
    var was = torn;
    torn = false;
    return was;
  }

  private static long lines(Desk.Run run) {
    return run.effects().stream().filter(Effect.Journaled.class::isInstance).count();
  }

  private static Account oldTallies(Desk.Run run) {
    var a = run.after();
    return Lots.of(
        a, a.wallets(), a.holds(), a.budgets(), run.before().tallies(), a.rateActs(), a.pasts());
  }

  /// One in some writes of several lines ends in its middle.
  private Sabotage.Written partial(Row row, Sabotage.Written right) {
    var effects = right.effects();
    if (effects.size() < 4 || !chance.oneIn(4)) {
      return right;
    }
    torn = true;
    return new Sabotage.Written(row.account, effects.subList(0, effects.size() / 2));
  }

  private static boolean renews(Desk.Run run) {
    return run.effects().stream()
        .anyMatch(effect ->
            effect instanceof Effect.Journaled(var line)
                && line.answer() instanceof Answer.Posted posted
                && posted.act().equals("plan_credits"));
  }

  private static Account oldTerms(Desk.Run run) {
    var a = run.after();
    var before = run.before();
    var terms = new ArrayList<>(a.terms());
    for (var i = 0; i < before.terms().size(); i++) {
      terms.set(i, before.terms().get(i));
    }
    return new Account(
        a.customer(),
        a.zone(),
        a.settings(),
        terms,
        a.subscription(),
        a.lastAt(),
        a.testClock(),
        before.nextDueAt(),
        a.soonestHoldExpiry(),
        a.wallets(),
        a.holds(),
        a.budgets(),
        a.consents(),
        a.tallies(),
        a.rateActs(),
        a.pasts(),
        a.resources(),
        a.levels());
  }

  private static Account binary(Row row, Account account) {
    var wallets = new HashMap<UUID, Wallet>();
    account
        .wallets()
        .forEach((id, wallet) -> {
          var before = row.account.wallets().get(id);
          wallets.put(id, before == null ? wallet : binary(before, wallet));
        });
    return Lots.wallets(account, wallets);
  }

  private static Wallet binary(Wallet before, Wallet after) {
    var lots = new ArrayList<Grant>();
    for (var lot : after.grants()) {
      var old = before.grant(lot.id());
      var left = lot.remaining().amount();
      if (old.isPresent()) {
        var was = old.get().remaining().amount();
        var taken = was.subtract(left);
        left = BigDecimal.valueOf(was.doubleValue() - taken.doubleValue());
      }
      var least = lot.held().plus(lot.floor());
      lots.add(Lots.left(lot, new Credits(least.unit(), left).max(least), lot.held()));
    }
    return Lots.with(after, lots);
  }

  private static Account ownParents(Row row, Sabotage.Written right) {
    var budgets = new ArrayList<>(right.account().budgets());
    for (var old : row.account.budgets()) {
      budgets.replaceAll(one -> one.id().equals(old.id()) ? old : one);
    }
    return Lots.budgets(right.account(), budgets);
  }

  /// Late acts are written with their own time instead of the latest act's.
  private static java.util.List<Effect> unordered(Sabotage.Written right) {
    var effects = new ArrayList<>(right.effects());
    for (var i = 0; i < effects.size(); i++) {
      if (effects.get(i) instanceof Effect.RateCounted counted) {
        for (var next : effects.subList(i, effects.size())) {
          if (next instanceof Effect.Journaled(var line)) {
            effects.set(
                i, new Effect.RateCounted(counted.rate(), counted.number(), line.occurredAt()));
            break;
          }
        }
      }
    }
    return effects;
  }
}

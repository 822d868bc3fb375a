package dev.saldo.testkit.world;

import dev.saldo.core.account.Command;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.wallet.Wallet;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Holds refusals to their reasons: what is refused was really over its limit.
final class Refusals {
  private final Witness witness;
  private final Row row;
  private final Instant now;

  Refusals(Witness witness, Row row, Instant now) {
    this.witness = witness;
    this.row = row;
    this.now = now;
  }

  void examine(Command command, Refusal refusal) {
    switch (refusal) {
      case Refusal.InsufficientCredits(var price, var _, var _, var _) ->
          wallet(command)
              .ifPresent(wallet ->
                  check(
                      spendable(wallet)
                              .add(witness.purse.comesBack(wallet, now))
                              .compareTo(price.amount())
                          < 0,
                      refusal));
      case Refusal.TemporarilyReserved(var price, var _, var _, var _) ->
          wallet(command)
              .ifPresent(wallet ->
                  check(
                      spendable(wallet).compareTo(price.amount()) < 0
                          && spendable(wallet)
                                  .add(witness.purse.comesBack(wallet, now))
                                  .compareTo(price.amount())
                              >= 0,
                      refusal));
      case Refusal.BudgetExceeded(var budget, var used, var _, var requested, var _) ->
          check(witness.counts.isOver(budget, used, requested, now), refusal);
      case Refusal.RateLimited _ -> check(witness.counts.isFull(witness.plan(now), now), refusal);
      case Refusal.ResourceLimitReached full -> check(witness.things.isFull(full), refusal);
      case Refusal.DowngradeBelowUse(var plan, var _) ->
          check(witness.things.isDowngrade(witness.plan(), plan), refusal);
      case Refusal.DebtOutstanding _ ->
          wallet(command)
              .ifPresent(wallet -> check(witness.books.debt(wallet).signum() > 0, refusal));
      default -> {}
    }
  }

  private java.math.BigDecimal spendable(UUID wallet) {
    return witness.purse.spendable(wallet, now);
  }

  private Optional<UUID> wallet(Command command) {
    var name =
        switch (command) {
          case Command.Charge charge -> charge.act().wallet().orElse(Wallet.MAIN);
          case Command.OpenHold open -> open.act().wallet().orElse(Wallet.MAIN);
          default -> "";
        };
    return row.account.wallet(name).map(Wallet::id);
  }

  private void check(boolean holds, Refusal refusal) {
    witness.sightings.check(Promise.REFUSAL_IS_JUSTIFIED, holds, "refused without need", refusal);
  }
}

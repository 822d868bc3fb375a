package dev.saldo.server.engine;

import dev.saldo.core.account.Command;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// A command that waits for its answer.
final class Pending {
  final long workspace;
  final UUID customer;
  final Command command;
  final CompletableFuture<Reply> reply = new CompletableFuture<>();
  final long submittedNs;

  /// How often its account was found locked elsewhere; read and written by one lane at a time.
  int skips;

  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  private enum State {
    WAITING,
    TAKEN,
    GIVEN_UP
  }

  Pending(long workspace, UUID customer, Command command, long submittedNs) {
    this.workspace = workspace;
    this.customer = customer;
    this.command = command;
    this.submittedNs = submittedNs;
  }

  /// Whether nobody has begun to answer it before.
  boolean answerOnce() {
    return answered.compareAndSet(false, true);
  }

  /// Whether it may be decided now: nobody has given it up.
  boolean take() {
    return state.compareAndSet(State.WAITING, State.TAKEN) || state.get() == State.TAKEN;
  }

  /// Whether it could be given up before any lane took it: then it has no effect.
  boolean giveUp() {
    return state.compareAndSet(State.WAITING, State.GIVEN_UP);
  }

  /// Whether commands of the customer that come after it look at things that it may change, so that
  /// they are left to the next transaction, which loads them anew.
  boolean turns() {
    return switch (command) {
      case Command.ChangePlan _,
          Command.EndSubscription _,
          Command.PauseSubscription _,
          Command.ResumeSubscription _,
          Command.SetBudget _,
          Command.RemoveBudget _,
          Command.AdvanceClock _ ->
          true;
      case Command.Charge _,
          Command.OpenHold _,
          Command.Capture _,
          Command.Release _,
          Command.Extend _,
          Command.RecordUsage _,
          Command.GiveCredits _,
          Command.RevokeGrant _,
          Command.Refund _,
          Command.Transfer _,
          Command.Correct _,
          Command.SettleDebt _,
          Command.ChangeSettings _,
          Command.GiveConsent _,
          Command.UndoArranged _,
          Command.RedeemCoupon _,
          Command.BuyPack _,
          Command.ClaimResources _,
          Command.ReturnResources _,
          Command.ReturnResource _,
          Command.PostDue _ ->
          false;
    };
  }
}

package dev.saldo.core.account;

import dev.saldo.core.account.Command.KeyName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where commands on an account are decided: the room's door.
///
/// A pure function of what it is given. The server calls it under the account's lock and writes
/// what comes out in the same transaction; the simulator, a backtest and the tests call the same
/// code.
public final class Desk {
  /// What a series of commands comes to.
  ///
  /// @param effects of what was due and of the accepted commands, in order
  /// @param outcomes one for each command, in order
  public record Run(Account before, Account after, List<Effect> effects, List<Outcome> outcomes) {}

  private Desk() {}

  /// Decides commands of one customer one after the other, after posting what is due at `now`, and
  /// drafts an interim invoice where what they have used calls for one.
  ///
  /// @param bound the keys among the commands' that took effect before
  public static Run run(
      Account account, Map<KeyName, Bound> bound, List<Command> commands, Context context) {
    var due = DuePostings.post(account, context);
    var effects = new ArrayList<>(due.effects());
    var outcomes = new ArrayList<Outcome>(commands.size());
    var taken = new HashMap<>(bound);
    var current = due.account();
    for (var command : commands) {
      var outcome = apply(current, taken, command, context);
      if (outcome instanceof Outcome.Accepted accepted) {
        current = accepted.account();
        effects.addAll(accepted.effects());
        bind(accepted.effects(), taken);
      }
      outcomes.add(outcome);
    }
    if (current.tallies() != due.account().tallies()) {
      var draft = new Draft(current, context);
      Advancing.settle(draft);
      if (!draft.effects().isEmpty()) {
        effects.addAll(draft.effects());
        current = draft.account();
      }
    }
    return new Run(account, current, effects, outcomes);
  }

  /// Decides one command on an account on which nothing is due.
  static Outcome apply(
      Account account, Map<KeyName, Bound> bound, Command command, Context context) {
    if (command.key().source().equals(DuePostings.SOURCE)) {
      return new Outcome.Refused(
          new Refusal.Unacceptable(
              "/source",
              "reserved",
              "what falls due by itself is recorded under this source",
              Map.of("source", DuePostings.SOURCE)));
    }
    var first = bound.get(command.key().keyName());
    if (first != null) {
      return repeated(first, command.key());
    }
    var draft = new Draft(account, context);
    return switch (decide(draft, command)) {
      case Decision.Yes(var answer) -> accepted(account, draft, answer);
      case Decision.No(var refusal) -> new Outcome.Refused(refusal);
    };
  }

  /// What can't be written down can't be: sums have bounds too.
  private static Outcome accepted(Account before, Draft draft, Answer answer) {
    var after = draft.account();
    return Sums.fit(before, after)
        ? new Outcome.Accepted(after, answer, draft.effects())
        : new Outcome.Refused(
            new Refusal.Unacceptable(
                "", "sum_out_of_bounds", "it would make a sum greater than can be kept"));
  }

  private static Outcome repeated(Bound first, Command.Key key) {
    if (first.digest().equals(key.digest())) {
      return new Outcome.Repeated(first.id());
    }
    return new Outcome.Refused(
        key.source().isEmpty()
            ? new Refusal.KeyReused(key.name())
            : new Refusal.EventConflict(key.source(), key.name()));
  }

  private static void bind(List<Effect> effects, Map<KeyName, Bound> taken) {
    for (var effect : effects) {
      if (effect instanceof Effect.Journaled(var line)) {
        taken.put(line.key().keyName(), new Bound(line.id(), line.key().digest()));
      }
    }
  }

  private static Decision decide(Draft draft, Command command) {
    return switch (command) {
      case Command.Charge charge -> Charging.charge(draft, charge);
      case Command.OpenHold hold -> Holding.open(draft, hold);
      case Command.Capture capture -> Capturing.capture(draft, capture);
      case Command.Release release -> Holding.release(draft, release);
      case Command.Extend extend -> Holding.extend(draft, extend);
      case Command.RecordUsage usage -> Recording.record(draft, usage);
      case Command.GiveCredits grant -> Granting.give(draft, grant);
      case Command.RevokeGrant revoke -> Granting.revoke(draft, revoke);
      case Command.Correct correct -> Granting.correct(draft, correct);
      case Command.Refund refund -> Refunding.refund(draft, refund);
      case Command.Transfer transfer -> Transferring.transfer(draft, transfer);
      case Command.SettleDebt debt -> Granting.settleDebt(draft, debt);
      case Command.ChangePlan plan -> Subscribing.change(draft, plan);
      case Command.EndSubscription end -> Lapsing.end(draft, end);
      case Command.PauseSubscription pause -> Lapsing.pause(draft, pause);
      case Command.ResumeSubscription resume -> Lapsing.resume(draft, resume);
      case Command.UndoArranged undo -> Lapsing.undo(draft, undo);
      case Command.RedeemCoupon coupon -> Redeeming.redeem(draft, coupon);
      case Command.BuyPack pack -> Buying.buy(draft, pack);
      case Command.ClaimResources claim -> Claiming.claim(draft, claim);
      case Command.ReturnResources some -> Claiming.giveBack(draft, some);
      case Command.ReturnResource one -> Claiming.giveBack(draft, one);
      case Command.SetBudget budget -> Configuring.budget(draft, budget);
      case Command.RemoveBudget budget -> Configuring.removeBudget(draft, budget);
      case Command.ChangeSettings settings -> Configuring.settings(draft, settings);
      case Command.GiveConsent consent -> Configuring.consent(draft, consent);
      case Command.AdvanceClock clock -> Configuring.clock(draft, clock);
      case Command.PostDue _ -> new Decision.Yes(new Answer.UpToDate(draft.now()));
    };
  }
}

package dev.saldo.store.account;

import dev.saldo.core.account.Command;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What the commands of one customer refer to, beyond what every command needs.
///
/// @param commands how many there are
/// @param holds the holds they name
/// @param charges the earlier charges they name
/// @param actions the actions they perform
/// @param times when what they report happened
/// @param refunds whether one of them gives back what a charge took
record Wanted(
    int commands,
    Set<UUID> holds,
    Set<UUID> charges,
    Set<String> actions,
    Set<Instant> times,
    boolean refunds) {

  static Wanted by(List<Command> commands) {
    var wanted =
        new Wanted(
            commands.size(),
            new HashSet<>(),
            new HashSet<>(),
            new HashSet<>(),
            new HashSet<>(),
            commands.stream().anyMatch(Command.Refund.class::isInstance));
    commands.forEach(wanted::add);
    return wanted;
  }

  private void add(Command command) {
    switch (command) {
      case Command.Charge charge -> act(charge.act());
      case Command.OpenHold hold -> act(hold.act());
      case Command.RecordUsage usage -> {
        act(usage.act());
        times.add(usage.occurredAt());
      }
      case Command.Capture capture -> holds.add(capture.hold());
      case Command.Release release -> holds.add(release.hold());
      case Command.Extend extend -> holds.add(extend.hold());
      case Command.Refund refund -> charges.add(refund.charge());
      case Command.GiveCredits _,
          Command.RevokeGrant _,
          Command.Transfer _,
          Command.Correct _,
          Command.SettleDebt _,
          Command.ChangePlan _,
          Command.SetBudget _,
          Command.RemoveBudget _,
          Command.ChangeSettings _,
          Command.GiveConsent _,
          Command.AdvanceClock _,
          Command.PostDue _ -> {}
    }
  }

  private void act(Command.Act act) {
    actions.add(act.action());
    act.replaces().ifPresent(charges::add);
  }
}

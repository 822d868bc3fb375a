package dev.saldo.store.account;

import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Command;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.limit.Resource;
import java.time.Instant;
import java.util.ArrayList;
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
/// @param attributions whom their acts are for
/// @param catalogs the versions that they change to
/// @param terms whether one of them looks at all that the customer was on
/// @param refunds whether one of them gives back what a charge took
/// @param choices whether one of them may decide that use is capped, or invoiced as it comes
/// @param resources those that they name
record Wanted(
    int commands,
    Set<UUID> holds,
    Set<UUID> charges,
    Set<String> actions,
    Set<Instant> times,
    List<Attribution> attributions,
    Set<CatalogReference> catalogs,
    boolean terms,
    boolean refunds,
    boolean choices,
    Resources resources) {

  /// The resources that commands name, by what a claimed one is found by, or by id.
  record Resources(Set<Resource.Named> named, Set<UUID> ids) {}

  /// Whether how many resources there are of each kind matters.
  boolean countsResources() {
    return !resources.named().isEmpty() || !resources.ids().isEmpty() || !catalogs.isEmpty();
  }

  static Wanted by(List<Command> commands) {
    var wanted =
        new Wanted(
            commands.size(),
            new HashSet<>(),
            new HashSet<>(),
            new HashSet<>(),
            new HashSet<>(),
            new ArrayList<>(commands.size()),
            new HashSet<>(),
            commands.stream().anyMatch(Wanted::looksBack),
            commands.stream().anyMatch(Command.Refund.class::isInstance),
            commands.stream().anyMatch(Wanted::chooses),
            new Resources(new HashSet<>(), new HashSet<>()));
    commands.forEach(wanted::add);
    return wanted;
  }

  /// What an earlier plan granted for a period isn't granted again.
  private static boolean looksBack(Command command) {
    return command instanceof Command.ChangePlan || command instanceof Command.ResumeSubscription;
  }

  private static boolean chooses(Command command) {
    return command instanceof Command.ChangePlan
        || command instanceof Command.ChangeSettings change
            && change.settings().spendingCap().isPresent();
  }

  private void add(Command command) {
    switch (command) {
      case Command.Charge charge -> act(charge.act());
      case Command.OpenHold hold -> act(hold.act());
      case Command.RecordUsage usage -> {
        act(usage.act());
        times.add(usage.occurredAt());
      }
      case Command.Capture capture -> {
        holds.add(capture.hold());
        attributions.add(capture.attribution());
      }
      case Command.Release release -> holds.add(release.hold());
      case Command.Extend extend -> holds.add(extend.hold());
      case Command.Refund refund -> charges.add(refund.charge());
      case Command.ChangePlan change -> catalogs.add(change.catalog());
      case Command.ClaimResources claim -> named(claim.resource(), claim.references());
      case Command.ReturnResources some -> named(some.resource(), some.references());
      case Command.ReturnResource one -> resources.ids().add(one.resource());
      case Command.GiveCredits _,
          Command.RevokeGrant _,
          Command.Transfer _,
          Command.Correct _,
          Command.SettleDebt _,
          Command.SetBudget _,
          Command.RemoveBudget _,
          Command.ChangeSettings _,
          Command.GiveConsent _,
          Command.AdvanceClock _,
          Command.EndSubscription _,
          Command.PauseSubscription _,
          Command.UndoArranged _,
          Command.RedeemCoupon _,
          Command.BuyPack _,
          Command.ResumeSubscription _,
          Command.PostDue _ -> {}
    }
  }

  private void named(String resource, List<String> references) {
    references.forEach(reference -> resources.named().add(new Resource.Named(resource, reference)));
  }

  private void act(Command.Act act) {
    actions.add(act.action());
    attributions.add(act.attribution());
    act.replaces().ifPresent(charges::add);
  }
}

package dev.saldo.core.account;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.wallet.Hold;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Opens holds, gives them back, lets them live longer.
///
/// A hold sets aside lots, budgets, quotas and free units, and counts on rates at once. Giving it
/// back gives back all but the rates.
final class Holding {
  private Holding() {}

  static Decision open(Draft draft, Command.OpenHold command) {
    if (command.livesFor().filter(Holding::isNoLife).isPresent()) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/expires_in_seconds",
              "out_of_range",
              "a hold lives more than 0 and at most 24 hours"));
    }
    var asked = new Ladder.Asked(command.amount(), command.confirmed(), command.override());
    return switch (Ladder.climb(draft, command.act(), asked)) {
      case Ladder.Result.No(var refusal) -> new Decision.No(refusal);
      case Ladder.Result.Yes(var passed) -> setAside(draft, command, passed);
    };
  }

  private static boolean isNoLife(Duration livesFor) {
    return !livesFor.isPositive() || livesFor.compareTo(Action.HOLD_FOR_MAX) > 0;
  }

  static Decision release(Draft draft, Command.Release command) {
    var found = draft.hold(command.hold());
    if (found.isEmpty()) {
      return new Decision.No(new Refusal.NotFound("hold", "/hold"));
    }
    var act = found.get();
    if (act.hold().state() != Hold.State.OPEN) {
      return new Decision.No(notOpen(act.hold()));
    }
    var id = draft.newId();
    var cause = draft.cause(id, command.key().digest());
    var returned = giveBack(draft, act, Hold.State.RELEASED, cause);
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.Released(id, act.hold().id(), draft.now(), returned));
  }

  static Decision extend(Draft draft, Command.Extend command) {
    var found = draft.hold(command.hold());
    if (found.isEmpty()) {
      return new Decision.No(new Refusal.NotFound("hold", "/hold"));
    }
    var hold = found.get().hold();
    if (hold.state() != Hold.State.OPEN) {
      return new Decision.No(notOpen(hold));
    }
    var until = draft.now().plus(command.livesFor());
    if (until.isAfter(hold.openedAt().plus(Action.HOLD_FOR_MAX))) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/expires_in_seconds",
              "too_long",
              "a hold lives at most 24 hours from its opening at " + hold.openedAt()));
    }
    var later = until.isAfter(hold.expiresAt()) ? until : hold.expiresAt();
    draft.change(found.get().with(hold.until(later)));
    var id = draft.newId();
    return draft.journal(
        command.key(), id, draft.now(), new Answer.Extended(id, hold.id(), draft.now(), later));
  }

  /// Ends an open hold without a capture.
  ///
  /// @return the credits that are free again; empty where none were set aside
  static Optional<Answer.Returned> giveBack(
      Draft draft, HeldAct act, Hold.State end, Wallet.Cause cause) {
    var hold = act.hold();
    var returned =
        hold.reserved()
            .map(reserved -> {
              var wallet = draft.wallet(reserved.wallet()).unreserve(reserved.draws(), cause);
              var balance = Wallets.balance(draft.put(wallet));
              return new Answer.Returned(reserved.amount(), balance);
            });
    for (var one : act.tallied()) {
      draft.tally(one.key(), BigDecimal.ZERO, one.amount().negate());
    }
    act.root()
        .flatMap(draft::past)
        .ifPresent(root -> draft.change(root.withRegenerations(root.regenerations() - 1)));
    draft.change(act.with(hold.in(end)));
    return returned;
  }

  static Refusal notOpen(Hold hold) {
    return new Refusal.InvalidState("hold", hold.state().name().toLowerCase(java.util.Locale.ROOT));
  }

  private static Decision setAside(Draft draft, Command.OpenHold command, Ladder.Passed passed) {
    var pricing = passed.pricing();
    var id = draft.newId();
    for (var rate : passed.rates()) {
      draft.count(rate.key(), draft.now());
    }
    Charging.countRegeneration(draft, pricing, 1);
    var tallied = new ArrayList<>(passed.demands().stream().map(Demand::tallied).toList());
    var consulted = new ArrayList<>(Demands.count(passed.demands(), draft, true));
    consulted.addAll(Paced.consulted(passed.rates()));
    var reserved = passed.cover().map(cover -> reserve(draft, pricing, cover, tallied));
    var expiresAt = draft.now().plus(command.livesFor().orElse(pricing.action().holdFor()));
    var hold = new Hold(id, reserved, draft.now(), expiresAt, Hold.State.OPEN);
    draft.open(held(pricing, hold, Charging.nonZero(tallied)));
    var story =
        passed
            .cover()
            .map(cover -> {
              var wallet = draft.wallet(cover.wallet().id());
              return Stories.of(pricing, cover.funding(), wallet, tallied, consulted);
            })
            .orElseGet(() -> Stories.of(pricing, Optional.empty(), tallied, consulted));
    return draft.journal(
        command.key(), id, draft.now(), new Answer.HoldOpened(id, draft.now(), expiresAt, story));
  }

  /// Sets aside what covers a price.
  private static Hold.Reserved reserve(
      Draft draft, Pricing pricing, Ladder.Cover cover, List<Tallied> tallied) {
    var overage = cover.funding().overage();
    Settling.holdOverage(draft, pricing, overage, tallied);
    var draws = cover.funding().draws();
    var wallet = draft.put(cover.wallet().reserve(draws));
    Covering.notify(draft, cover.wallet(), wallet, pricing.plan());
    return new Hold.Reserved(wallet.id(), pricing.price(), draws, overage);
  }

  private static HeldAct held(Pricing pricing, Hold hold, List<Tallied> tallied) {
    return new HeldAct(
        hold,
        pricing.action().name(),
        pricing.act().data(),
        pricing.term(),
        tallied,
        pricing.freeUnits(),
        pricing.act().attribution(),
        pricing.rootId(),
        Optional.empty());
  }
}

package dev.saldo.core.account;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.wallet.Hold;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    var wallet = giveBack(draft, act, Hold.State.RELEASED, draft.cause(id, command.key().digest()));
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.Released(
            id, act.hold().id(), draft.now(), act.hold().amount(), Wallets.balance(wallet)));
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
  static Wallet giveBack(Draft draft, HeldAct act, Hold.State end, Wallet.Cause cause) {
    var hold = act.hold();
    var wallet = draft.put(draft.wallet(hold.wallet()).unreserve(hold.draws(), cause));
    for (var one : act.tallied()) {
      draft.tally(one.key(), BigDecimal.ZERO, one.amount().negate());
    }
    act.root()
        .flatMap(draft::past)
        .ifPresent(root -> draft.change(root.withRegenerations(root.regenerations() - 1)));
    draft.change(act.with(hold.in(end)));
    return wallet;
  }

  static Refusal notOpen(Hold hold) {
    return new Refusal.InvalidState("hold", hold.state().name().toLowerCase(java.util.Locale.ROOT));
  }

  private static Decision setAside(Draft draft, Command.OpenHold command, Ladder.Passed passed) {
    var pricing = passed.pricing();
    var id = draft.newId();
    for (var rate : passed.rates()) {
      draft.count(rate.name(), draft.now());
    }
    Charging.countRegeneration(draft, pricing, 1);
    var tallied = new ArrayList<>(passed.demands().stream().map(Demand::tallied).toList());
    var consulted = new ArrayList<>(Demands.count(passed.demands(), draft, true));
    consulted.addAll(Ladder.consulted(pricing, passed.rates()));
    if (passed.funding().overage().isPositive()) {
      var key = overageKey(draft, pricing);
      draft.tally(key, BigDecimal.ZERO, passed.funding().overage().amount());
      tallied.add(new Tallied(key, passed.funding().overage().amount()));
    }
    var wallet = draft.put(passed.wallet().reserve(passed.funding().draws()));
    Covering.notify(draft, passed.wallet(), wallet, pricing.plan());
    var expiresAt = draft.now().plus(command.livesFor().orElse(pricing.action().holdFor()));
    var act = held(passed, wallet, id, draft.now(), expiresAt, Charging.nonZero(tallied));
    draft.open(act);
    var story = Stories.of(pricing, passed.funding(), wallet, tallied, consulted);
    return draft.journal(
        command.key(), id, draft.now(), new Answer.HoldOpened(id, draft.now(), expiresAt, story));
  }

  private static HeldAct held(
      Ladder.Passed passed,
      Wallet wallet,
      java.util.UUID id,
      Instant openedAt,
      Instant expiresAt,
      java.util.List<Tallied> tallied) {
    var pricing = passed.pricing();
    var hold =
        new Hold(
            id,
            wallet.id(),
            pricing.price(),
            passed.funding().draws(),
            openedAt,
            expiresAt,
            Hold.State.OPEN);
    return new HeldAct(
        hold,
        pricing.action().name(),
        pricing.act().data(),
        pricing.term(),
        passed.funding().overage(),
        tallied,
        pricing.rated().freeUnitsUsed(),
        pricing.act().attribution(),
        pricing.rootId(),
        Optional.empty());
  }

  private static TallyKey overageKey(Draft draft, Pricing pricing) {
    return Covering.overageKey(draft, pricing.action().name(), pricing.at());
  }
}

package dev.saldo.core.account;

import dev.saldo.core.limit.Tallied;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Draw;
import dev.saldo.core.wallet.Hold;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settles a hold at what was really used.
///
/// Priced by the terms at which it was opened, counted in the periods in which it was opened. Less
/// than was held gives the rest back; more is refused, unless the action says that the excess
/// counts like use that already happened.
final class Capturing {
  private Capturing() {}

  static Decision capture(Draft draft, Command.Capture command) {
    var found = draft.hold(command.hold());
    if (found.isEmpty()) {
      return new Decision.No(new Refusal.NotFound("hold", "/hold"));
    }
    var act = found.get();
    if (act.hold().state() != Hold.State.OPEN) {
      return new Decision.No(Holding.notOpen(act.hold()));
    }
    return switch (price(draft, act, command)) {
      case Pricing.Result.Refused(var refusal) -> new Decision.No(refusal);
      case Pricing.Result.Priced(var pricing) ->
          act.hold().reserved().isPresent()
              ? settle(draft, act, act.hold().reserved().get(), pricing, command)
              : settle(draft, act, pricing, command);
    };
  }

  /// Settles the hold of an act without a price: it counts as what it really was.
  private static Decision settle(
      Draft draft, HeldAct held, Pricing pricing, Command.Capture command) {
    if (command.amount().isPresent()) {
      return new Decision.No(Pricing.noPrice("/credits", held.action()));
    }
    var id = draft.newId();
    var tallied = new ArrayList<Tallied>();
    var consulted = recount(draft, held, pricing, tallied);
    draft.change(held.capturedBy(held.hold().in(Hold.State.CAPTURED), id));
    var story = Stories.of(pricing, Optional.empty(), tallied, consulted);
    return captured(draft, command, id, held.hold(), Optional.empty(), story);
  }

  private static Decision captured(
      Draft draft,
      Command.Capture command,
      java.util.UUID id,
      Hold hold,
      Optional<Credits> released,
      Answer.Story story) {
    var held = hold.reserved().map(Hold.Reserved::amount);
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.Captured(id, hold.id(), draft.now(), held, released, story));
  }

  private static Pricing.Result price(Draft draft, HeldAct held, Command.Capture command) {
    var data = new HashMap<>(held.data());
    data.putAll(command.data());
    var act =
        new Command.Act(
            held.action(),
            Map.<String, Value>copyOf(data),
            Optional.empty(),
            held.root(),
            merged(held.attribution(), command.attribution()));
    var undone = undoRegeneration(draft, held);
    var result =
        Pricing.of(undone, act, held.hold().openedAt(), held.term(), held.freeUnits(), false);
    return switch (result) {
      case Pricing.Result.Refused refused -> refused;
      case Pricing.Result.Priced(var pricing) ->
          new Pricing.Result.Priced(
              held.hold()
                  .reserved()
                  .flatMap(_ -> command.amount())
                  .map(pricing::at)
                  .orElse(pricing));
    };
  }

  /// The account as it was before the hold itself counted as a second try, to price it alike.
  private static Draft undoRegeneration(Draft draft, HeldAct held) {
    if (held.root().isEmpty()) {
      return draft;
    }
    var scratch = new Draft(draft.account(), draft.context);
    held.root()
        .flatMap(scratch::past)
        .ifPresent(root -> scratch.change(root.withRegenerations(root.regenerations() - 1)));
    return scratch;
  }

  private static Decision settle(
      Draft draft, HeldAct held, Hold.Reserved reserved, Pricing pricing, Command.Capture command) {
    var hold = held.hold();
    var price = pricing.price();
    if (!price.unit().equals(reserved.amount().unit())) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/credits", "currency_mismatch", "the hold counts in " + reserved.amount().unit()));
    }
    var excess = price.minus(reserved.amount()).atLeastZero();
    if (excess.isPositive() && !pricing.action().captureOver()) {
      return new Decision.No(new Refusal.ExceedsOriginal(price, reserved.amount()));
    }
    var id = draft.newId();
    var cause = draft.cause(id, command.key().digest());
    var tallied = new ArrayList<Tallied>();
    var consulted = recount(draft, held, pricing, tallied);
    var funding = move(draft, reserved, pricing, excess, tallied, cause);
    var wallet = draft.wallet(reserved.wallet());
    draft.change(held.capturedBy(hold.in(Hold.State.CAPTURED), id));
    var story = Stories.of(pricing, funding, wallet, tallied, consulted);
    var released = reserved.amount().minus(price).atLeastZero();
    return captured(draft, command, id, hold, Optional.of(released), story);
  }

  /// Takes the price out of what was set aside, in its order, then covers the excess as far as
  /// anything does.
  private static Funding move(
      Draft draft,
      Hold.Reserved reserved,
      Pricing pricing,
      Credits excess,
      List<Tallied> tallied,
      Wallet.Cause cause) {
    var before = draft.wallet(reserved.wallet());
    var within = pricing.price().minus(excess);
    var split = split(reserved.draws(), within);
    var overage = within.minus(Covering.sum(split.taken, before.zero()));
    var moved = before.capture(split.taken, split.rest, cause);
    moved = moved.then(moved.wallet().uncovered(overage, before.zero(), cause));
    var wallet = draft.put(moved);
    Settling.countOverage(draft, pricing, overage, tallied);
    var funding = new Funding(split.taken, overage, before.zero());
    if (!excess.isPositive()) {
      Covering.notify(draft, before, wallet, pricing.plan());
      return funding;
    }
    var more = Covering.coverWhatHappened(draft, wallet, pricing, excess);
    Settling.pay(draft, wallet, pricing, more, tallied, cause);
    var draws = new ArrayList<>(funding.draws());
    draws.addAll(more.draws());
    return new Funding(draws, overage.plus(more.overage()), more.unfunded());
  }

  /// Draws cut at an amount.
  private record Split(List<Draw> taken, List<Draw> rest) {}

  private static Split split(List<Draw> draws, Credits amount) {
    var taken = new ArrayList<Draw>();
    var rest = new ArrayList<Draw>();
    var left = amount;
    for (var draw : draws) {
      var take = draw.amount().min(left).atLeastZero();
      if (take.isPositive()) {
        taken.add(new Draw(draw.grant(), take));
      }
      if (take.compareTo(draw.amount()) < 0) {
        rest.add(new Draw(draw.grant(), draw.amount().minus(take)));
      }
      left = left.minus(take);
    }
    return new Split(taken, rest);
  }

  /// What the hold had set aside on tallies goes, what was really used comes. Of that, what goes
  /// beyond the hold and beyond what is allowed is use that happened: counted, and not billed.
  private static List<Consulted> recount(
      Draft draft, HeldAct held, Pricing pricing, List<Tallied> tallied) {
    Metered.noteLate(draft, pricing.at());
    var agreed = new HashMap<TallyKey, BigDecimal>();
    for (var one : held.tallied()) {
      draft.tally(one.key(), BigDecimal.ZERO, one.amount().negate());
      agreed.merge(one.key(), one.amount(), BigDecimal::add);
    }
    var demands = demands(draft, pricing);
    demands.forEach(demand -> tallied.add(demand.tallied()));
    tallied.addAll(Demands.unbilled(demands, draft, agreed));
    return Demands.count(demands, draft, false);
  }

  private static List<Demand> demands(Draft draft, Pricing pricing) {
    var account = draft.account();
    var act = pricing.act();
    var demands =
        new ArrayList<>(
            Demands.ofQuotas(account, pricing.catalog(), pricing.term(), act, pricing.at()));
    demands.addAll(Demands.ofBudgets(account, pricing));
    demands.addAll(Demands.ofFreeUnits(pricing, account));
    var keyed = new LinkedHashMap<TallyKey, Demand>();
    demands.forEach(demand -> keyed.put(demand.key(), demand));
    return List.copyOf(keyed.values());
  }

  private static Attribution merged(Attribution held, Attribution captured) {
    return new Attribution(
        captured.member().or(held::member),
        captured.costCentre().or(held::costCentre),
        captured.automation().or(held::automation),
        captured.apiKey().or(held::apiKey),
        captured.agentRun().or(held::agentRun),
        captured.execution().or(held::execution));
  }
}

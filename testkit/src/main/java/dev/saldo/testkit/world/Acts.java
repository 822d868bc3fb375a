package dev.saldo.testkit.world;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.JournalLine;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.wallet.Draw;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Examines one journal line against the state before it, then counts it.
final class Acts {
  private final Witness witness;

  Acts(Witness witness) {
    this.witness = witness;
  }

  void examine(JournalLine line) {
    switch (line.answer()) {
      case Answer.Charged charged -> {
        strict(charged.story(), charged.at());
        witness.counts.consume(charged.story().tallied());
        witness.charges.put(line.id(), new SeenCharge(charged.story()));
      }
      case Answer.HoldOpened opened -> {
        strict(opened.story(), opened.at());
        witness.counts.hold(opened.story().tallied());
        witness.purse.setAside(opened.story().funding().draws());
        witness.holds.put(line.id(), new SeenHold(opened));
      }
      case Answer.Captured captured -> captured(line, captured);
      case Answer.Released released -> end(released.hold(), released.at(), false);
      case Answer.Extended extended -> extended(extended);
      case Answer.Posted posted -> {
        if (posted.act().equals("hold_expired")) {
          end(posted.subject(), posted.at(), true);
        }
      }
      case Answer.Recorded recorded -> recorded(line, recorded);
      case Answer.Refunded refunded -> new SeenRefund(witness, refunded).examine();
      default -> {}
    }
  }

  /// An act that asked first.
  private void strict(Answer.Story story, Instant at) {
    var counts = witness.counts;
    var wallet = story.balance().wallet();
    var plan = witness.plan(at);
    var debt = witness.books.debt(wallet);
    witness.sightings.check(Promise.DEBTS, debt.signum() == 0, "served with debt", story);
    counts.examine(plan, demands(plan, story, at));
    if (Counts.isRated(story.action())) {
      counts.examineRate(plan, at);
      counts.act(at);
    }
    var funding = story.funding();
    var expected = witness.purse.plan(wallet, story.price().amount(), at, Map.of());
    drawn(expected, funding.draws(), story);
    var missing = story.price().minus(funding.burned());
    var covered = missing.equals(funding.overage()) && funding.unfunded().isZero();
    witness.sightings.check(Promise.NO_OVERDRAFT, covered, "not covered", story);
    if (missing.isPositive()) {
      witness.sightings.check(
          Promise.NO_OVERDRAFT, witness.mayOverrun(story.action(), at), "no overage", story);
    }
  }

  /// What the story says was counted is what an independent count comes to.
  private Map<TallyKey, BigDecimal> demands(String plan, Answer.Story story, Instant at) {
    var demands = witness.counts.demands(plan, story.action(), story.data(), story, at);
    var told = new HashMap<TallyKey, BigDecimal>();
    for (var one : story.tallied()) {
      var subject = one.key().subject();
      if (subject.startsWith("budget:") || subject.startsWith("quota:")) {
        told.put(one.key(), one.amount());
      }
    }
    var same = told.size() == demands.size();
    for (var demand : demands.entrySet()) {
      var amount = told.get(demand.getKey());
      same &= amount != null && amount.compareTo(demand.getValue()) == 0;
    }
    witness.sightings.check(Promise.TALLIES, same, "counted otherwise", demands, told);
    return demands;
  }

  private void drawn(List<Draw> expected, List<Draw> actual, Answer.Story story) {
    if (!expected.equals(actual)) {
      throw new Violation(
          Promise.BURN_ORDER, "expected " + expected + " and not " + actual + " for " + story);
    }
  }

  private void captured(JournalLine line, Answer.Captured captured) {
    var story = captured.story();
    var hold = end(captured.hold(), captured.at(), false);
    var held = hold.opened.story().price().amount();
    var price = story.price().amount();
    var excess = price.subtract(held).max(BigDecimal.ZERO);
    witness.sightings.check(
        Promise.NO_OVERDRAFT,
        excess.signum() == 0 || story.action().equals("call"),
        "captured above the hold",
        story);
    var expected =
        new ArrayList<>(cut(hold.opened.story().funding().draws(), price.subtract(excess)));
    if (excess.signum() > 0) {
      var taken = new HashMap<java.util.UUID, BigDecimal>();
      expected.forEach(draw -> taken.merge(draw.grant(), draw.amount().amount(), BigDecimal::add));
      var wallet = story.balance().wallet();
      expected.addAll(witness.purse.plan(wallet, excess, captured.at(), taken));
    }
    drawn(expected, story.funding().draws(), story);
    witness.sightings.check(
        Promise.DEBTS, story.funding().total().equals(story.price()), "lost", story);
    // A plan may change at the very instant of the opening; the hold keeps the one before.
    demands(hold.opened.story().plan(), story, hold.opened.at());
    witness.counts.consume(story.tallied());
    witness.charges.put(line.id(), new SeenCharge(story));
  }

  private static List<Draw> cut(List<Draw> draws, BigDecimal amount) {
    var cut = new ArrayList<Draw>();
    var left = amount;
    for (var draw : draws) {
      var take = draw.amount().amount().min(left);
      if (take.signum() > 0) {
        cut.add(new Draw(draw.grant(), Goods.credits(take)));
        left = left.subtract(take);
      }
    }
    return cut;
  }

  /// A hold ends, for the first time, before its end or by it.
  private SeenHold end(java.util.UUID id, Instant at, boolean byItself) {
    var hold = witness.holds.get(id);
    if (hold == null) {
      throw new Violation(Promise.HOLDS_END_ONCE, "nobody opened hold " + id);
    }
    var inTime = byItself ? !at.isBefore(hold.expiresAt) : at.isBefore(hold.expiresAt);
    witness.sightings.check(
        Promise.HOLDS_END_ONCE, hold.open && inTime, "ended again or too late", id, at);
    hold.open = false;
    witness.purse.giveBack(hold.opened.story().funding().draws());
    witness.counts.giveBack(hold.opened.story().tallied());
    return hold;
  }

  private void extended(Answer.Extended extended) {
    var hold = witness.holds.get(extended.hold());
    var fits = hold != null && hold.open && !extended.expiresAt().isBefore(hold.expiresAt);
    witness.sightings.check(Promise.HOLDS_END_ONCE, fits, "extended", extended);
    if (hold != null) {
      hold.expiresAt = extended.expiresAt();
    }
  }

  private void recorded(JournalLine line, Answer.Recorded recorded) {
    if (!witness.hasPlan()) {
      return;
    }
    var act = recorded.act();
    var plan = witness.plan(recorded.occurredAt());
    if (Counts.isRated(act.action())) {
      witness.counts.act(recorded.occurredAt());
    }
    if (recorded.story().isEmpty()) {
      var quotas = witness.counts.quotas(plan, act.action(), act.data(), recorded.occurredAt());
      quotas.forEach(witness.counts::consume);
      return;
    }
    var story = recorded.story().get();
    var price = story.price();
    var wallet = story.balance().wallet();
    var expected = witness.purse.plan(wallet, price.amount(), recorded.at(), Map.of());
    drawn(expected, story.funding().draws(), story);
    witness.sightings.check(Promise.DEBTS, story.funding().total().equals(price), "lost", story);
    demands(plan, story, recorded.occurredAt());
    witness.counts.consume(story.tallied());
    witness.charges.put(line.id(), new SeenCharge(story));
  }

  static boolean isBudget(Tallied one) {
    return one.key().subject().startsWith("budget:");
  }
}

package dev.saldo.core.account;

import dev.saldo.core.catalog.RefundTerms;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.wallet.Draw;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

/// Gives back what a charge took.
///
/// What was unfunded is forgiven first, then billed overage, then the lots in the reverse of the
/// order in which they were used: what was taken last comes back first. A lot that has expired
/// meanwhile is replaced by a new one, or the refund is breakage, as the catalog says. Budgets get
/// back their share; quotas and rates don't, because the use happened.
final class Refunding {
  private final Draft draft;
  private final Past past;
  private final Wallet.Cause cause;
  private final List<Draw> restored = new ArrayList<>();
  private final List<Grant> regranted = new ArrayList<>();
  private Credits breakage;

  private Refunding(Draft draft, Past past, Wallet.Cause cause) {
    this.draft = draft;
    this.past = past;
    this.cause = cause;
    this.breakage = Credits.zero(past.cost().unit());
  }

  static Decision refund(Draft draft, Command.Refund command) {
    var found = draft.past(command.charge());
    if (found.isEmpty()) {
      return new Decision.No(new Refusal.NotFound("charge", "/charge"));
    }
    var past = found.get();
    var left = past.cost().minus(past.refunded());
    var amount = command.amount().orElse(left);
    if (!amount.unit().equals(left.unit())) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/credits", "currency_mismatch", "the charge was in " + left.unit()));
    }
    if (amount.compareTo(left) > 0 || !amount.isPositive()) {
      return new Decision.No(new Refusal.ExceedsOriginal(amount, left));
    }
    var id = draft.newId();
    return new Refunding(draft, past, draft.cause(id, command.key().digest()))
        .give(command, id, amount);
  }

  private Decision give(Command.Refund command, UUID id, Credits amount) {
    var wallet = draft.wallet(past.wallet());
    var before = past.refunded();
    // How much of each part earlier refunds have taken already follows from the fixed order.
    var unfunded = past.funding().unfunded();
    var overage = past.funding().overage();
    var debtPart = part(before, amount, wallet.zero(), unfunded);
    var overagePart = part(before, amount, unfunded, overage);
    var forgiven = debtPart.min(wallet.debt());
    draft.put(wallet.forgive(overagePart, forgiven, cause));
    // A debt that was paid meanwhile was paid in credits, so credits come back for it.
    var lots = amount.minus(debtPart).minus(overagePart);
    var skip = before.minus(unfunded).minus(overage).atLeastZero();
    restoreLots(skip, lots);
    restorePaidDebt(debtPart.minus(forgiven));
    giveBackBudgets(before, amount, overagePart);
    draft.change(past.withRefunded(before.plus(amount)));
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.Refunded(
            id,
            draft.now(),
            past.id(),
            amount,
            List.copyOf(restored),
            List.copyOf(regranted),
            breakage,
            forgiven,
            overagePart,
            command.reason(),
            Wallets.balance(draft.wallet(past.wallet()))));
  }

  /// How much of `[from, from + size)` lies within `[done, done + amount)`.
  private static Credits part(Credits done, Credits amount, Credits from, Credits size) {
    var begin = done.max(from);
    var end = done.plus(amount).min(from.plus(size));
    return end.minus(begin).atLeastZero();
  }

  private void restoreLots(Credits skip, Credits amount) {
    var skipping = skip;
    var left = amount;
    for (var draw : past.funding().draws().reversed()) {
      var passed = skipping.min(draw.amount());
      skipping = skipping.minus(passed);
      var back = draw.amount().minus(passed).min(left);
      if (back.isPositive()) {
        restore(new Draw(draw.grant(), back));
        left = left.minus(back);
      }
    }
  }

  private void restore(Draw draw) {
    var wallet = draft.wallet(past.wallet());
    var lot = wallet.grant(draw.grant());
    if (lot.filter(found -> found.state() == Grant.State.ACTIVE).isPresent()) {
      draft.put(wallet.restore(draw, cause));
      restored.add(draw);
      return;
    }
    switch (terms()) {
      case RefundTerms.Breakage() -> {
        draft.put(wallet.restoreAsBreakage(draw.amount(), cause));
        breakage = breakage.plus(draw.amount());
      }
      case RefundTerms.Regrant(var livesFor) -> {
        var template = lot.orElseThrow();
        var grant = Regrants.of(draft, template, draw.amount(), livesFor);
        Committing.moved(draft, template, grant);
        draft.opened(wallet.id(), grant);
        draft.put(wallet.restoreAs(grant, cause));
        regranted.add(grant);
      }
    }
  }

  private void restorePaidDebt(Credits amount) {
    if (amount.isPositive()) {
      var wallet = draft.wallet(past.wallet());
      var grant = Regrants.promotional(draft, amount);
      draft.opened(wallet.id(), grant);
      draft.put(wallet.restoreAs(grant, cause));
      regranted.add(grant);
    }
  }

  private RefundTerms terms() {
    return draft
        .account()
        .term()
        .map(term -> draft.context.catalogs().catalog(term.catalog()).refunds())
        .orElse(RefundTerms.STANDARD);
  }

  private void giveBackBudgets(Credits before, Credits amount, Credits overagePart) {
    var zero = before.minus(before);
    var overageBefore = part(zero, before, past.funding().unfunded(), past.funding().overage());
    // A capture above its hold counted overage twice: what was held, and the excess.
    var passed = new HashMap<String, Credits>();
    for (var one : past.tallied()) {
      var subject = one.key().subject();
      if (subject.startsWith("budget:")) {
        draft.tally(one.key(), share(one, before, amount).negate(), BigDecimal.ZERO);
      } else if (one.key().countsOverage()) {
        var counted = new Credits(before.unit(), one.amount());
        var from = passed.getOrDefault(one.key().kind(), zero);
        var back = part(overageBefore, overagePart, from, counted);
        draft.tally(one.key(), back.amount().negate(), BigDecimal.ZERO);
        passed.put(one.key().kind(), from.plus(counted));
        if (one.key().isBilled()) {
          Metered.noteLate(draft, one.key().from());
        }
      }
    }
  }

  /// What a budget had counted of the part that is refunded now: the share refunded so far, HALF_UP
  /// at 12 decimals, less what earlier refunds gave back, so that all parts come to the whole.
  private BigDecimal share(Tallied one, Credits before, Credits amount) {
    return upTo(one, before.plus(amount)).subtract(upTo(one, before));
  }

  private BigDecimal upTo(Tallied one, Credits refunded) {
    return Decimals.normal(
        one.amount()
            .multiply(refunded.amount())
            .divide(past.cost().amount(), Decimals.SCALE_MAX, RoundingMode.HALF_UP));
  }
}

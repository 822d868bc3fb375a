package dev.saldo.testkit.world;

import dev.saldo.core.account.Answer;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Draw;
import dev.saldo.core.wallet.Grant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// A refund, held to where it must go: what was owed is forgiven first, then billed overage, then
/// the lots, the last one used first.
final class SeenRefund {
  private final Witness witness;
  private final Answer.Refunded refund;

  SeenRefund(Witness witness, Answer.Refunded refund) {
    this.witness = witness;
    this.refund = refund;
  }

  void examine() {
    var charge = witness.charges.get(refund.charge());
    if (charge == null) {
      throw new Violation(Promise.REFUNDS, "nothing was charged: " + refund);
    }
    var before = charge.refunded;
    var amount = refund.amount().amount();
    var after = before.add(amount);
    var cost = charge.story.price().amount();
    check(after.compareTo(cost) <= 0, "more than was taken");
    charge.refunded = after;
    var funding = charge.story.funding();
    var owed = funding.unfunded().amount();
    var overage = funding.overage().amount();
    var owedPart = part(before, after, BigDecimal.ZERO, owed);
    var overagePart = part(before, after, owed, overage);
    var wallet = charge.story.balance().wallet();
    var forgiven = owedPart.min(witness.books.debt(wallet));
    check(refund.debtForgiven().amount().compareTo(forgiven) == 0, "debt");
    check(refund.overageReversed().amount().compareTo(overagePart) == 0, "overage");
    lots(
        before.subtract(owed).subtract(overage).max(BigDecimal.ZERO),
        charge,
        amount.subtract(owedPart).subtract(overagePart),
        owedPart.subtract(forgiven));
    counts(charge, before, after, overagePart);
  }

  private static BigDecimal part(
      BigDecimal before, BigDecimal after, BigDecimal from, BigDecimal size) {
    return after.min(from.add(size)).subtract(before.max(from)).max(BigDecimal.ZERO);
  }

  private void lots(BigDecimal skip, SeenCharge charge, BigDecimal amount, BigDecimal paidDebt) {
    var restored = new ArrayList<Draw>();
    var anew = new ArrayList<Credits>();
    for (var draw : backwards(charge, skip, amount)) {
      var lot = witness.purse.lot(draw.grant());
      if (lot.filter(found -> found.isAlive(refund.at())).isPresent()) {
        restored.add(draw);
      } else {
        anew.add(draw.amount());
      }
    }
    if (paidDebt.signum() > 0) {
      anew.add(Goods.credits(paidDebt));
    }
    check(restored.equals(refund.restored()), "to other lots than " + restored);
    var opened = refund.regranted().stream().map(Grant::amount).toList();
    check(anew.equals(opened), "other new lots than " + anew);
  }

  private static List<Draw> backwards(SeenCharge charge, BigDecimal skip, BigDecimal amount) {
    var found = new ArrayList<Draw>();
    var skipping = skip;
    var left = amount;
    for (var draw : charge.story.funding().draws().reversed()) {
      var passed = skipping.min(draw.amount().amount());
      skipping = skipping.subtract(passed);
      var back = draw.amount().amount().subtract(passed).min(left);
      if (back.signum() > 0) {
        found.add(new Draw(draw.grant(), Goods.credits(back)));
        left = left.subtract(back);
      }
    }
    return found;
  }

  private void counts(
      SeenCharge charge, BigDecimal before, BigDecimal after, BigDecimal overagePart) {
    var cost = charge.story.price().amount();
    var overageLeft = overagePart;
    for (var one : charge.story.tallied()) {
      if (Acts.isBudget(one)) {
        var back =
            Counts.share(one.amount(), after, cost)
                .subtract(Counts.share(one.amount(), before, cost));
        witness.counts.consume(one.key(), back.negate());
      } else if (one.key().subject().startsWith("overage:")) {
        witness.counts.consume(one.key(), overageLeft.negate());
        overageLeft = BigDecimal.ZERO;
      }
    }
  }

  private void check(boolean holds, String words) {
    witness.sightings.check(Promise.REFUNDS, holds, words, refund);
  }
}

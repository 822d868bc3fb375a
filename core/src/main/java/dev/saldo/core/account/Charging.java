package dev.saldo.core.account;

import dev.saldo.core.limit.Tallied;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks and pays in one step.
final class Charging {
  private Charging() {}

  static Decision charge(Draft draft, Command.Charge charge) {
    var asked = new Ladder.Asked(Optional.empty(), charge.confirmed(), charge.override());
    return switch (Ladder.climb(draft, charge.act(), asked)) {
      case Ladder.Result.No(var refusal) -> new Decision.No(refusal);
      case Ladder.Result.Yes(var passed) -> {
        var id = draft.newId();
        var story = take(draft, passed, draft.cause(id, charge.key().digest()));
        yield draft.journal(
            charge.key(), id, draft.now(), new Answer.Charged(id, draft.now(), story));
      }
    };
  }

  /// Takes what was allowed: from lots and overage, and onto every tally and rate.
  private static Answer.Story take(
      Draft draft, Ladder.Passed passed, dev.saldo.core.wallet.Wallet.Cause cause) {
    var pricing = passed.pricing();
    for (var rate : passed.rates()) {
      draft.count(rate.key(), draft.now());
    }
    countRegeneration(draft, pricing, 1);
    var tallied = new ArrayList<>(passed.demands().stream().map(Demand::tallied).toList());
    var consulted = new ArrayList<>(Demands.count(passed.demands(), draft, false));
    consulted.addAll(Paced.consulted(passed.rates()));
    if (passed.cover().isEmpty()) {
      return Stories.of(pricing, Optional.empty(), tallied, consulted);
    }
    var cover = passed.cover().get();
    var wallet = Settling.pay(draft, cover.wallet(), pricing, cover.funding(), tallied, cause);
    return Stories.of(pricing, cover.funding(), wallet, tallied, consulted);
  }

  /// Notes on the root of a line of second tries that there is one more, or one less.
  static void countRegeneration(Draft draft, Pricing pricing, int more) {
    pricing
        .root()
        .ifPresent(root -> draft.change(root.withRegenerations(root.regenerations() + more)));
  }

  static List<Tallied> nonZero(List<Tallied> tallied) {
    return tallied.stream().filter(one -> one.amount().compareTo(BigDecimal.ZERO) != 0).toList();
  }
}

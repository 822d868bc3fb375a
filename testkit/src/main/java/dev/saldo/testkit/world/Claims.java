package dev.saldo.testkit.world;

import dev.saldo.core.account.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is asked about resources: claims, returns, and changes of plan that may need time.
final class Claims {
  private Claims() {}

  static Command next(Command.Key key, Chance chance) {
    return chance.below(3) == 0
        ? new Command.ReturnResources(key, "agents", references(chance))
        : new Command.ClaimResources(key, "agents", references(chance));
  }

  static Command plan(Command.Key key, Chance chance) {
    var grace = chance.oneIn(2) ? Optional.of(Duration.ofDays(7)) : Optional.<Duration>empty();
    return new Command.ChangePlan(
        key, Goods.REFERENCE, chance.of(Goods.PLANS), Command.Order.STANDARD, grace);
  }

  private static List<String> references(Chance chance) {
    var references = new ArrayList<String>();
    for (var i = chance.below(2); i >= 0; i--) {
      references.add("agent " + chance.below(8));
    }
    return references;
  }
}

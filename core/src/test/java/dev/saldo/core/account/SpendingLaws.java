package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Prices;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A cap of the customer's own refuses what would cost more than it, exactly that, and shows what
/// the period's invoice will ask for.
class SpendingLaws {
  private static final int SEEDS = 30;
  private static final int STEPS = 100;

  private static Optional<Money> anyCap(SplittableRandom random, Money used) {
    if (random.nextInt(4) == 0) {
      return Optional.empty();
    }
    var more = new BigDecimal(random.nextInt(-500, 2_500)).movePointLeft(2);
    var cap = new Money(Prices.EUR, used.rounded().amount().add(more));
    return Optional.of(cap.isNegative() ? Money.zero(Prices.EUR) : cap);
  }

  /// What a command would do to a customer without a cap.
  private static Desk.Run uncapped(Spender spender, Command command) {
    var draft = new Draft(spender.scene.account, spender.scene.context());
    draft.set(Settings.STANDARD);
    return Desk.run(
        draft.account(), spender.scene.bound, List.of(command), spender.scene.context());
  }

  private static boolean asks(Command command) {
    return command instanceof Command.Charge || command instanceof Command.OpenHold;
  }

  @Test
  void anActIsRefusedWhereItsCostWouldPassTheCapAndNowhereElse() {
    var refused = 0;
    var passed = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var spender = new Spender(Spender.shelf().catalog(), random);
      for (var step = 0; step < STEPS; step++) {
        spender.scene.clock = spender.later();
        spender.scene.postDue();
        if (random.nextInt(15) == 0) {
          spender.cap(anyCap(random, spender.cost(spender.scene.account, true)));
        }
        var where = "seed " + seed + ", step " + step;
        var command = spender.next();
        var exactly = spender.cost(uncapped(spender, command).after(), true);
        if (random.nextInt(8) == 0 && exactly.equals(exactly.rounded())) {
          spender.cap(Optional.of(exactly));
        }
        var cap = spender.scene.account.settings().spendingCap();
        var before = spender.cost(spender.scene.account, true);
        var free = uncapped(spender, command);
        var outcome = spender.did(command, spender.scene.ask(command));
        if (asks(command) && free.outcomes().getFirst() instanceof Outcome.Accepted) {
          var then = spender.cost(free.after(), true);
          var tooMuch = cap.filter(most -> then.compareTo(most) > 0 && then.compareTo(before) > 0);
          assertThat(outcome instanceof Outcome.Refused).as(where).isEqualTo(tooMuch.isPresent());
          if (outcome instanceof Outcome.Refused(var refusal)) {
            var expected = (Refusal.SpendingCapReached) refusal;
            assertThat(expected.used()).as(where).isEqualTo(before);
            assertThat(expected.used().plus(expected.requested())).as(where).isEqualTo(then);
            refused++;
          } else {
            passed++;
          }
        } else if (command instanceof Command.Capture || command instanceof Command.RecordUsage) {
          var other = free.outcomes().getFirst() instanceof Outcome.Accepted;
          assertThat(outcome instanceof Outcome.Accepted).as(where).isEqualTo(other);
        }
        var shown = Spending.standing(spender.scene.account, spender.scene.context().catalogs());
        var cost = spender.cost(spender.scene.account, true);
        assertThat(shown.map(Spending.Standing::used)).as(where).isEqualTo(cap.map(_ -> cost));
      }
    }
    assertThat(refused).isGreaterThan(SEEDS);
    assertThat(passed).isGreaterThan(SEEDS);
  }
}

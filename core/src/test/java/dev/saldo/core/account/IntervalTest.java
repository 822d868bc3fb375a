package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.ItemsChange;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A change to another interval begins a period, which is paid.
class IntervalTest {
  @Test
  void anotherIntervalIsPaidWithThePeriodThatItBegins() {
    var scene = BillingTest.scene(BillingTest.shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(BillingTest.to(scene, "pro", Command.Order.STANDARD)));
    var known = scene.effects.size();
    scene.at("2026-01-17T00:00:00Z");
    var none =
        new Command.Order(
            ItemsChange.NONE,
            Optional.of(Interval.YEAR),
            Command.Billed.STANDARD,
            When.NOW,
            Collect.NONE,
            Optional.empty(),
            Onto.ANYTHING);
    assertThat(no(scene.ask(BillingTest.to(scene, "pro", none))))
        .isInstanceOfSatisfying(
            Refusal.Unacceptable.class,
            refusal ->
                assertThat(refusal.pointer() + " " + refusal.code())
                    .isEqualTo("/invoice not_allowed"));
    assertThat(scene.effects).hasSize(known);
  }
}

package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Coupon;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a migration arranged for the end of a period is its own: it can take it back, another one
/// can put its own in the place, and nothing that the customer arranged is touched by either.
class TakenBackTest {
  private static final UUID ONE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private final List<Catalog> versions =
      List.of(version(1, "10", "HALF"), version(2, "20", "OTHER"), version(3, "30", "HALF"));
  private final Scene scene =
      new Scene(versions, Instant.parse("2026-01-10T00:00:00Z"), ZoneOffset.UTC);

  private static Catalog version(int version, String price, String coupon) {
    return new Shelf()
        .plan("basic", offer -> offer.price(price))
        .plan("more", offer -> offer.price("50"))
        .coupon(coupon, new Coupon.Discount.Percent(new BigDecimal("50")), 3)
        .billed(ResetRule.Anchor.ANNIVERSARY, ResetRule.Zone.UTC)
        .catalog(version);
  }

  TakenBackTest() {
    yes(ask(1, "basic", When.NOW, Onto.ANYTHING));
  }

  private Outcome ask(int version, String plan, When when, Onto onto) {
    var order =
        new Command.Order(
            ItemsChange.NONE,
            Optional.empty(),
            Command.Billed.STANDARD,
            when,
            Collect.NOW,
            Optional.empty(),
            onto);
    var to = versions.get(version - 1).reference();
    return scene.ask(new Command.ChangePlan(scene.key(), to, plan, order));
  }

  private Outcome move(UUID migration, int to, When when) {
    var from = versions.getFirst().reference();
    return ask(to, "basic", when, new Onto.Moved(from, "basic", Optional.of(migration)));
  }

  private Outcome takeBack(UUID migration) {
    return scene.ask(new Command.UndoArranged(scene.key(), Optional.of(migration)));
  }

  private Subscription subscription() {
    return scene.account.subscription().orElseThrow();
  }

  private int versionAtTheEnd() {
    scene.clock = subscription().period().until();
    scene.postDue();
    return scene.account.term().orElseThrow().catalog().version();
  }

  @Test
  void aMigrationTakesBackItsOwn() {
    var before = subscription();
    yes(move(ONE, 2, When.PERIOD_END));
    assertThat(subscription().arrangedBy()).contains(ONE);
    assertThat(takeBack(OTHER))
        .isEqualTo(
            new Outcome.Refused(new Refusal.InvalidState("subscription", "nothing_arranged")));
    assertThat(subscription().arrangedBy()).contains(ONE);
    yes(takeBack(ONE));
    assertThat(subscription()).isEqualTo(before);
    assertThat(versionAtTheEnd()).isOne();
  }

  @Test
  void whatHasHappenedStays() {
    yes(move(ONE, 2, When.PERIOD_END));
    assertThat(versionAtTheEnd()).isEqualTo(2);
    assertThat(takeBack(ONE)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void anotherMigrationPutsItsOwnInThePlace() {
    yes(move(ONE, 2, When.PERIOD_END));
    yes(move(OTHER, 3, When.PERIOD_END));
    assertThat(takeBack(ONE)).isInstanceOf(Outcome.Refused.class);
    assertThat(versionAtTheEnd()).isEqualTo(3);
  }

  @Test
  void whoIsMovedAtOnceIsntLedBack() {
    yes(move(ONE, 2, When.PERIOD_END));
    yes(move(OTHER, 3, When.NOW));
    assertThat(subscription().arranged()).isEmpty();
    assertThat(versionAtTheEnd()).isEqualTo(3);
  }

  @Test
  void whatTheCustomerArrangedStays() {
    yes(ask(1, "more", When.PERIOD_END, Onto.RUNNING_SUBSCRIPTION));
    var arranged =
        Optional.<Arranged>of(
            new Arranged.Change(
                versions.getFirst().reference(), "more", Items.ONE, Interval.MONTH));
    assertThat(move(ONE, 2, When.PERIOD_END)).isInstanceOf(Outcome.Refused.class);
    assertThat(move(ONE, 2, When.NOW)).isInstanceOf(Outcome.Refused.class);
    assertThat(takeBack(ONE)).isInstanceOf(Outcome.Refused.class);
    assertThat(subscription().arranged()).isEqualTo(arranged);
    yes(scene.ask(new Command.UndoArranged(scene.key())));
    yes(scene.ask(new Command.EndSubscription(scene.key(), When.PERIOD_END, false)));
    assertThat(takeBack(ONE)).isInstanceOf(Outcome.Refused.class);
    yes(move(ONE, 2, When.NOW));
    assertThat(subscription().arranged()).contains(new Arranged.End());
  }

  @Test
  void duringAPauseToo() {
    yes(move(ONE, 2, When.PERIOD_END));
    yes(scene.ask(new Command.PauseSubscription(scene.key(), false)));
    yes(takeBack(ONE));
    yes(scene.ask(new Command.ResumeSubscription(scene.key())));
    assertThat(versionAtTheEnd()).isOne();
  }

  /// It would wait for ever, since the periods that it is for are those of another version.
  @Test
  void aCouponThatTheArrangedVersionDoesntHaveIsntRedeemed() {
    var half = new Command.RedeemCoupon(scene.key(), "HALF");
    yes(move(ONE, 2, When.PERIOD_END));
    assertThat(scene.ask(half))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            no ->
                assertThat(no.refusal())
                    .isInstanceOfSatisfying(
                        Refusal.Unacceptable.class,
                        why -> assertThat(why.code()).isEqualTo("unknown_coupon")));
    yes(move(OTHER, 3, When.PERIOD_END));
    yes(scene.ask(half));
    assertThat(versionAtTheEnd()).isEqualTo(3);
    assertThat(subscription().coupons().getFirst().applied()).isTrue();
  }
}

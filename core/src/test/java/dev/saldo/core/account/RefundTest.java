package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.id;
import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.story;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.RefundTerms;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.wallet.Draw;
import dev.saldo.core.wallet.Grant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a charge took comes back to where it came from; what happened without cover is owed.
class RefundTest {
  private static Shop shop() {
    return new Shop("s").flat("do", "1", "units");
  }

  @Test
  void lotsGetBackInTheReverseOfTheirUse() {
    var scene = Scene.on(shop().plan("p"), "p");
    var promo = scene.give(GrantKind.PROMOTIONAL, "30");
    var bought = scene.give(GrantKind.PURCHASED, "100");
    var charge = id(scene.charge("do", "units", 50));
    var refunded = (Answer.Refunded) yes(scene.refund(charge, "25"));
    assertThat(refunded.restored())
        .containsExactly(new Draw(bought, Shop.credits("20")), new Draw(promo, Shop.credits("5")));
    assertThat(scene.left(promo)).isEqualTo("5");
    assertThat(scene.left(bought)).isEqualTo("100");
    yes(scene.refund(charge, "10"));
    assertThat(scene.left(promo)).isEqualTo("15");
    assertThat(no(scene.refund(charge, "15.1")))
        .isEqualTo(new Refusal.ExceedsOriginal(Shop.credits("15.1"), Shop.credits("15")));
    yes(scene.refund(charge));
    assertThat(scene.balance()).isEqualTo("130");
    assertThat(no(scene.refund(charge))).isInstanceOf(Refusal.ExceedsOriginal.class);
    assertThat(no(scene.refund(new UUID(5, 5)))).isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void aLotThatExpiredMeanwhileIsReplacedForAWeek() {
    var scene = Scene.on(shop().plan("p"), "p");
    scene.give(GrantKind.PROMOTIONAL, "30", Duration.ofDays(1));
    var charge = id(scene.charge("do", "units", 20));
    scene.later(Duration.ofDays(2));
    var refunded = (Answer.Refunded) yes(scene.refund(charge));
    assertThat(refunded.regranted())
        .singleElement()
        .satisfies(lot -> {
          assertThat(lot.kind()).isEqualTo(GrantKind.PROMOTIONAL);
          assertThat(lot.amount()).isEqualTo(Shop.credits("20"));
          assertThat(lot.expiresAt()).contains(scene.clock.plus(Duration.ofDays(7)));
        });
    assertThat(scene.balance()).isEqualTo("20");
    scene.later(Duration.ofDays(7));
    scene.postDue();
    assertThat(scene.balance()).isEqualTo("0");
  }

  @Test
  void orIsBreakageWhereTheCatalogSaysSo() {
    var scene = Scene.on(shop().refunds(new RefundTerms.Breakage()).plan("p"), "p");
    scene.give(GrantKind.PROMOTIONAL, "30", Duration.ofDays(1));
    scene.give(GrantKind.PURCHASED, "30");
    var charge = id(scene.charge("do", "units", 40));
    scene.later(Duration.ofDays(2));
    var refunded = (Answer.Refunded) yes(scene.refund(charge, "15"));
    assertThat(refunded.restored()).hasSize(1);
    assertThat(refunded.breakage()).isEqualTo(Shop.credits("5"));
    assertThat(scene.balance()).isEqualTo("30");
  }

  @Test
  void debtIsForgivenFirstThenOverageThenCredits() {
    var shop = shop().plan("p", p -> p.overage(Plan.Overage.ON_CONSENT));
    var scene = Scene.on(shop, "p");
    var lot = scene.give(GrantKind.PURCHASED, "10");
    yes(
        scene.ask(
            new Command.GiveConsent(
                scene.key(), "*", "ana", Optional.of(Shop.credits("20")), false)));
    var usage = scene.record("do", "units", 45);
    assertThat(story(usage).funding())
        .isEqualTo(
            new Funding(
                List.of(new Draw(lot, Shop.credits("10"))),
                Shop.credits("20"),
                Shop.credits("15")));
    var first = (Answer.Refunded) yes(scene.refund(id(usage), "12"));
    assertThat(first.debtForgiven()).isEqualTo(Shop.credits("12"));
    assertThat(scene.debt()).isEqualTo("3");
    var second = (Answer.Refunded) yes(scene.refund(id(usage), "13"));
    assertThat(second.debtForgiven()).isEqualTo(Shop.credits("3"));
    assertThat(second.overageReversed()).isEqualTo(Shop.credits("10"));
    assertThat(scene.account.tally(TallyKey.overage("*", Scene.START)).consumed())
        .isEqualByComparingTo("10");
    var third = (Answer.Refunded) yes(scene.refund(id(usage)));
    assertThat(third.overageReversed()).isEqualTo(Shop.credits("10"));
    assertThat(third.restored()).containsExactly(new Draw(lot, Shop.credits("10")));
    assertThat(scene.balance()).isEqualTo("10");
  }

  @Test
  void budgetsGetBackExactlyWhatTheyCountedHoweverManyPartsItTakes() {
    var scene = Scene.on(shop().plan("p"), "p");
    scene.give(GrantKind.PURCHASED, "100");
    LadderTest.set(
        scene, LadderTest.budget(1, "all", Budget.Kind.CUSTOMER, "", "50", Optional.empty()));
    var charge = id(scene.charge("do", "units", 3));
    for (var i = 0; i < 3; i++) {
      yes(scene.refund(charge, "1"));
    }
    assertThat(scene.account.tally(TallyKey.budget(new UUID(1, 1), Scene.START)).used())
        .isEqualByComparingTo("0");
  }

  @Test
  void whatHappenedIsTakenInFullAndTheRestIsOwed() {
    var scene = Scene.on(shop().plan("p"), "p");
    scene.give(GrantKind.PROMOTIONAL, "30");
    yes(scene.record("do", "units", 100));
    assertThat(scene.balance()).isEqualTo("0");
    assertThat(scene.debt()).isEqualTo("70");
    scene.give(GrantKind.PROMOTIONAL, "500");
    assertThat(no(scene.charge("do", "units", 1)))
        .isEqualTo(new Refusal.DebtOutstanding(Shop.credits("70")));
    yes(scene.record("do", "units", 10));
    assertThat(scene.debt()).isEqualTo("70");
    scene.give(GrantKind.PURCHASED, "50");
    assertThat(scene.debt()).isEqualTo("20");
    assertThat(scene.balance()).isEqualTo("490");
    yes(scene.ask(new Command.SettleDebt(scene.key(), Optional.empty(), false, "pay")));
    assertThat(scene.balance()).isEqualTo("470");
    yes(scene.charge("do", "units", 1));
    assertThat(no(scene.ask(new Command.SettleDebt(scene.key(), Optional.empty(), true, "again"))))
        .isInstanceOf(Refusal.InvalidState.class);
  }

  @Test
  void debtCanBeWrittenOff() {
    var scene = Scene.on(shop().plan("p"), "p");
    yes(scene.record("do", "units", 100));
    assertThat(no(scene.ask(new Command.SettleDebt(scene.key(), Optional.empty(), false, "pay"))))
        .isInstanceOf(Refusal.InsufficientCredits.class);
    yes(scene.ask(new Command.SettleDebt(scene.key(), Optional.empty(), true, "goodwill")));
    assertThat(scene.debt()).isEqualTo("0");
    assertThat(scene.balance()).isEqualTo("0");
  }

  @Test
  void correctionsAreNewEntries() {
    var scene = Scene.on(shop().plan("p"), "p");
    var lot = scene.give(GrantKind.PURCHASED, "100");
    correct(scene, lot, "-30");
    assertThat(scene.balance()).isEqualTo("70");
    correct(scene, lot, "50");
    assertThat(scene.balance()).isEqualTo("120");
    var hold = scene.hold("do", "units", 100);
    assertThat(no(scene.ask(correction(scene, lot, "-21"))))
        .isEqualTo(new Refusal.ExceedsOriginal(Shop.credits("21"), Shop.credits("20")));
    yes(scene.ask(new Command.RevokeGrant(scene.key(), lot, "fraud")));
    assertThat(scene.balance()).isEqualTo("100");
    yes(scene.release(id(hold)));
    yes(scene.ask(new Command.RevokeGrant(scene.key(), lot, "fraud")));
    assertThat(scene.balance()).isEqualTo("0");
    assertThat(no(scene.ask(new Command.RevokeGrant(scene.key(), lot, "fraud"))))
        .isInstanceOf(Refusal.InvalidState.class);
  }

  private static void correct(Scene scene, UUID lot, String amount) {
    yes(scene.ask(correction(scene, lot, amount)));
  }

  private static Command correction(Scene scene, UUID lot, String amount) {
    return new Command.Correct(scene.key(), lot, Shop.credits(amount), "test");
  }

  @Test
  void aTransferMovesLotsWithTheirTerms() {
    var scene = Scene.on(shop().plan("p"), "p");
    scene.give(GrantKind.PROMOTIONAL, "30", Duration.ofDays(3));
    scene.give(GrantKind.PURCHASED, "100");
    yes(scene.ask(new Command.Transfer(scene.key(), "main", "team", Shop.credits("40"))));
    assertThat(scene.balance()).isEqualTo("90");
    var team = scene.account.wallet("team").orElseThrow();
    assertThat(team.balance()).isEqualTo(Shop.credits("40"));
    assertThat(team.grants())
        .extracting(Grant::kind)
        .containsExactly(GrantKind.PROMOTIONAL, GrantKind.PURCHASED);
    assertThat(team.grants().getFirst().expiresAt()).contains(Scene.START.plus(Duration.ofDays(3)));
    assertThat(no(scene.ask(new Command.Transfer(scene.key(), "main", "team", Shop.credits("91")))))
        .isInstanceOf(Refusal.InsufficientCredits.class);
    assertThat(no(scene.ask(new Command.Transfer(scene.key(), "main", "main", Shop.credits("1")))))
        .isInstanceOf(Refusal.Unacceptable.class);
    assertThat(no(scene.ask(new Command.Transfer(scene.key(), "none", "main", Shop.credits("1")))))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void anOverdraftIsNotTransferred() {
    var scene = Scene.on(shop().plan("p", p -> p.overdraft("50")), "p");
    scene.give(GrantKind.PURCHASED, "10");
    assertThat(no(scene.ask(new Command.Transfer(scene.key(), "main", "team", Shop.credits("11")))))
        .isInstanceOf(Refusal.InsufficientCredits.class);
  }

  @Test
  void secondTriesCostTheLesserAndCountAgainstTheRoot() {
    var shop =
        new Shop("s")
            .flat("image", "25")
            .flat("note", "3")
            .regeneration("again", "10", 2)
            .plan("p");
    var scene = Scene.on(shop, "p");
    scene.give(GrantKind.PLAN, "1000");
    var image = id(scene.charge("image"));
    var first = scene.again("again", image);
    assertThat(story(first).price()).isEqualTo(Shop.credits("10"));
    var second = scene.again("again", id(first));
    assertThat(story(second).price()).isEqualTo(Shop.credits("10"));
    assertThat(story(second).root()).contains(image);
    assertThat(story(scene.again("again", id(second))).price()).isEqualTo(Shop.credits("25"));
    assertThat(story(scene.again("again", id(scene.charge("note")))).price())
        .isEqualTo(Shop.credits("3"));
    assertThat(no(scene.charge("again"))).isInstanceOf(Refusal.Unacceptable.class);
    assertThat(no(scene.again("again", new UUID(3, 3)))).isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void aReleasedSecondTryIsNotCounted() {
    var shop = new Shop("s").flat("image", "25").regeneration("again", "10", 1).plan("p");
    var scene = Scene.on(shop, "p");
    scene.give(GrantKind.PLAN, "1000");
    var image = id(scene.charge("image"));
    var act =
        new Command.Act(
            "again", java.util.Map.of(), Optional.empty(), Optional.of(image), Attribution.NONE);
    yes(scene.release(id(scene.hold(act))));
    var hold = scene.hold(act);
    assertThat(story(hold).price()).isEqualTo(Shop.credits("10"));
    scene.later(Duration.ofMinutes(15));
    var again = scene.hold(act);
    assertThat(story(again).price()).isEqualTo(Shop.credits("10"));
    assertThat(story(scene.capture(id(again))).price()).isEqualTo(Shop.credits("10"));
    assertThat(story(scene.charge(act)).price()).isEqualTo(Shop.credits("25"));
  }
}

package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.id;
import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.story;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.ledger.LedgerAccount;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Credits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is set aside before an act is settled once: captured, released or expired.
class HoldTest {
  private static Scene scene() {
    var scene =
        Scene.on(
            new Shop("s")
                .flat("do", "1", "units")
                .flat("over", "1", "units")
                .captureOver("over")
                .plan("p"),
            "p");
    scene.give(GrantKind.PURCHASED, "100");
    return scene;
  }

  @Test
  void captureOfLessGivesTheRestBack() {
    var scene = scene();
    var hold = id(scene.hold("do", "units", 60));
    assertThat(scene.balance()).isEqualTo("100");
    assertThat(scene.available()).isEqualTo("40");
    var captured = (Answer.Captured) yes(scene.capture(hold, "units", 25));
    assertThat(captured.held()).contains(Shop.credits("60"));
    assertThat(captured.released()).contains(Shop.credits("35"));
    assertThat(scene.balance()).isEqualTo("75");
    assertThat(scene.available()).isEqualTo("75");
  }

  @Test
  void captureOfAllAndOfNothing() {
    var scene = scene();
    yes(scene.capture(id(scene.hold("do", "units", 60))));
    assertThat(scene.balance()).isEqualTo("40");
    yes(scene.capture(id(scene.hold("do", "units", 40)), "units", 0));
    assertThat(scene.available()).isEqualTo("40");
  }

  @Test
  void captureOfMoreIsRefusedAndTheHoldStaysOpen() {
    var scene = scene();
    var hold = id(scene.hold("do", "units", 60));
    assertThat(no(scene.capture(hold, "units", 61)))
        .isEqualTo(new Refusal.ExceedsOriginal(Shop.credits("61"), Shop.credits("60")));
    yes(scene.capture(hold, "units", 60));
  }

  @Test
  void whereTheCatalogSaysSoMoreIsTakenAsFarAsThereIsAndTheRestIsOwed() {
    var scene = scene();
    var hold = id(scene.hold("over", "units", 60));
    var story = story(scene.capture(hold, "units", 130));
    assertThat(story.funding().burned()).isEqualTo(Shop.credits("100"));
    assertThat(story.funding().unfunded()).isEqualTo(Shop.credits("30"));
    assertThat(scene.balance()).isEqualTo("0");
    assertThat(scene.debt()).isEqualTo("30");
    assertThat(no(scene.hold("do", "units", 0))).isInstanceOf(Refusal.DebtOutstanding.class);
  }

  @Test
  void captureOverTheHoldBecomesOverageWhereThatIsAllowed() {
    var shop =
        new Shop("s")
            .flat("over", "1", "units")
            .captureOver("over")
            .plan("p", plan -> plan.overage(Plan.Overage.BILLED));
    var scene = Scene.on(shop, "p");
    scene.give(GrantKind.PURCHASED, "50");
    var hold = id(scene.hold("over", "units", 60));
    var story = story(scene.capture(hold, "units", 75));
    assertThat(story.funding().burned()).isEqualTo(Shop.credits("50"));
    assertThat(story.funding().overage()).isEqualTo(Shop.credits("25"));
    assertThat(scene.account.tally(TallyKey.overage("over", Scene.START)).consumed())
        .isEqualByComparingTo("25");
    assertThat(scene.account.tally(TallyKey.overage("over", Scene.START)).held())
        .isEqualByComparingTo("0");
  }

  @Test
  void aHoldEndsOnce() {
    var scene = scene();
    var captured = id(scene.hold("do", "units", 10));
    yes(scene.capture(captured));
    var released = id(scene.hold("do", "units", 10));
    yes(scene.release(released));
    var expired = id(scene.hold("do", "units", 10));
    scene.later(Duration.ofMinutes(15));
    for (var ended : new UUID[] {captured, released, expired}) {
      assertThat(no(scene.capture(ended))).isInstanceOf(Refusal.InvalidState.class);
      assertThat(no(scene.release(ended))).isInstanceOf(Refusal.InvalidState.class);
      assertThat(no(scene.extend(ended, Duration.ofMinutes(1))))
          .isInstanceOf(Refusal.InvalidState.class);
    }
    assertThat(scene.available()).isEqualTo("90");
    assertThat(no(scene.capture(new UUID(7, 7)))).isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void aHoldLivesUntilItsLastInstantAndNotLonger() {
    var scene = scene();
    var hold = id(scene.hold("do", "units", 10));
    scene.later(Duration.ofMinutes(15).minusNanos(1000));
    assertThat(scene.hold("do", "units", 91)).isInstanceOf(Outcome.Refused.class);
    scene.later(Duration.ofNanos(1000));
    assertThat(no(scene.capture(hold))).isEqualTo(new Refusal.InvalidState("hold", "expired"));
    assertThat(scene.available()).isEqualTo("100");
  }

  @Test
  void extendingLengthensAndNeverBeyondADay() {
    var scene = scene();
    var hold = id(scene.hold("do", "units", 10));
    scene.later(Duration.ofMinutes(10));
    yes(scene.extend(hold, Duration.ofHours(1)));
    yes(scene.extend(hold, Duration.ofMinutes(1)));
    scene.later(Duration.ofMinutes(59));
    yes(scene.extend(hold, Duration.ofHours(22)));
    assertThat(no(scene.extend(hold, Duration.ofHours(23))))
        .isInstanceOf(Refusal.Unacceptable.class);
    scene.later(Duration.ofHours(21));
    yes(scene.capture(hold));
  }

  @Test
  void aHoldIsNotOpenedForLongerThanADay() {
    var scene = scene();
    assertThat(no(holdFor(scene, Duration.ofHours(24).plusSeconds(1))))
        .isInstanceOf(Refusal.Unacceptable.class);
    assertThat(no(holdFor(scene, Duration.ZERO))).isInstanceOf(Refusal.Unacceptable.class);
    yes(holdFor(scene, Duration.ofHours(24)));
  }

  private static Outcome holdFor(Scene scene, Duration livesFor) {
    return scene.ask(
        new Command.OpenHold(
            scene.key(),
            Scene.act("do", "units", 1),
            Optional.empty(),
            Optional.of(livesFor),
            false,
            false));
  }

  @Test
  void aHoldOfAStatedAmountCountsInTheActionsUnit() {
    var scene = scene();
    var minutes = Optional.of(Credits.of(Shop.MINUTE, "5"));
    assertThat(
            no(
                scene.ask(
                    new Command.OpenHold(
                        scene.key(),
                        Scene.act("do", "units", 1),
                        minutes,
                        Optional.empty(),
                        false,
                        false))))
        .isInstanceOf(Refusal.Unacceptable.class);
    var hold =
        id(
            scene.ask(
                new Command.OpenHold(
                    scene.key(),
                    Scene.act("do", "units", 1),
                    Optional.of(Shop.credits("7")),
                    Optional.empty(),
                    false,
                    false)));
    assertThat(scene.available()).isEqualTo("93");
    yes(scene.captureOf(hold, "6.5"));
    assertThat(scene.balance()).isEqualTo("93.5");
  }

  @Test
  void captureUsesALotThatExpiredUnderTheHoldAndTheRestIsBreakage() {
    var scene = Scene.on(new Shop("s").flat("do", "1", "units").plan("p"), "p");
    var lot = scene.give(GrantKind.PROMOTIONAL, "50", Duration.ofMinutes(5));
    var hold = id(scene.hold("do", "units", 30));
    scene.later(Duration.ofMinutes(6));
    scene.postDue();
    assertThat(scene.balance()).isEqualTo("30");
    assertThat(breakage(scene)).isEqualTo("20");
    yes(scene.capture(hold, "units", 25));
    assertThat(scene.balance()).isEqualTo("0");
    assertThat(breakage(scene)).isEqualTo("25");
    assertThat(scene.left(lot)).isEqualTo("0");
  }

  @Test
  void whatIsReleasedToAnExpiredLotIsBreakage() {
    var scene = Scene.on(new Shop("s").flat("do", "1", "units").plan("p"), "p");
    scene.give(GrantKind.PROMOTIONAL, "50", Duration.ofMinutes(5));
    yes(scene.hold("do", "units", 30));
    scene.later(Duration.ofMinutes(15));
    scene.postDue();
    assertThat(scene.balance()).isEqualTo("0");
    assertThat(breakage(scene)).isEqualTo("50");
  }

  private static String breakage(Scene scene) {
    return scene.entries.stream()
        .filter(entry -> entry.posting().credit().equals(LedgerAccount.BREAKAGE))
        .map(entry -> entry.posting().amount())
        .reduce(Shop.credits("0"), Credits::plus)
        .amount()
        .toPlainString();
  }

  @Test
  void aHoldCountsInThePeriodInWhichItOpened() {
    var shop =
        new Shop("s")
            .flat("do", "1", "units")
            .quota("doings", "do", "units", Shop.MONTHLY_UTC)
            .plan("p", plan -> plan.quota("doings", "10"));
    var scene = Scene.on(shop, "p").at("2026-01-31T23:50:00Z");
    scene.give(GrantKind.PURCHASED, "100");
    LadderTest.set(
        scene, LadderTest.budget(1, "all", Budget.Kind.CUSTOMER, "", "10", Optional.empty()));
    var hold = id(scene.hold("do", "units", 8));
    scene.at("2026-02-01T00:01:00Z");
    yes(scene.charge("do", "units", 10));
    yes(scene.capture(hold, "units", 5));
    var january = Instant.parse("2026-01-01T00:00:00Z");
    var february = Instant.parse("2026-02-01T00:00:00Z");
    for (var key :
        new TallyKey[] {
          TallyKey.quota("doings", january), TallyKey.budget(new UUID(1, 1), january)
        }) {
      assertThat(scene.account.tally(key).consumed()).isEqualByComparingTo("5");
      assertThat(scene.account.tally(key).held()).isEqualByComparingTo("0");
    }
    assertThat(scene.account.tally(TallyKey.quota("doings", february)).used())
        .isEqualByComparingTo("10");
  }

  @Test
  void releasingGivesBackQuotaAndNotRate() {
    var shop =
        new Shop("s")
            .flat("do", "1")
            .quota("doings", "do", Shop.MONTHLY_UTC)
            .rate("fast", "do")
            .plan(
                "p",
                plan ->
                    plan.quota("doings", "1")
                        .rate("fast", new RateWindow(2, Duration.ofMinutes(1))));
    var scene = Scene.on(shop, "p");
    scene.give(GrantKind.PURCHASED, "100");
    yes(scene.release(id(scene.hold("do"))));
    yes(scene.release(id(scene.hold("do"))));
    assertThat(no(scene.hold("do"))).isInstanceOf(Refusal.RateLimited.class);
    scene.later(Duration.ofMinutes(1));
    yes(scene.hold("do"));
    assertThat(no(scene.hold("do"))).isInstanceOf(Refusal.QuotaExceeded.class);
  }

  @Test
  void aHoldThatReachesIntoAnOverdraftGivesBackExactlyWhatItSetAside() {
    var shop = new Shop("s").flat("do", "1", "units").plan("p", p -> p.overdraft("7"));
    var scene = Scene.on(shop, "p");
    scene.give(GrantKind.PURCHASED, "5");
    var available = scene.available();
    for (var i = 0; i < 3; i++) {
      var hold = id(scene.hold("do", "units", 10));
      assertThat(no(scene.hold("do", "units", 3))).isInstanceOf(Refusal.class);
      yes(scene.release(hold));
      assertThat(scene.available()).isEqualTo(available);
    }
    var last = id(scene.hold("do", "units", 12));
    scene.later(Duration.ofMinutes(15));
    assertThat(no(scene.capture(last))).isInstanceOf(Refusal.InvalidState.class);
    assertThat(scene.available()).isEqualTo(available);
    yes(scene.charge("do", "units", 12));
    assertThat(scene.balance()).isEqualTo("-7");
    assertThat(no(scene.charge("do", "units", 1))).isInstanceOf(Refusal.InsufficientCredits.class);
  }
}

package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.id;
import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.wallet.Grant;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The credits that come with a plan: begun, renewed, carried, changed, ended.
class PlanTest {
  private static final Shop SHOP =
      new Shop("s")
          .flat("do", "1", "units")
          .plan("starter", p -> p.proratedCredits("600", Shop.MONTHLY_UTC))
          .plan("growth", p -> p.proratedCredits("3000", Shop.MONTHLY_UTC))
          .plan("anniversary", p -> p.credits("50", Shop.ANNIVERSARY))
          .plan("carrying", p -> p.rollover("200", Shop.MONTHLY_UTC, "50"))
          .plan("trial", p -> p.trial("75", Duration.ofDays(14)));

  private static Scene at(String start, String plan) {
    var scene = new Scene(SHOP.catalog(), Instant.parse(start), ZoneId.of("UTC"));
    scene.subscribe(plan);
    return scene;
  }

  @Test
  void aPlanBegunInTheMiddleGrantsItsShareRoundedUp() {
    assertThat(at("2026-01-01T00:00:00Z", "starter").balance()).isEqualTo("600");
    // 15 of 31 days: 290.32…
    assertThat(at("2026-01-17T00:00:00Z", "starter").balance()).isEqualTo("291");
    assertThat(at("2026-01-31T23:59:59Z", "starter").balance()).isEqualTo("1");
  }

  @Test
  void anUpgradeGrantsTheDifferencesShareRoundedUp() {
    var scene = at("2026-01-01T00:00:00Z", "starter").at("2026-01-17T00:00:00Z");
    yes(scene.subscribe("growth"));
    // 2,400 × 15 ÷ 31 = 1,161.29…
    assertThat(scene.balance()).isEqualTo("1762");
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("3000");
  }

  @Test
  void aDowngradeTakesNoneBackAndTheNextPeriodIsTheSmallerPlans() {
    var scene = at("2026-01-01T00:00:00Z", "growth").at("2026-01-17T00:00:00Z");
    yes(scene.subscribe("starter"));
    assertThat(scene.balance()).isEqualTo("3000");
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("600");
  }

  @Test
  void goingBackAndForthGrantsNothingTwice() {
    var scene = at("2026-01-01T00:00:00Z", "starter").at("2026-01-17T00:00:00Z");
    for (var i = 0; i < 3; i++) {
      yes(scene.subscribe("growth"));
      yes(scene.subscribe("starter"));
    }
    assertThat(scene.balance()).isEqualTo("1762");
    scene.at("2026-02-01T00:00:00Z");
    yes(scene.subscribe("growth"));
    assertThat(scene.balance()).isEqualTo("3000");
  }

  @Test
  void aTrialIsGrantedOnce() {
    var scene = at("2026-01-01T00:00:00Z", "trial");
    yes(scene.charge("do", "units", 75));
    yes(scene.subscribe("starter"));
    yes(scene.subscribe("trial"));
    assertThat(scene.wallet().grants()).filteredOn(lot -> lot.kind() == GrantKind.TRIAL).hasSize(1);
  }

  @Test
  void aTrialEndsAfterItsDays() {
    var scene = at("2026-01-01T09:00:00Z", "trial").at("2026-01-15T08:59:59Z");
    assertThat(scene.hold("do", "units", 1)).isInstanceOf(Outcome.Accepted.class);
    scene.at("2026-01-15T09:00:00Z");
    assertThat(no(scene.hold("do", "units", 1))).isInstanceOf(Refusal.InsufficientCredits.class);
    assertThat(scene.account.term().orElseThrow().plan()).isEqualTo("trial");
  }

  @Test
  void theSamePlanTwiceIsRefused() {
    assertThat(no(at("2026-01-01T00:00:00Z", "trial").subscribe("trial")))
        .isInstanceOf(Refusal.InvalidState.class);
    assertThat(no(at("2026-01-01T00:00:00Z", "trial").subscribe("gold")))
        .isInstanceOf(Refusal.Unacceptable.class);
  }

  @Test
  void unusedCreditsEndWithTheirPeriod() {
    var scene = at("2026-01-01T00:00:00Z", "starter");
    yes(scene.charge("do", "units", 100));
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("600");
    assertThat(scene.wallet().consumed()).isEqualTo(Shop.credits("0"));
  }

  @Test
  void missedRenewalsArePostedAtTheirOwnTimes() {
    var scene = at("2026-01-01T00:00:00Z", "starter").at("2026-04-10T12:00:00Z");
    scene.postDue();
    assertThat(scene.balance()).isEqualTo("600");
    assertThat(
            scene.effects.stream()
                .filter(effect -> effect instanceof Effect.Journaled)
                .map(effect -> ((Effect.Journaled) effect).line())
                .filter(line ->
                    line.answer() instanceof Answer.Posted posted
                        && posted.act().equals("plan_credits"))
                .map(JournalLine::occurredAt))
        .containsExactly(
            Instant.parse("2026-02-01T00:00:00Z"),
            Instant.parse("2026-03-01T00:00:00Z"),
            Instant.parse("2026-04-01T00:00:00Z"));
  }

  @Test
  void anAnniversaryKeepsItsDayThroughShortMonths() {
    var scene = at("2026-01-31T10:00:00Z", "anniversary");
    for (var end :
        new String[] {"2026-02-28T10:00:00Z", "2026-03-31T10:00:00Z", "2026-04-30T10:00:00Z"}) {
      assertThat(scene.wallet().grants().getLast().expiresAt()).contains(Instant.parse(end));
      yes(scene.charge("do", "units", 7));
      assertThat(scene.balance()).isEqualTo("43");
      scene.at(end).postDue();
      assertThat(scene.balance()).isEqualTo("50");
    }
  }

  @Test
  void aShareOfWhatIsUnusedIsCarriedOnceAndBurnedFirst() {
    var scene = at("2026-01-01T00:00:00Z", "carrying");
    yes(scene.charge("do", "units", 80));
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("260");
    var carried = scene.wallet().grants().stream().filter(Grant::carried).findFirst().orElseThrow();
    assertThat(carried.remaining()).isEqualTo(Shop.credits("60"));
    yes(scene.charge("do", "units", 61));
    assertThat(scene.left(carried.id())).isEqualTo("0");
    assertThat(scene.balance()).isEqualTo("199");
    scene.at("2026-03-01T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("299.5");
  }

  @Test
  void whatWasCarriedIsNotCarriedAgain() {
    var scene = at("2026-01-01T00:00:00Z", "carrying").at("2026-02-01T00:00:00Z");
    scene.postDue();
    assertThat(scene.balance()).isEqualTo("300");
    scene.at("2026-03-01T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("300");
  }

  @Test
  void aHoldOverTheEndOfThePeriodIsNotCarried() {
    var scene = at("2026-01-01T00:00:00Z", "carrying").at("2026-01-31T23:50:00Z");
    var hold = id(scene.hold("do", "units", 100));
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.available()).isEqualTo("250");
    yes(scene.capture(hold, "units", 40));
    assertThat(scene.available()).isEqualTo("250");
  }

  @Test
  void resetKeepsWhatWasGivenAndBought() {
    var scene = at("2026-01-01T00:00:00Z", "growth");
    scene.give(GrantKind.PROMOTIONAL, "300");
    scene.give(GrantKind.PURCHASED, "4000");
    yes(scene.charge("do", "units", 300));
    scene.give(GrantKind.PROMOTIONAL, "300");
    yes(scene.charge("do", "units", 300));
    yes(scene.charge("do", "units", 1800));
    // 1,200 of the plan and 4,000 bought are left.
    assertThat(scene.balance()).isEqualTo("5200");
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("7000");
  }

  @Test
  void aPlanWithoutOverdraftTakesThePermissionBackAsFarAsItIsUnused() {
    var shop =
        new Shop("s").flat("do", "1", "units").plan("deep", p -> p.overdraft("50")).plan("flat");
    var scene = Scene.on(shop, "deep");
    yes(scene.charge("do", "units", 20));
    yes(scene.subscribe("flat"));
    assertThat(scene.balance()).isEqualTo("-20");
    assertThat(no(scene.charge("do", "units", 1))).isInstanceOf(Refusal.InsufficientCredits.class);
    scene.give(GrantKind.PURCHASED, "5");
    yes(scene.charge("do", "units", 5));
    yes(scene.subscribe("deep"));
    yes(scene.charge("do", "units", 30));
    assertThat(scene.balance()).isEqualTo("-50");
  }

  @Test
  void thresholdsNotifyWhenTheyAreCrossed() {
    var shop =
        new Shop("s")
            .flat("do", "1", "units")
            .plan("p", p -> p.notifying("80", "100").overage(Plan.Overage.BLOCKED));
    var scene = Scene.on(shop, "p");
    scene.give(GrantKind.PURCHASED, "100");
    yes(scene.charge("do", "units", 79));
    assertThat(crossings(scene)).isZero();
    yes(scene.charge("do", "units", 1));
    assertThat(crossings(scene)).isEqualTo(1);
    yes(scene.charge("do", "units", 10));
    assertThat(crossings(scene)).isEqualTo(1);
    yes(scene.charge("do", "units", 10));
    assertThat(crossings(scene)).isEqualTo(2);
  }

  private static long crossings(Scene scene) {
    return scene.effects.stream().filter(Effect.ThresholdCrossed.class::isInstance).count();
  }

  @Test
  void aGrantForLaterCountsFromItsTime() {
    var scene = at("2026-01-01T00:00:00Z", "trial");
    var later = Optional.of(Instant.parse("2026-01-03T00:00:00Z"));
    yes(
        scene.ask(
            new Command.GiveCredits(
                scene.key(),
                GrantKind.PURCHASED,
                "pack",
                Shop.credits("40"),
                Optional.empty(),
                Optional.empty(),
                later,
                Optional.of(new Command.Expiry.After(Duration.ofDays(90))),
                Optional.of(Shop.money("4")))));
    assertThat(scene.balance()).isEqualTo("75");
    scene.at("2026-01-03T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("115");
    scene.at("2026-04-02T23:59:59Z").postDue();
    assertThat(scene.balance()).isEqualTo("40");
    scene.at("2026-04-03T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("0");
  }
}

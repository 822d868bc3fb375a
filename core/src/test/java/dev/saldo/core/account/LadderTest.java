package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.act;
import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.limit.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// An act is examined in one order, and the first that says no is the answer.
class LadderTest {
  /// Everything that can say no to an act, in the order of examination.
  private enum Rung {
    SIZE(Refusal.ItemTooLarge.class),
    FEATURE(Refusal.FeatureNotIncluded.class),
    QUOTA(Refusal.QuotaExceeded.class),
    RATE(Refusal.RateLimited.class),
    BUDGET(Refusal.BudgetExceeded.class),
    DEBT(Refusal.DebtOutstanding.class),
    PREVENTIVE(Refusal.PreventiveBlock.class),
    CREDITS(Refusal.InsufficientCredits.class),
    CONFIRMATION(Refusal.ConfirmationRequired.class);

    final Class<? extends Refusal> refusal;

    Rung(Class<? extends Refusal> refusal) {
      this.refusal = refusal;
    }
  }

  @Test
  void nothingInTheWayIsAllowed() {
    assertThat(asked(Set.of())).isInstanceOf(Outcome.Accepted.class);
  }

  @TestFactory
  Stream<DynamicTest> eachRefusesAlone() {
    return Stream.of(Rung.values())
        .map(rung ->
            DynamicTest.dynamicTest(
                rung.name(), () -> assertThat(no(asked(Set.of(rung)))).isInstanceOf(rung.refusal)));
  }

  @TestFactory
  Stream<DynamicTest> ofTwoTheEarlierAnswers() {
    var pairs = new ArrayList<List<Rung>>();
    for (var first : Rung.values()) {
      for (var second : Rung.values()) {
        if (first.compareTo(second) < 0) {
          pairs.add(List.of(first, second));
        }
      }
    }
    return pairs.stream()
        .map(pair ->
            DynamicTest.dynamicTest(
                pair.toString(),
                () ->
                    assertThat(no(asked(EnumSet.copyOf(pair))))
                        .isInstanceOf(pair.getFirst().refusal)));
  }

  @Test
  void everythingInTheWayIsRefusedForSize() {
    assertThat(no(asked(EnumSet.allOf(Rung.class)))).isInstanceOf(Refusal.ItemTooLarge.class);
  }

  /// An act with exactly these in its way.
  private static Outcome asked(Set<Rung> inTheWay) {
    var scene = Scene.on(shop(inTheWay), "plan");
    if (inTheWay.contains(Rung.DEBT)) {
      scene.record("meter", "units", 100);
    }
    if (!inTheWay.contains(Rung.CREDITS)) {
      scene.give(GrantKind.PROMOTIONAL, "1000");
    }
    if (inTheWay.contains(Rung.PREVENTIVE)) {
      scene.give(GrantKind.PROMOTIONAL, "10");
      scene.record("meter", "units", 10);
    }
    if (inTheWay.contains(Rung.RATE)) {
      scene.record("tick");
    }
    if (inTheWay.contains(Rung.BUDGET)) {
      set(scene, budget(1, "team", Budget.Kind.CUSTOMER, "", "4", Optional.empty()));
    }
    return scene.charge("do", "size", inTheWay.contains(Rung.SIZE) ? 11 : 10);
  }

  private static Shop shop(Set<Rung> inTheWay) {
    return new Shop("ladder")
        .flat("do", "5")
        .sized("do", "size", "10")
        .needing("do", "pro")
        .confirmed("do", inTheWay.contains(Rung.CONFIRMATION) ? "4.99" : "5")
        .flat("tick", "0")
        .flat("meter", "1", "units")
        .quota("doings", "do", Shop.MONTHLY_UTC)
        .rate("fast", "do", "tick")
        .plan(
            "plan",
            plan -> {
              plan.rate("fast", new RateWindow(1, Duration.ofHours(1)));
              plan.quota("doings", inTheWay.contains(Rung.QUOTA) ? "0" : "1");
              if (!inTheWay.contains(Rung.FEATURE)) {
                plan.unlocking("pro");
              }
              if (inTheWay.contains(Rung.PREVENTIVE)) {
                plan.blockedFrom("0.5");
              }
            });
  }

  static Budget budget(
      long id, String name, Budget.Kind kind, String who, String most, Optional<UUID> parent) {
    return new Budget(
        new UUID(1, id),
        name,
        parent,
        new Budget.Scope(kind, who),
        Cadence.MONTH,
        new Budget.Ceiling.InCredits(Shop.credits(most)),
        true,
        List.of());
  }

  static void set(Scene scene, Budget budget) {
    yes(scene.ask(new Command.SetBudget(scene.key(), budget)));
  }

  @Test
  void withoutPlanNothingIsSold() {
    var scene = new Scene(new Shop("ladder").flat("do", "5").plan("plan").catalog());
    assertThat(no(scene.charge("do"))).isInstanceOf(Refusal.NotSubscribed.class);
  }

  @Test
  void aLockedActionNamesThePlansThatUnlockIt() {
    var shop =
        new Shop("ladder")
            .flat("do", "5")
            .needing("do", "pro")
            .plan("small")
            .plan("big", plan -> plan.unlocking("pro"));
    assertThat(no(Scene.on(shop, "small").charge("do")))
        .isEqualTo(new Refusal.FeatureNotIncluded("pro", Optional.of("small"), List.of("big")));
  }

  @Test
  void anUnknownActionNamesThoseThatExist() {
    var scene = Scene.on(new Shop("ladder").flat("do", "5").plan("plan"), "plan");
    assertThat(no(scene.charge("dance")))
        .isInstanceOfSatisfying(
            Refusal.Unacceptable.class, refusal -> assertThat(refusal.words()).endsWith("do"));
  }

  @Test
  void aPropertyThatThePriceNeedsMustBeThere() {
    var scene = Scene.on(new Shop("ladder").flat("meter", "1", "units").plan("plan"), "plan");
    assertThat(no(scene.charge("meter")))
        .isInstanceOfSatisfying(
            Refusal.Unacceptable.class,
            refusal -> assertThat(refusal.pointer()).isEqualTo("/data/units"));
  }

  @Test
  void heldCreditsAreReservedNotGone() {
    var scene = Scene.on(new Shop("ladder").flat("do", "5").plan("plan"), "plan");
    scene.give(GrantKind.PURCHASED, "8");
    scene.hold("do");
    assertThat(no(scene.charge("do")))
        .isEqualTo(
            new Refusal.TemporarilyReserved(
                Shop.credits("5"), Shop.credits("3"), Shop.credits("5"), Duration.ofMinutes(15)));
    scene.later(Duration.ofMinutes(5));
    assertThat(no(scene.charge("do")))
        .isInstanceOfSatisfying(
            Refusal.TemporarilyReserved.class,
            refusal -> assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMinutes(10)));
  }

  @Test
  void shortEvenIfEveryHoldWereReleasedIsInsufficient() {
    var scene = Scene.on(new Shop("ladder").flat("do", "5").flat("big", "9").plan("plan"), "plan");
    scene.give(GrantKind.PURCHASED, "8");
    scene.hold("do");
    assertThat(no(scene.charge("big")))
        .isEqualTo(
            new Refusal.InsufficientCredits(
                Shop.credits("9"), Shop.credits("8"), Shop.credits("3"), Shop.credits("6")));
  }

  @Test
  void whatIsHeldOfAnExpiredLotWouldNotComeBack() {
    var scene = Scene.on(new Shop("ladder").flat("do", "5").plan("plan"), "plan");
    scene.give(GrantKind.PROMOTIONAL, "5", Duration.ofMinutes(1));
    scene.hold("do");
    scene.later(Duration.ofMinutes(2));
    assertThat(no(scene.charge("do"))).isInstanceOf(Refusal.InsufficientCredits.class);
  }

  @Test
  void aCeilingOnOverageRefuses() {
    var shop =
        new Shop("ladder")
            .flat("do", "5")
            .plan("plan", plan -> plan.overage(Plan.Overage.ON_CONSENT));
    var scene = Scene.on(shop, "plan");
    scene.give(GrantKind.PURCHASED, "2");
    assertThat(no(scene.charge("do"))).isInstanceOf(Refusal.InsufficientCredits.class);
    yes(
        scene.ask(
            new Command.GiveConsent(
                scene.key(), "do", "ana", Optional.of(Shop.credits("8")), false)));
    yes(scene.charge("do"));
    yes(scene.charge("do"));
    assertThat(no(scene.charge("do")))
        .isEqualTo(
            new Refusal.OverageCeilingReached(
                Shop.credits("8"), Shop.credits("8"), Shop.credits("5")));
    scene.at("2026-02-01T00:00:00Z");
    yes(scene.charge("do"));
  }

  @Test
  void aRefusalOfEachKindChangesNothing() {
    for (var rung : Rung.values()) {
      var scene = Scene.on(shop(Set.of(rung)), "plan");
      if (rung != Rung.CREDITS) {
        scene.give(GrantKind.PROMOTIONAL, "1000");
      }
      var before = scene.account;
      var written = scene.effects.size();
      if (scene.charge("do", "size", 11) instanceof Outcome.Refused) {
        assertThat(scene.account).isEqualTo(before);
        assertThat(scene.effects).hasSize(written);
      }
    }
  }

  @Test
  void confirmedPassesTheThreshold() {
    var scene =
        Scene.on(new Shop("ladder").flat("do", "5").confirmed("do", "4").plan("plan"), "plan");
    scene.give(GrantKind.PURCHASED, "8");
    assertThat(no(scene.charge("do"))).isInstanceOf(Refusal.ConfirmationRequired.class);
    yes(scene.ask(new Command.Charge(scene.key(), act("do"), true, false)));
  }
}

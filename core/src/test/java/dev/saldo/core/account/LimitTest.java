package dev.saldo.core.account;

import static dev.saldo.core.account.LadderTest.budget;
import static dev.saldo.core.account.LadderTest.set;
import static dev.saldo.core.account.Scene.act;
import static dev.saldo.core.account.Scene.actBy;
import static dev.saldo.core.account.Scene.id;
import static dev.saldo.core.account.Scene.member;
import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.story;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.TallyKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Quotas, rates and budgets; keys, and events that come late or twice.
class LimitTest {
  private static Scene rich(Shop shop) {
    var scene = Scene.on(shop, "p");
    scene.give(GrantKind.PURCHASED, "1000000");
    return scene;
  }

  @Test
  void aRollingWindowIsExactAtItsEdges() {
    var scene =
        rich(
            new Shop("s")
                .flat("do", "1")
                .rate("fast", "do")
                .plan("p", p -> p.rate("fast", new RateWindow(2, Duration.ofMinutes(1)))));
    yes(scene.charge("do"));
    yes(scene.later(Duration.ofSeconds(20)).charge("do"));
    assertThat(no(scene.later(Duration.ofSeconds(10)).charge("do")))
        .isEqualTo(
            new Refusal.RateLimited("fast", 2, Duration.ofMinutes(1), Duration.ofSeconds(30)));
    scene.later(Duration.ofSeconds(30).minusNanos(1000));
    assertThat(no(scene.charge("do"))).isInstanceOf(Refusal.RateLimited.class);
    yes(scene.later(Duration.ofNanos(1000)).charge("do"));
    assertThat(no(scene.charge("do")))
        .isEqualTo(
            new Refusal.RateLimited("fast", 2, Duration.ofMinutes(1), Duration.ofSeconds(20)));
  }

  @Test
  void severalWindowsHoldTogether() {
    var scene =
        rich(
            new Shop("s")
                .flat("do", "1")
                .flat("tell", "1")
                .rate("fast", "do", "tell")
                .plan(
                    "p",
                    p ->
                        p.rate(
                            "fast",
                            new RateWindow(2, Duration.ofMinutes(1)),
                            new RateWindow(3, Duration.ofHours(1)))));
    yes(scene.charge("do"));
    yes(scene.charge("tell"));
    assertThat(no(scene.charge("tell"))).isInstanceOf(Refusal.RateLimited.class);
    yes(scene.later(Duration.ofMinutes(1)).charge("do"));
    assertThat(no(scene.later(Duration.ofMinutes(1)).charge("do")))
        .isEqualTo(new Refusal.RateLimited("fast", 3, Duration.ofHours(1), Duration.ofMinutes(58)));
  }

  @Test
  void aQuotaRefusesWhatWouldCrossItAndBeginsAnew() {
    var scene =
        rich(
            new Shop("s")
                .flat("do", "1", "units")
                .quota("q", "do", "units", Shop.DAILY_UTC)
                .plan("p", p -> p.quota("q", "10")));
    yes(scene.charge("do", "units", 7));
    assertThat(no(scene.charge("do", "units", 4)))
        .isEqualTo(
            new Refusal.QuotaExceeded(
                "q",
                new BigDecimal("10"),
                new BigDecimal("7"),
                new BigDecimal("4"),
                Instant.parse("2026-01-02T00:00:00Z")));
    yes(scene.charge("do", "units", 3));
    yes(scene.at("2026-01-02T00:00:00Z").charge("do", "units", 10));
  }

  @Test
  void aSoftQuotaOnlyCounts() {
    var scene =
        rich(
            new Shop("s")
                .flat("do", "1")
                .quota("q", "do", Shop.DAILY_UTC)
                .plan("p", p -> p.softQuota("q", "1")));
    yes(scene.charge("do"));
    yes(scene.charge("do"));
    assertThat(scene.account.tally(TallyKey.quota("q", Scene.START)).used())
        .isEqualByComparingTo("2");
  }

  @Test
  void usageIsRecordedBeyondEveryLimit() {
    var scene =
        Scene.on(
            new Shop("s")
                .flat("do", "1")
                .needing("do", "pro")
                .sized("do", "size", "1")
                .quota("q", "do", Shop.DAILY_UTC)
                .rate("fast", "do")
                .plan(
                    "p",
                    p -> p.quota("q", "0").rate("fast", new RateWindow(1, Duration.ofHours(1)))),
            "p");
    set(scene, budget(1, "all", Budget.Kind.CUSTOMER, "", "1", Optional.empty()));
    for (var i = 0; i < 3; i++) {
      yes(scene.record("do", "size", 9));
    }
    assertThat(scene.account.tally(TallyKey.quota("q", Scene.START)).used())
        .isEqualByComparingTo("3");
    assertThat(scene.account.tally(TallyKey.budget(new UUID(1, 1), Scene.START)).used())
        .isEqualByComparingTo("3");
    assertThat(scene.debt()).isEqualTo("3");
  }

  @Test
  void budgetsRefuseFromLeafToRootAllOrNone() {
    var scene = rich(new Shop("s").flat("do", "1", "units").plan("p"));
    set(scene, budget(1, "company", Budget.Kind.CUSTOMER, "", "10", Optional.empty()));
    set(scene, budget(2, "team", Budget.Kind.COST_CENTRE, "x", "8", Optional.of(new UUID(1, 1))));
    set(scene, budget(3, "ana", Budget.Kind.MEMBER, "ana", "6", Optional.of(new UUID(1, 2))));
    assertThat(refusedBy(scene, "ana", 11)).isEqualTo("ana");
    assertThat(refusedBy(scene, "bob", 11)).isEqualTo("company");
    yes(scene.charge(actBy(member("ana"), "do", "units", 5)));
    // Ana stands below the team, so the team's budget counts her acts too.
    for (var id = 1; id <= 3; id++) {
      assertThat(used(scene, id)).isEqualByComparingTo("5");
    }
    assertThat(refusedBy(scene, "ana", 2)).isEqualTo("ana");
    yes(scene.charge(actBy(member("bob"), "do", "units", 5)));
    assertThat(refusedBy(scene, "ana", 1)).isEqualTo("company");
    assertThat(used(scene, 3)).isEqualByComparingTo("5");
  }

  private static String refusedBy(Scene scene, String member, int units) {
    return ((Refusal.BudgetExceeded) no(scene.charge(actBy(member(member), "do", "units", units))))
        .budget()
        .name();
  }

  private static BigDecimal used(Scene scene, long budget) {
    return scene.account.tally(TallyKey.budget(new UUID(1, budget), Scene.START)).used();
  }

  @Test
  void aBudgetInMoneyCountsCreditsAtTheirListPrice() {
    var scene = rich(new Shop("s").flat("do", "1", "units").plan("p"));
    set(
        scene,
        new Budget(
            new UUID(1, 1),
            "money",
            Optional.empty(),
            new Budget.Scope(Budget.Kind.CUSTOMER, ""),
            Cadence.DAY,
            new Budget.Ceiling.InMoney(Shop.money("2.50")),
            true,
            List.of(new BigDecimal("80"))));
    yes(scene.charge("do", "units", 24));
    assertThat(scene.effects).anyMatch(Effect.ThresholdCrossed.class::isInstance);
    assertThat(no(scene.charge("do", "units", 2)))
        .isInstanceOfSatisfying(
            Refusal.BudgetExceeded.class,
            refusal -> {
              assertThat(refusal.left()).isEqualByComparingTo("0.1");
              assertThat(refusal.requested()).isEqualByComparingTo("0.2");
              assertThat(refusal.resetsAt()).contains(Instant.parse("2026-01-02T00:00:00Z"));
            });
    yes(scene.charge("do", "units", 1));
    yes(scene.at("2026-01-02T00:00:00Z").charge("do", "units", 25));
  }

  @Test
  void aBudgetCantStandAboveItselfNorBelowNothing() {
    var scene = rich(new Shop("s").flat("do", "1").plan("p"));
    var root = new UUID(1, 1);
    set(scene, budget(1, "root", Budget.Kind.CUSTOMER, "", "10", Optional.empty()));
    set(scene, budget(2, "leaf", Budget.Kind.MEMBER, "a", "10", Optional.of(root)));
    var turned = budget(1, "root", Budget.Kind.CUSTOMER, "", "10", Optional.of(new UUID(1, 2)));
    assertThat(no(scene.ask(new Command.SetBudget(scene.key(), turned))))
        .isInstanceOf(Refusal.Conflict.class);
    var orphan = budget(3, "leaf", Budget.Kind.MEMBER, "b", "10", Optional.of(new UUID(1, 9)));
    assertThat(no(scene.ask(new Command.SetBudget(scene.key(), orphan))))
        .isInstanceOf(Refusal.NotFound.class);
    assertThat(no(scene.ask(new Command.RemoveBudget(scene.key(), root))))
        .isInstanceOf(Refusal.Conflict.class);
    yes(scene.ask(new Command.RemoveBudget(scene.key(), new UUID(1, 2))));
    yes(scene.ask(new Command.RemoveBudget(scene.key(), root)));
  }

  @Test
  void aMonthBeginsAtTheCustomersMidnight() {
    var shop = new Shop("s").flat("do", "1").plan("p");
    var scene =
        new Scene(
            shop.catalog(), Instant.parse("2026-01-31T12:00:00Z"), ZoneId.of("America/Sao_Paulo"));
    scene.subscribe("p");
    scene.give(GrantKind.PURCHASED, "100");
    set(scene, budget(1, "all", Budget.Kind.CUSTOMER, "", "1", Optional.empty()));
    yes(scene.charge("do"));
    scene.at("2026-02-01T02:59:59Z");
    assertThat(no(scene.charge("do"))).isInstanceOf(Refusal.BudgetExceeded.class);
    yes(scene.at("2026-02-01T03:00:00Z").charge("do"));
  }

  @Test
  void aKeyTakesEffectOnce() {
    var scene = rich(new Shop("s").flat("do", "1").plan("p"));
    var command = new Command.Charge(Scene.key("once", 1), act("do"), false, false);
    var first = id(scene.ask(command));
    assertThat(scene.ask(command)).isEqualTo(new Outcome.Repeated(first));
    assertThat(no(scene.ask(new Command.Charge(Scene.key("once", 2), act("do"), false, false))))
        .isEqualTo(new Refusal.KeyReused("once"));
    assertThat(scene.balance()).isEqualTo("999999");
  }

  @Test
  void aKeyTwiceInOneRunTakesEffectOnce() {
    var scene = rich(new Shop("s").flat("do", "1").plan("p"));
    var command = new Command.Charge(Scene.key("once", 1), act("do"), false, false);
    var run = scene.run(List.of(command, command));
    assertThat(run.outcomes().get(1)).isInstanceOf(Outcome.Repeated.class);
    assertThat(scene.balance()).isEqualTo("999999");
  }

  @Test
  void aRefusalBindsNoKey() {
    var scene = Scene.on(new Shop("s").flat("do", "1").plan("p"), "p");
    var command = new Command.Charge(Scene.key("once", 1), act("do"), false, false);
    assertThat(no(scene.ask(command))).isInstanceOf(Refusal.InsufficientCredits.class);
    scene.give(GrantKind.PURCHASED, "1");
    yes(scene.ask(command));
  }

  @Test
  void theSameEventCountsOnceAndAnotherUnderItsIdIsAConflict() {
    var scene = rich(new Shop("s").flat("do", "1", "units").plan("p"));
    var usage = new Command.RecordUsage(Scene.event("e", 1), act("do", "units", 5), Scene.START);
    yes(scene.ask(usage));
    assertThat(scene.ask(usage)).isInstanceOf(Outcome.Repeated.class);
    var other = new Command.RecordUsage(Scene.event("e", 2), act("do", "units", 6), Scene.START);
    assertThat(no(scene.ask(other))).isEqualTo(new Refusal.EventConflict("test", "e"));
    assertThat(scene.balance()).isEqualTo("999995");
  }

  @Test
  void anEventCantTakeTheKeyOfWhatFallsDueByItself() {
    var scene = rich(new Shop("s").flat("do", "1").plan("p"));
    var hold = id(scene.hold("do"));
    var key = new Command.Key("saldo:due", "hold_expired:" + hold, Scene.key("x", 1).digest());
    assertThat(no(scene.ask(new Command.RecordUsage(key, act("do"), scene.clock))))
        .isInstanceOf(Refusal.Unacceptable.class);
    scene.later(Duration.ofHours(1));
    scene.postDue();
    assertThat(scene.available()).isEqualTo("1000000");
  }

  @Test
  void aLateEventCountsInItsOwnPeriod() {
    var scene =
        rich(
            new Shop("s")
                .flat("do", "1")
                .quota("q", "do", Shop.MONTHLY_UTC)
                .plan("p", p -> p.quota("q", "1")));
    scene.at("2026-02-04T00:00:00Z");
    yes(scene.record(Instant.parse("2026-01-31T23:59:59Z"), "do"));
    yes(scene.charge("do"));
    assertThat(scene.account.tally(TallyKey.quota("q", Scene.START)).used())
        .isEqualByComparingTo("1");
  }

  @Test
  void anEventIsNeitherTooOldNorAheadOfTime() {
    var scene = rich(new Shop("s").flat("do", "1").plan("p")).at("2026-03-01T00:00:00Z");
    yes(scene.record(scene.clock.minus(Duration.ofDays(35)), "do"));
    assertThat(no(scene.record(scene.clock.minus(Duration.ofDays(35)).minusNanos(1000), "do")))
        .isInstanceOf(Refusal.EventTooOld.class);
    yes(scene.record(scene.clock.plus(Duration.ofMinutes(5)), "do"));
    assertThat(no(scene.record(scene.clock.plus(Duration.ofMinutes(5)).plusNanos(1000), "do")))
        .isInstanceOf(Refusal.EventInFuture.class);
  }

  @Test
  void anEventWithoutPriceIsKeptWithTheReason() {
    var scene = rich(new Shop("s").flat("do", "1", "units").plan("p"));
    assertThat(((Answer.Recorded) yes(scene.record("other"))).unpriced()).isEmpty();
    assertThat(((Answer.Recorded) yes(scene.record("do"))).unpriced()).isPresent();
    assertThat(scene.balance()).isEqualTo("1000000");
  }

  @Test
  void aTestClockMovesForwardOnlyAndBringsWhatIsDue() {
    var scene = Scene.on(new Shop("s").flat("do", "1").plan("p"), "p");
    scene.give(GrantKind.PROMOTIONAL, "5", Duration.ofDays(30));
    yes(scene.ask(new Command.AdvanceClock(scene.key(), Scene.START.plus(Duration.ofDays(30)))));
    scene.postDue();
    assertThat(scene.balance()).isEqualTo("0");
    assertThat(no(scene.ask(new Command.AdvanceClock(scene.key(), Scene.START))))
        .isInstanceOf(Refusal.Unacceptable.class);
    assertThat(story(scene.record("do")).balance().debt()).isEqualTo(Shop.credits("1"));
  }
}

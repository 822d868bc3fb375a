package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.act;
import static dev.saldo.core.account.Scene.id;
import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.story;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.wallet.Draw;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What covers a price: free units, lots in burn order, overage, an overdraft; and what blocks it.
class FundingTest {
  private static Shop calls() {
    return new Shop("calls").proportional("call", "11", "seconds", "60");
  }

  @Test
  void aCallThatCrossesTheEndOfTheCreditsIsSplit() {
    var scene =
        Scene.on(calls().plan("starter", plan -> plan.overage(Plan.Overage.BILLED)), "starter");
    var lot = scene.give(GrantKind.PLAN, "40");
    var story = story(scene.charge("call", "seconds", 450));
    assertThat(story.price()).isEqualTo(Shop.credits("82.5"));
    assertThat(story.funding())
        .isEqualTo(
            new Funding(
                List.of(new Draw(lot, Shop.credits("40"))),
                Shop.credits("42.5"),
                Shop.credits("0")));
    assertThat(scene.balance()).isEqualTo("0");
    assertThat(scene.debt()).isEqualTo("0");
  }

  @Test
  void aSecondMoreIsChargedExactly() {
    var scene = Scene.on(calls().plan("starter"), "starter");
    scene.give(GrantKind.PLAN, "1000");
    assertThat(story(scene.charge("call", "seconds", 451)).price())
        .isEqualTo(Shop.credits("82.683333333333"));
  }

  @Test
  void kindsBurnInTheCatalogsOrderThenByExpiryThenByAge() {
    var shop = new Shop("order").flat("do", "1", "units").plan("plan");
    var scene = Scene.on(shop, "plan");
    var bought = scene.give(GrantKind.PURCHASED, "10", Duration.ofDays(1));
    var plan = scene.give(GrantKind.PLAN, "10");
    var later = scene.give(GrantKind.PROMOTIONAL, "10", Duration.ofDays(9));
    var sooner = scene.give(GrantKind.PROMOTIONAL, "10", Duration.ofDays(8));
    var sameAsSooner = scene.give(GrantKind.PROMOTIONAL, "10", Duration.ofDays(8));
    var never = scene.give(GrantKind.PROMOTIONAL, "10");
    var order =
        story(scene.charge("do", "units", 60)).funding().draws().stream().map(Draw::grant).toList();
    assertThat(order).containsExactly(sooner, sameAsSooner, later, never, plan, bought);
  }

  @Test
  void aStatedPriorityStandsAboveTheKind() {
    var scene = Scene.on(new Shop("order").flat("do", "5").plan("plan"), "plan");
    scene.give(GrantKind.TRIAL, "10");
    var first =
        id(
            scene.ask(
                new Command.GiveCredits(
                    scene.key(),
                    GrantKind.PURCHASED,
                    "now",
                    Shop.credits("10"),
                    Optional.empty(),
                    Optional.of(1),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())));
    assertThat(story(scene.charge("do")).funding().draws().getFirst().grant()).isEqualTo(first);
  }

  @Test
  void withoutBlockAllCreditsCanBeSpent() {
    assertThat(imagesBought(_ -> {})).isEqualTo(3571);
  }

  @Test
  void thePreventiveBlockKeepsTheLastTwentiethBack() {
    assertThat(imagesBought(plan -> plan.blockedFrom("95"))).isEqualTo(3393);
  }

  private static int imagesBought(java.util.function.Consumer<PlanTerms> terms) {
    var scene = Scene.on(new Shop("images").flat("image", "0.084").plan("plan", terms), "plan");
    scene.give(GrantKind.PLAN, "300");
    var count = 0;
    while (scene.charge("image") instanceof Outcome.Accepted) {
      count++;
    }
    return count;
  }

  @Test
  void thePreventiveBlockCountsWhatIsHeldAndLetsCapturesPass() {
    var scene =
        Scene.on(
            new Shop("images").flat("do", "50").plan("plan", p -> p.blockedFrom("50")), "plan");
    scene.give(GrantKind.PLAN, "100");
    var hold = id(scene.hold("do"));
    assertThat(no(scene.charge("do")))
        .isEqualTo(new Refusal.PreventiveBlock(Shop.number("50"), Shop.number("50")));
    yes(scene.capture(hold));
    assertThat(no(scene.charge("do"))).isInstanceOf(Refusal.PreventiveBlock.class);
    yes(scene.ask(new Command.Charge(scene.key(), act("do"), false, true)));
  }

  @Test
  void hardLimitOffSwitchesThePreventiveBlockOff() {
    var scene =
        Scene.on(
            new Shop("images").flat("do", "50").plan("plan", p -> p.blockedFrom("50")), "plan");
    scene.give(GrantKind.PLAN, "100");
    choose(scene, Optional.of(false), Optional.empty());
    yes(scene.charge("do"));
    yes(scene.charge("do"));
    assertThat(no(scene.charge("do"))).isInstanceOf(Refusal.InsufficientCredits.class);
  }

  @Test
  void aCustomersOwnThresholdStandsInForThePlans() {
    var scene =
        Scene.on(
            new Shop("images").flat("do", "50").plan("plan", p -> p.blockedFrom("50")), "plan");
    scene.give(GrantKind.PLAN, "100");
    choose(scene, Optional.empty(), Optional.of("100"));
    yes(scene.charge("do"));
    yes(scene.charge("do"));
  }

  @Test
  void hardLimitOnKeepsBilledOverageFromBeginning() {
    var scene =
        Scene.on(new Shop("s").flat("do", "5").plan("p", p -> p.overage(Plan.Overage.BILLED)), "p");
    yes(scene.charge("do"));
    choose(scene, Optional.of(true), Optional.empty());
    assertThat(no(scene.charge("do"))).isInstanceOf(Refusal.InsufficientCredits.class);
  }

  private static void choose(Scene scene, Optional<Boolean> hard, Optional<String> percent) {
    yes(
        scene.ask(
            new Command.ChangeSettings(
                scene.key(), new Settings(hard, percent.map(Shop::number), Optional.empty()))));
  }

  @Test
  void anOverdraftIsUsedLastAndNotBeyondItsLimit() {
    var scene = Scene.on(new Shop("s").flat("do", "5").plan("p", p -> p.overdraft("7")), "p");
    scene.give(GrantKind.PURCHASED, "5");
    yes(scene.charge("do"));
    assertThat(scene.balance()).isEqualTo("0");
    yes(scene.charge("do"));
    assertThat(scene.balance()).isEqualTo("-5");
    assertThat(no(scene.charge("do"))).isInstanceOf(Refusal.InsufficientCredits.class);
    scene.give(GrantKind.PURCHASED, "4");
    assertThat(scene.balance()).isEqualTo("-1");
    yes(scene.charge("do"));
    assertThat(scene.balance()).isEqualTo("-6");
  }

  @Test
  void freeUnitsGoFirstAndAnActThatCrossesThemIsSplit() {
    var shop = calls().free("call", "60", Shop.MONTHLY_UTC).plan("plan");
    var scene = Scene.on(shop, "plan");
    scene.give(GrantKind.PLAN, "100");
    assertThat(story(scene.charge("call", "seconds", 30)).price()).isEqualTo(Shop.credits("0"));
    assertThat(story(scene.charge("call", "seconds", 90)).price()).isEqualTo(Shop.credits("11"));
    assertThat(story(scene.charge("call", "seconds", 60)).price()).isEqualTo(Shop.credits("11"));
    scene.at("2026-02-01T00:00:00Z");
    assertThat(story(scene.charge("call", "seconds", 60)).price()).isEqualTo(Shop.credits("0"));
  }

  @Test
  void aHoldSetsFreeUnitsAsideAndGivesThemBack() {
    var shop = calls().free("call", "60", Shop.MONTHLY_UTC).plan("plan");
    var scene = Scene.on(shop, "plan");
    scene.give(GrantKind.PLAN, "100");
    var hold = scene.hold("call", "seconds", 60);
    assertThat(story(hold).price()).isEqualTo(Shop.credits("0"));
    assertThat(story(scene.charge("call", "seconds", 60)).price()).isEqualTo(Shop.credits("11"));
    yes(scene.release(id(hold)));
    assertThat(story(scene.charge("call", "seconds", 60)).price()).isEqualTo(Shop.credits("0"));
  }

  @Test
  void aRateCardPricesToTheLastDigit() {
    var scene = Scene.on(new Shop("s").card("llm", "3", "15").plan("p"), "p");
    scene.give(GrantKind.PLAN, "1");
    assertThat(story(scene.charge("llm", "in", 1234, "out", 567)).price())
        .isEqualTo(Shop.credits("0.012207"));
  }
}

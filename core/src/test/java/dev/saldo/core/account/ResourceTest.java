package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.ResourceLimit;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.Overrides;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Resources are claimed up to the plan's count and given back; a change of plan takes none away.
class ResourceTest {
  private Scene scene;

  @BeforeEach
  void begin() {
    scene =
        Scene.on(
            new Shop("resources")
                .flat("do", "5")
                .resource("agents")
                .resource("contacts")
                .plan("none")
                .plan("small", plan -> plan.resource("agents", 2).resource("contacts", 3))
                .plan("medium", plan -> plan.resource("agents", 3).resource("contacts", 3))
                .plan("large", plan -> plan.resource("agents", 5).unlimited("contacts")),
            "small");
  }

  private Outcome claim(String resource, String... references) {
    return scene.ask(new Command.ClaimResources(scene.key(), resource, List.of(references)));
  }

  private Outcome giveBack(String resource, String... references) {
    return scene.ask(new Command.ReturnResources(scene.key(), resource, List.of(references)));
  }

  private Outcome change(String plan, Duration grace) {
    return scene.ask(
        new Command.ChangePlan(
            scene.key(),
            scene.account.term().orElseThrow().catalog(),
            plan,
            Command.Order.STANDARD,
            Optional.of(grace)));
  }

  private static Answer.ResourcesClaimed claimed(Outcome outcome) {
    return (Answer.ResourcesClaimed) yes(outcome);
  }

  private static Answer.ResourcesReturned returned(Outcome outcome) {
    return (Answer.ResourcesReturned) yes(outcome);
  }

  @Test
  void claimsGoUpToTheCountAndNoFurther() {
    assertThat(claimed(claim("agents", "a")).standing())
        .isEqualTo(new Answer.Standing("agents", 1, new ResourceLimit.AtMost(2)));
    yes(claim("agents", "b"));
    assertThat(no(claim("agents", "c")))
        .isEqualTo(new Refusal.ResourceLimitReached("agents", 2, 2, 1));
    yes(claim("contacts", "c"));
  }

  private Outcome negotiated(int agents) {
    var overrides =
        new Overrides(
            Optional.empty(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of("agents", agents),
            Optional.empty());
    var order =
        new Command.Order(
            new ItemsChange(Optional.empty(), new TreeMap<>(), Optional.of(overrides)),
            Optional.empty(),
            Command.Billed.STANDARD,
            Command.When.NOW,
            Command.Collect.NOW,
            Optional.empty(),
            Command.Onto.ANYTHING);
    return scene.ask(
        new Command.ChangePlan(scene.key(), scene.catalog.reference(), "small", order));
  }

  @Test
  void aNegotiatedCountStandsInPlaceOfThePlans() {
    yes(claim("agents", "a", "b"));
    yes(negotiated(4));
    assertThat(claimed(claim("agents", "c", "d")).standing())
        .isEqualTo(new Answer.Standing("agents", 4, new ResourceLimit.AtMost(4)));
    assertThat(no(claim("agents", "e")))
        .isEqualTo(new Refusal.ResourceLimitReached("agents", 4, 4, 1));
    assertThat(no(negotiated(3))).isInstanceOf(Refusal.DowngradeBelowUse.class);
    yes(negotiated(5));
    yes(claim("agents", "e"));
  }

  @Test
  void oneRequestIsClaimedAsAWhole() {
    var before = scene.account;
    assertThat(no(claim("agents", "a", "b", "c")))
        .isEqualTo(new Refusal.ResourceLimitReached("agents", 2, 0, 3));
    assertThat(scene.account).isEqualTo(before);
    assertThat(claimed(claim("agents", "a", "b")).items()).hasSize(2);
  }

  @Test
  void whatIsClaimedIsntCountedTwice() {
    var first = claimed(claim("agents", "a", "a")).items();
    assertThat(first).hasSize(1);
    var again = claimed(claim("agents", "a", "b"));
    assertThat(again.items().getFirst())
        .isEqualTo(new Answer.Item(first.getFirst().id(), "a", false));
    assertThat(again.standing().used()).isEqualTo(2);
    assertThat(claimed(claim("agents", "b", "a")).items())
        .extracting(Answer.Item::changed)
        .containsExactly(false, false);
    yes(claim("contacts", "a"));
  }

  @Test
  void oneGivenBackFreesItsPlace() {
    var first = claimed(claim("agents", "a", "b")).items().getFirst();
    assertThat(no(claim("agents", "c"))).isInstanceOf(Refusal.ResourceLimitReached.class);
    var back = returned(giveBack("agents", "a", "x"));
    assertThat(back.items()).containsExactly(new Answer.Item(first.id(), "a", true));
    assertThat(back.absent()).containsExactly("x");
    assertThat(back.standing().used()).isEqualTo(1);
    var other = claimed(claim("agents", "a")).items().getFirst();
    assertThat(other.changed()).isTrue();
    assertThat(other.id()).isNotEqualTo(first.id());
  }

  @Test
  void oneIsGivenBackByItsIdOnce() {
    var id = claimed(claim("agents", "a")).items().getFirst().id();
    assertThat(returned(giveBack(id)).items().getFirst().changed()).isTrue();
    assertThat(returned(giveBack(id)).items().getFirst().changed()).isFalse();
    assertThat(returned(giveBack(id)).standing().used()).isZero();
    assertThat(no(giveBack(new UUID(1, 2)))).isInstanceOf(Refusal.NotFound.class);
  }

  private Outcome giveBack(UUID id) {
    return scene.ask(new Command.ReturnResource(scene.key(), id));
  }

  @Test
  void aPlanThatDoesntNameAKindIncludesNone() {
    yes(scene.subscribe("none"));
    assertThat(no(claim("agents", "a")))
        .isEqualTo(new Refusal.ResourceLimitReached("agents", 0, 0, 1));
    assertThat(no(claim("widgets", "a")))
        .isInstanceOfSatisfying(
            Refusal.Unacceptable.class,
            refusal -> assertThat(refusal.words()).endsWith("agents, contacts"));
  }

  @Test
  void anyNumberIsClaimedWhereThereIsNoBound() {
    yes(scene.subscribe("large"));
    for (var i = 0; i < 20; i++) {
      yes(claim("contacts", "c" + i));
    }
    assertThat(claimed(claim("contacts", "d")).standing().used()).isEqualTo(21);
  }

  @Test
  void withoutAPlanNothingIsClaimed() {
    var fresh = new Scene(new Shop("resources").resource("agents").plan("plan").catalog());
    assertThat(no(fresh.ask(new Command.ClaimResources(fresh.key(), "agents", List.of("a")))))
        .isInstanceOf(Refusal.NotSubscribed.class);
  }

  @Test
  void aDowngradeBelowWhatIsClaimedNamesIt() {
    yes(scene.subscribe("large"));
    yes(claim("agents", "a", "b", "c"));
    yes(claim("contacts", "a", "b", "c", "d"));
    var before = scene.account;
    assertThat(no(scene.subscribe("small")))
        .isEqualTo(
            new Refusal.DowngradeBelowUse(
                "small",
                List.of(
                    new Answer.Standing("agents", 3, new ResourceLimit.AtMost(2)),
                    new Answer.Standing("contacts", 4, new ResourceLimit.AtMost(3)))));
    assertThat(scene.account).isEqualTo(before);
    yes(giveBack("contacts", "a"));
    yes(scene.subscribe("medium"));
  }

  @Test
  void withAGracePeriodAllStaysAndNothingIsAdded() {
    yes(scene.subscribe("large"));
    yes(claim("agents", "a", "b", "c"));
    var changed = (Answer.PlanChanged) yes(change("small", Duration.ofDays(14)));
    var tolerated = changed.tolerated().orElseThrow();
    assertThat(tolerated.until()).isEqualTo(scene.clock.plus(Duration.ofDays(14)));
    assertThat(tolerated.above())
        .containsExactly(new Answer.Standing("agents", 3, new ResourceLimit.AtMost(2)));
    assertThat(no(claim("agents", "d")))
        .isEqualTo(new Refusal.ResourceLimitReached("agents", 2, 3, 1));
    assertThat(claimed(claim("agents", "a", "b", "c")).standing().used()).isEqualTo(3);
    scene.later(Duration.ofDays(30));
    assertThat(claimed(claim("agents", "a")).standing().used()).isEqualTo(3);
    yes(giveBack("agents", "a"));
    assertThat(no(claim("agents", "d"))).isInstanceOf(Refusal.ResourceLimitReached.class);
    yes(giveBack("agents", "b"));
    yes(claim("agents", "d"));
  }

  @Test
  void aGracePeriodThatNothingNeedsIsntGiven() {
    yes(scene.subscribe("large"));
    yes(claim("agents", "a"));
    assertThat(((Answer.PlanChanged) yes(change("small", Duration.ofDays(1)))).tolerated())
        .isEmpty();
    assertThat(scene.effects).noneMatch(Effect.GraceGiven.class::isInstance);
  }

  @Test
  void aPlanWithMoreIsNoDowngradeEvenIfItIsNotEnough() {
    yes(scene.subscribe("large"));
    yes(claim("agents", "a", "b", "c", "d"));
    yes(change("small", Duration.ofDays(14)));
    yes(scene.subscribe("medium"));
    assertThat(no(scene.subscribe("small"))).isInstanceOf(Refusal.DowngradeBelowUse.class);
  }
}

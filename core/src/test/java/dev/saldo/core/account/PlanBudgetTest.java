package dev.saldo.core.account;

import static dev.saldo.core.account.LadderTest.budget;
import static dev.saldo.core.account.LadderTest.set;
import static dev.saldo.core.account.Scene.actBy;
import static dev.saldo.core.account.Scene.id;
import static dev.saldo.core.account.Scene.member;
import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.story;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.PlanBudget.Whom;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.TallyKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Budgets that a plan sets inside every customer on it.
class PlanBudgetTest {
  private static Scene on(Consumer<PlanTerms> terms) {
    var scene = Scene.on(new Shop("s").flat("do", "1", "units").plan("p", terms), "p");
    scene.give(GrantKind.PURCHASED, "1000000");
    return scene;
  }

  private static Outcome charge(Scene scene, Attribution by, int units) {
    return scene.charge(actBy(by, "do", "units", units));
  }

  private static Refusal.BudgetExceeded refused(Outcome outcome) {
    return (Refusal.BudgetExceeded) no(outcome);
  }

  private static String used(Scene scene, String name, String reference) {
    return used(scene, name, reference, Scene.START);
  }

  private static String used(Scene scene, String name, String reference, Instant from) {
    var tally = scene.account.tally(TallyKey.planBudget(name, reference, from));
    return tally.used().stripTrailingZeros().toPlainString();
  }

  @Test
  void everyMemberHasACeilingOfItsOwn() {
    var scene = on(p -> p.budget("person", Whom.MEMBER, Cadence.MONTH, "50"));
    yes(charge(scene, member("ana"), 50));
    assertThat(refused(charge(scene, member("ana"), 1)))
        .isEqualTo(
            new Refusal.BudgetExceeded(
                new Budget(
                    UUID.nameUUIDFromBytes("budget:plan/person/".getBytes(StandardCharsets.UTF_8)),
                    "each person",
                    Optional.empty(),
                    new Budget.Scope(Budget.Kind.MEMBER, "ana"),
                    Cadence.MONTH,
                    new Budget.Ceiling.InCredits(Shop.credits("50")),
                    true,
                    List.of()),
                new BigDecimal("50"),
                BigDecimal.ZERO,
                BigDecimal.ONE,
                Optional.of(Instant.parse("2026-02-01T00:00:00Z"))));
    yes(charge(scene, member("bob"), 49));
    assertThat(refused(charge(scene, member("bob"), 2)).left()).isEqualByComparingTo("1");
    yes(charge(scene, Attribution.NONE, 1000));
    assertThat(used(scene, "person", "ana")).isEqualTo("50");
    assertThat(used(scene, "person", "bob")).isEqualTo("49");
  }

  @Test
  void aBudgetThatNotifiesOnlyCountsAndTells() {
    var scene = on(p -> p.softBudget("company", Whom.CUSTOMER, Cadence.DAY, "20", "80", "100"));
    yes(charge(scene, member("ana"), 15));
    assertThat(scene.effects).noneMatch(Effect.ThresholdCrossed.class::isInstance);
    var story = story(charge(scene, Attribution.NONE, 10));
    assertThat(scene.effects.stream().filter(Effect.ThresholdCrossed.class::isInstance))
        .containsExactly(
            crossed("each company", "80", scene), crossed("each company", "100", scene));
    assertThat(story.consulted())
        .contains(
            new Consulted(
                "budget",
                "each company",
                Optional.of(new BigDecimal("20")),
                Optional.of(new BigDecimal("25")),
                "credit",
                Optional.of(Instant.parse("2026-01-02T00:00:00Z"))));
    assertThat(used(scene, "company", "")).isEqualTo("25");
  }

  private static Effect crossed(String name, String percent, Scene scene) {
    return new Effect.ThresholdCrossed("budget", name, new BigDecimal(percent), scene.clock);
  }

  @Test
  void eachKindIsCountedWhereTheActNamesOne() {
    var scene =
        on(p -> {
          for (var whom : Whom.values()) {
            p.budget(whom.name().toLowerCase(Locale.ROOT), whom, Cadence.ONCE, "9");
          }
        });
    var party = new Attribution.Party("one", Optional.of("The name"), Optional.empty());
    var by =
        new Attribution(
            Optional.of(party),
            Optional.of(party),
            Optional.of(party),
            Optional.of("key"),
            Optional.of("run"),
            Optional.empty());
    yes(charge(scene, by, 4));
    yes(charge(scene, Attribution.NONE, 1));
    var always = Instant.parse("0001-01-01T00:00:00Z");
    assertThat(used(scene, "member", "one", always)).isEqualTo("4");
    assertThat(used(scene, "cost_centre", "one", always)).isEqualTo("4");
    assertThat(used(scene, "automation", "one", always)).isEqualTo("4");
    assertThat(used(scene, "api_key", "key", always)).isEqualTo("4");
    assertThat(used(scene, "agent_run", "run", always)).isEqualTo("4");
    assertThat(used(scene, "customer", "", always)).isEqualTo("5");
    assertThat(refused(charge(scene, by, 9)).budget().scope())
        .isEqualTo(new Budget.Scope(Budget.Kind.AGENT_RUN, "run"));
  }

  @Test
  void theCustomersOwnBudgetsAreExaminedWithThePlansFromLeafToRoot() {
    var scene =
        on(p ->
            p.budget("company", Whom.CUSTOMER, Cadence.MONTH, "5")
                .budget("person", Whom.MEMBER, Cadence.MONTH, "5"));
    set(scene, budget(1, "team", Budget.Kind.COST_CENTRE, "x", "5", Optional.empty()));
    set(scene, budget(2, "ana", Budget.Kind.MEMBER, "ana", "5", Optional.of(new UUID(1, 1))));
    // Ana's own budget stands below the team's; the roots follow from narrow to wide.
    assertThat(refused(charge(scene, member("ana"), 6)).budget().name()).isEqualTo("ana");
    assertThat(refused(charge(scene, member("bob"), 6)).budget().name()).isEqualTo("each person");
    assertThat(refused(charge(scene, Attribution.NONE, 6)).budget().name())
        .isEqualTo("each company");
    assertThat(story(charge(scene, member("ana"), 1)).consulted().stream().map(Consulted::name))
        .containsExactly("ana", "each person", "team", "each company");
  }

  @Test
  void whatIsRefundedComesBackToTheCeiling() {
    var scene = on(p -> p.budget("person", Whom.MEMBER, Cadence.MONTH, "50"));
    var charge = id(charge(scene, member("ana"), 50));
    yes(scene.refund(charge, "20"));
    assertThat(used(scene, "person", "ana")).isEqualTo("30");
    assertThat(refused(charge(scene, member("ana"), 21)).left()).isEqualByComparingTo("20");
    yes(charge(scene, member("ana"), 20));
    yes(scene.refund(charge));
    assertThat(used(scene, "person", "ana")).isEqualTo("20");
  }

  @Test
  void aHoldSetsAsideAndItsCaptureCountsWhatWasUsed() {
    var scene = on(p -> p.budget("person", Whom.MEMBER, Cadence.MONTH, "50"));
    var hold = id(scene.hold(actBy(member("ana"), "do", "units", 40)));
    assertThat(refused(charge(scene, member("ana"), 11)).left()).isEqualByComparingTo("10");
    yes(charge(scene, member("bob"), 50));
    yes(scene.capture(hold, "units", 15));
    assertThat(used(scene, "person", "ana")).isEqualTo("15");
    var other = id(scene.hold(actBy(member("ana"), "do", "units", 35)));
    yes(scene.release(other));
    assertThat(used(scene, "person", "ana")).isEqualTo("15");
  }

  @Test
  void aCeilingBeginsAnewAtTheCustomersMidnight() {
    var shop =
        new Shop("s")
            .flat("do", "1", "units")
            .plan("p", p -> p.budget("person", Whom.MEMBER, Cadence.MONTH, "5"));
    var start = Instant.parse("2026-01-31T12:00:00Z");
    var scene = new Scene(shop.catalog(), start, ZoneId.of("America/Sao_Paulo"));
    scene.subscribe("p");
    scene.give(GrantKind.PURCHASED, "100");
    yes(charge(scene, member("ana"), 5));
    scene.at("2026-02-01T02:59:59Z");
    assertThat(refused(charge(scene, member("ana"), 1)).resetsAt())
        .contains(Instant.parse("2026-02-01T03:00:00Z"));
    yes(charge(scene.at("2026-02-01T03:00:00Z"), member("ana"), 5));
    assertThat(no(charge(scene, member("ana"), 1))).isInstanceOf(Refusal.BudgetExceeded.class);
  }

  @Test
  void whatHappenedIsCountedBeyondTheCeiling() {
    var scene = on(p -> p.budget("company", Whom.CUSTOMER, Cadence.DAY, "5"));
    yes(scene.record("do", "units", 9));
    assertThat(used(scene, "company", "")).isEqualTo("9");
    assertThat(refused(charge(scene, Attribution.NONE, 1)).left()).isEqualByComparingTo("0");
  }

  @Test
  void anotherPlanHasOtherCeilings() {
    var scene =
        Scene.on(
            new Shop("s")
                .flat("do", "1", "units")
                .plan("p", p -> p.budget("person", Whom.MEMBER, Cadence.MONTH, "5"))
                .plan("q", p -> p.budget("person", Whom.MEMBER, Cadence.MONTH, "8"))
                .plan("r"),
            "p");
    scene.give(GrantKind.PURCHASED, "100");
    yes(charge(scene, member("ana"), 5));
    yes(scene.subscribe("q"));
    assertThat(refused(charge(scene, member("ana"), 4)).left()).isEqualByComparingTo("3");
    yes(scene.subscribe("r"));
    yes(charge(scene, member("ana"), 40));
  }
}

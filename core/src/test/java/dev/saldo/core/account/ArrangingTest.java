package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.money.Credits;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is arranged for a period's end goes along with what is decided until then, and a change at
/// a period's end renews credits like any renewal.
class ArrangingTest {
  private static final ResetRule CALENDAR =
      new ResetRule(Cadence.MONTH, ResetRule.Zone.UTC, ResetRule.Anchor.CALENDAR);

  private static final Catalog CATALOG =
      new Shelf()
          .acts("chat", "1")
          .plan("team", offer -> offer.price("10").perSeat())
          .plan("large", offer -> offer.price("90").perSeat())
          .plan("single", offer -> offer.price("5"))
          .plan("kept", offer -> offer.price("30").credits(halfKept("300")))
          .plan("more", offer -> offer.price("60").credits(halfKept("600")))
          .product("extra", "team", "7", "large", "7")
          .catalog();

  private Scene scene;

  private static PlanCredits halfKept(String credits) {
    return new PlanCredits(
        Credits.of(Shelf.CREDIT, credits),
        GrantKind.PLAN,
        CALENDAR,
        false,
        Optional.empty(),
        Optional.of(new PlanCredits.Rollover(new BigDecimal("50"), Optional.empty())));
  }

  @BeforeEach
  void begin() {
    scene = new Scene(CATALOG, Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  }

  private Outcome take(String plan, ItemsChange items, When when, Onto onto) {
    var order =
        new Command.Order(
            items,
            Optional.empty(),
            Command.Billed.STANDARD,
            when,
            Collect.NOW,
            Optional.empty(),
            onto);
    return scene.ask(new Command.ChangePlan(scene.key(), CATALOG.reference(), plan, order));
  }

  private Outcome change(ItemsChange items, When when) {
    return take("", items, when, Onto.SAME_PLAN);
  }

  private static ItemsChange seats(int seats) {
    return new ItemsChange(Optional.of(seats), new TreeMap<>(), Optional.empty());
  }

  private static ItemsChange extra(int count) {
    return new ItemsChange(
        Optional.empty(), new TreeMap<>(Map.of("extra", count)), Optional.empty());
  }

  private void begun(String plan) {
    yes(take(plan, ItemsChange.NONE, When.NOW, Onto.ANYTHING));
  }

  private void february() {
    scene.at("2026-02-01T00:00:00Z");
    scene.postDue();
  }

  private Term term() {
    return scene.account.term().orElseThrow();
  }

  private Subscription subscription() {
    return scene.account.subscription().orElseThrow();
  }

  @Test
  void whatIsArrangedLaterKeepsWhatWasArrangedBefore() {
    begun("team");
    yes(change(seats(10), When.PERIOD_END));
    yes(change(extra(1), When.PERIOD_END));
    february();
    assertThat(term().items().seats()).isEqualTo(10);
    assertThat(term().items().products()).containsEntry("extra", 1);
  }

  @Test
  void whatIsChangedAtOnceIsChangedInWhatIsArrangedToo() {
    begun("team");
    yes(take("large", ItemsChange.NONE, When.PERIOD_END, Onto.RUNNING_SUBSCRIPTION));
    scene.at("2026-01-10T00:00:00Z");
    yes(change(seats(12), When.NOW));
    yes(change(extra(2), When.NOW));
    february();
    assertThat(term().plan()).isEqualTo("large");
    assertThat(term().items().seats()).isEqualTo(12);
    assertThat(term().items().products()).containsEntry("extra", 2);
  }

  @Test
  void anotherPlanTakenAtOnceIsADecisionAgainstWhatIsArranged() {
    begun("team");
    yes(take("single", ItemsChange.NONE, When.PERIOD_END, Onto.RUNNING_SUBSCRIPTION));
    yes(take("large", ItemsChange.NONE, When.NOW, Onto.RUNNING_SUBSCRIPTION));
    assertThat(subscription().arranged()).isEmpty();
    february();
    assertThat(term().plan()).isEqualTo("large");
  }

  @Test
  void overANoticeNothingIsArranged() {
    begun("team");
    yes(scene.ask(new Command.EndSubscription(scene.key(), When.PERIOD_END, false)));
    assertThat(no(change(seats(3), When.PERIOD_END)))
        .isInstanceOfSatisfying(
            Refusal.Unacceptable.class,
            refusal -> assertThat(refusal.code()).isEqualTo("already_arranged"));
    yes(change(seats(3), When.NOW));
    february();
    assertThat(subscription().status()).isEqualTo(Status.ENDED);
  }

  @Test
  void whatIsArrangedCantBeMadeImpossible() {
    begun("team");
    yes(take("single", ItemsChange.NONE, When.PERIOD_END, Onto.RUNNING_SUBSCRIPTION));
    assertThat(no(change(extra(1), When.NOW)))
        .isInstanceOfSatisfying(
            Refusal.Unacceptable.class,
            refusal -> assertThat(refusal.code()).isEqualTo("already_arranged"));
  }

  @Test
  void whatIsArrangedCanBeChangedBack() {
    begun("team");
    yes(change(seats(4), When.PERIOD_END));
    yes(change(seats(1), When.PERIOD_END));
    february();
    assertThat(term().items().seats()).isEqualTo(1);
  }

  @Test
  void aChangeAtThePeriodsEndCarriesCreditsAndCountsAnew() {
    begun("kept");
    yes(scene.charge("chat", "n", 180));
    yes(take("more", ItemsChange.NONE, When.PERIOD_END, Onto.RUNNING_SUBSCRIPTION));
    february();
    var wallet = scene.account.wallets().values().iterator().next();
    // 120 were left of 300: half of them and the new plan's 600.
    assertThat(wallet.balance()).isEqualTo(Credits.of(Shelf.CREDIT, "660"));
    assertThat(wallet.consumed().isPositive()).isFalse();
  }
}

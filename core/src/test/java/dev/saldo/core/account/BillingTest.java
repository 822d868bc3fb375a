package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Coupon;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Credits;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Status;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a subscription puts on invoices, and when.
class BillingTest {
  private static final ResetRule CALENDAR =
      new ResetRule(Cadence.MONTH, ResetRule.Zone.UTC, ResetRule.Anchor.CALENDAR);

  static Shelf shelf() {
    return new Shelf()
        .counts("query")
        .plan("free", offer -> {})
        .plan("basic", offer -> offer.price("19.99").usage("query", "500", Prices.each("0.02")))
        .plan(
            "pro",
            offer ->
                offer.price("49.99").annualLess("10").usage("query", "5000", Prices.each("0.02")))
        .plan("starter", offer -> offer.price("29").perSeat().credits(monthly("3000")))
        .plan("growth", offer -> offer.price("79").perSeat().credits(monthly("10000")))
        .plan("tried", offer -> offer.price("10").trial(Duration.ofDays(14), true))
        .plan("shown", offer -> offer.price("10").trial(Duration.ofDays(14), false))
        .product("models", Optional.of(Prices.amounts("1000")), List.of(), "pro", "199.99")
        .coupon("PRO", new Coupon.Discount.Percent(new BigDecimal("50")), 2, "pro")
        .coupon("HALF", new Coupon.Discount.Percent(new BigDecimal("50")), 1)
        .coupon("FIVE", new Coupon.Discount.Off(Prices.amounts("5")), 2);
  }

  private static PlanCredits monthly(String credits) {
    return new PlanCredits(
        Credits.of(Shelf.CREDIT, credits),
        GrantKind.PLAN,
        CALENDAR,
        true,
        Optional.empty(),
        Optional.empty());
  }

  static Scene scene(Shelf shelf, String start) {
    return new Scene(shelf.catalog(), Instant.parse(start), ZoneOffset.UTC);
  }

  static Command.ChangePlan to(Scene scene, String plan, Command.Order order) {
    return new Command.ChangePlan(scene.key(), shelf().catalog().reference(), plan, order);
  }

  static Command.Order order(
      ItemsChange items, Optional<Interval> interval, When when, Optional<String> coupon) {
    return new Command.Order(
        items, interval, Command.Billed.STANDARD, when, Collect.NOW, coupon, Onto.ANYTHING);
  }

  static Command.Order at(When when) {
    return order(ItemsChange.NONE, Optional.empty(), when, Optional.empty());
  }

  static Command.Order with(String coupon) {
    return order(ItemsChange.NONE, Optional.empty(), When.NOW, Optional.of(coupon));
  }

  private static Command.Order seats(int seats) {
    return order(
        ItemsChange.to(Items.of(seats, Map.of())), Optional.empty(), When.NOW, Optional.empty());
  }

  private static Command.Order models(int count) {
    var items =
        new ItemsChange(
            Optional.empty(), new java.util.TreeMap<>(Map.of("models", count)), Optional.empty());
    return order(items, Optional.empty(), When.NOW, Optional.empty());
  }

  /// The lines that were put on invoices since the last look, as code and rounded amount.
  static List<String> owed(Scene scene) {
    var lines =
        scene.effects.stream()
            .filter(Effect.Owed.class::isInstance)
            .map(effect -> said(((Effect.Owed) effect).item()))
            .toList();
    scene.effects.clear();
    return lines;
  }

  private static String said(LineItem line) {
    return line.code() + " " + line.amount().rounded().amount().setScale(2).toPlainString();
  }

  static Subscription subscription(Scene scene) {
    return scene.account.subscription().orElseThrow();
  }

  // --- Begun and changed ---

  @Test
  void aChangeThatNamesNoPlanKeepsTheOneThatIsThereByThen() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "starter", at(When.NOW))));
    var seats =
        new Command.Order(
            ItemsChange.to(Items.of(5, Map.of())),
            Optional.empty(),
            Command.Billed.STANDARD,
            When.NOW,
            Collect.NOW,
            Optional.empty(),
            Onto.SAME_PLAN);
    var asked = to(scene, "starter", seats);
    yes(scene.ask(to(scene, "growth", at(When.NOW))));
    yes(scene.ask(asked));
    var term = scene.account.term().orElseThrow();
    assertThat(term.plan()).isEqualTo("growth");
    assertThat(term.items().seats()).isEqualTo(5);
  }

  @Test
  void aChangeInTheMiddleGivesBackAndChargesByTheSecond() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "basic", at(When.NOW))));
    assertThat(owed(scene)).containsExactly("basic 19.99");
    scene.at("2026-01-17T00:00:00Z");
    yes(scene.ask(to(scene, "pro", at(When.NOW))));
    assertThat(owed(scene)).containsExactly("basic -9.67", "pro 24.19");
    scene.at("2026-02-01T00:00:00Z");
    scene.postDue();
    assertThat(owed(scene)).containsExactly("pro 49.99");
  }

  @Test
  void aPlanBegunWithinTheCalendarsMonthCostsAndBringsItsShare() {
    var scene = scene(shelf().byCalendar(), "2026-04-21T00:00:00Z");
    yes(scene.ask(to(scene, "starter", seats(3))));
    // 10 of 30 days of 29 × 3, and of 3,000 × 3.
    assertThat(owed(scene)).containsExactly("starter 29.00");
    assertThat(scene.balance()).isEqualTo("3000");
    scene.at("2026-04-26T00:00:00Z");
    yes(scene.ask(to(scene, "growth", at(When.NOW))));
    // 5 of 30 days: 14.50 back, 39.50; 21,000 more × 5 ÷ 30 = 3,500.
    assertThat(owed(scene)).containsExactly("starter -14.50", "growth 39.50");
    assertThat(scene.balance()).isEqualTo("6500");
    scene.at("2026-05-01T00:00:00Z");
    scene.postDue();
    assertThat(owed(scene)).containsExactly("growth 237.00");
    assertThat(scene.balance()).isEqualTo("30000");
  }

  @Test
  void anAddedSeatBringsItsShareAndOneLessTakesNothing() {
    var scene = scene(shelf().byCalendar(), "2026-04-01T00:00:00Z");
    yes(scene.ask(to(scene, "starter", seats(2))));
    scene.at("2026-04-16T00:00:00Z");
    yes(scene.ask(to(scene, "starter", seats(3))));
    assertThat(scene.balance()).isEqualTo("7500");
    yes(scene.ask(to(scene, "starter", seats(1))));
    assertThat(scene.balance()).isEqualTo("7500");
    scene.effects.clear();
    scene.at("2026-05-01T00:00:00Z");
    scene.postDue();
    assertThat(owed(scene)).containsExactly("starter 29.00");
    assertThat(scene.balance()).isEqualTo("3000");
  }

  @Test
  void aSetupFeeIsChargedOnceForEachCustomer() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "pro", models(1))));
    assertThat(owed(scene)).containsExactly("pro 49.99", "models 199.99", "models 1000.00");
    scene.at("2026-02-01T00:00:00Z");
    scene.postDue();
    assertThat(owed(scene)).containsExactly("pro 49.99", "models 199.99");
    yes(scene.ask(to(scene, "pro", models(0))));
    yes(scene.ask(new Command.EndSubscription(scene.key(), When.NOW, false)));
    owed(scene);
    yes(scene.ask(to(scene, "pro", models(1))));
    assertThat(owed(scene)).containsExactly("pro 49.99", "models 199.99");
  }

  @Test
  void aYearIsPaidAtOnceAndWhatIsLeftOfAMonthIsGivenBack() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "pro", at(When.NOW))));
    owed(scene);
    scene.at("2026-01-17T00:00:00Z");
    var year = order(ItemsChange.NONE, Optional.of(Interval.YEAR), When.NOW, Optional.empty());
    yes(scene.ask(to(scene, "pro", year)));
    assertThat(owed(scene)).containsExactly("pro -24.19", "pro 539.89");
    assertThat(subscription(scene).paid().until()).isEqualTo(Instant.parse("2027-01-17T00:00:00Z"));
    assertThat(subscription(scene).period().until())
        .isEqualTo(Instant.parse("2026-02-17T00:00:00Z"));
  }

  @Test
  void nothingIsChargedWhereTheChangeIsToCostNothing() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "basic", at(When.NOW))));
    owed(scene);
    scene.at("2026-01-17T00:00:00Z");
    var none =
        new Command.Order(
            ItemsChange.NONE,
            Optional.empty(),
            Command.Billed.STANDARD,
            When.NOW,
            Collect.NONE,
            Optional.empty(),
            Onto.ANYTHING);
    yes(scene.ask(to(scene, "pro", none)));
    assertThat(owed(scene)).isEmpty();
  }

  @Test
  void whatMustBeThereIsLookedAtInTheSameStep() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    var fresh =
        new Command.Order(
            ItemsChange.NONE,
            Optional.empty(),
            Command.Billed.STANDARD,
            When.NOW,
            Collect.NOW,
            Optional.empty(),
            Onto.NO_SUBSCRIPTION);
    var run = scene.run(List.of(to(scene, "basic", fresh), to(scene, "pro", fresh)));
    yes(run.outcomes().get(0));
    assertThat(no(run.outcomes().get(1)))
        .isEqualTo(new Refusal.InvalidState("subscription", "active"));
    assertThat(scene.account.term().orElseThrow().plan()).isEqualTo("basic");
  }

  // --- Arranged, ended, paused ---

  @Test
  void whatIsArrangedTakesEffectWithTheNextPeriod() {
    var scene = scene(shelf(), "2026-01-31T12:00:00Z");
    yes(scene.ask(to(scene, "pro", at(When.NOW))));
    yes(scene.ask(to(scene, "basic", at(When.PERIOD_END))));
    owed(scene);
    scene.at("2026-02-28T11:59:59Z");
    scene.postDue();
    assertThat(scene.account.term().orElseThrow().plan()).isEqualTo("pro");
    scene.at("2026-02-28T12:00:00Z");
    scene.postDue();
    assertThat(scene.account.term().orElseThrow().plan()).isEqualTo("basic");
    assertThat(owed(scene)).containsExactly("basic 19.99");
    scene.at("2026-03-31T12:00:00Z");
    scene.postDue();
    assertThat(subscription(scene).period().from()).isEqualTo(scene.clock);
  }

  @Test
  void anEndGivesBackWhatIsLeftOnlyWhereItIsAsked() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "pro", at(When.NOW))));
    owed(scene);
    scene.at("2026-01-17T00:00:00Z");
    yes(scene.ask(new Command.EndSubscription(scene.key(), When.NOW, true)));
    assertThat(owed(scene)).containsExactly("pro -24.19");
    assertThat(subscription(scene).status()).isEqualTo(Status.ENDED);
    assertThat(scene.account.term()).isEmpty();
    scene.at("2026-06-01T00:00:00Z");
    scene.postDue();
    assertThat(owed(scene)).isEmpty();
  }

  @Test
  void anArrangedEndOutlastsAPause() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "pro", at(When.NOW))));
    yes(scene.ask(new Command.EndSubscription(scene.key(), When.PERIOD_END, false)));
    scene.at("2026-01-17T00:00:00Z");
    yes(scene.ask(new Command.PauseSubscription(scene.key(), false)));
    assertThat(subscription(scene).arranged()).isPresent();
    scene.at("2026-04-10T00:00:00Z");
    scene.postDue();
    yes(scene.ask(new Command.ResumeSubscription(scene.key())));
    scene.at("2026-05-10T00:00:00Z");
    scene.postDue();
    assertThat(subscription(scene).status()).isEqualTo(Status.ENDED);
  }

  @Test
  void whatIsArrangedCanBeTakenBackDuringAPause() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "pro", at(When.NOW))));
    yes(scene.ask(new Command.EndSubscription(scene.key(), When.PERIOD_END, false)));
    yes(scene.ask(new Command.PauseSubscription(scene.key(), false)));
    yes(scene.ask(new Command.UndoArranged(scene.key())));
    assertThat(subscription(scene).arranged()).isEmpty();
    assertThat(subscription(scene).status()).isEqualTo(Status.PAUSED);
  }

  @Test
  void aPauseStopsBillingAndUseUntilItIsResumed() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "pro", at(When.NOW))));
    scene.at("2026-01-17T00:00:00Z");
    yes(scene.ask(new Command.PauseSubscription(scene.key(), false)));
    owed(scene);
    assertThat(no(scene.charge("query"))).isInstanceOf(Refusal.class);
    scene.at("2026-04-10T00:00:00Z");
    scene.postDue();
    assertThat(owed(scene)).isEmpty();
    yes(scene.ask(new Command.ResumeSubscription(scene.key())));
    assertThat(owed(scene)).containsExactly("pro 49.99");
    assertThat(subscription(scene).period().until())
        .isEqualTo(Instant.parse("2026-05-10T00:00:00Z"));
    yes(scene.charge("query"));
  }

  @Test
  void aTrialConvertsOrEndsAndThereIsOne() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "tried", at(When.NOW))));
    assertThat(owed(scene)).isEmpty();
    scene.at("2026-01-15T00:00:00Z");
    scene.postDue();
    assertThat(owed(scene)).containsExactly("tried 10.00");
    yes(scene.ask(new Command.EndSubscription(scene.key(), When.NOW, false)));
    owed(scene);
    yes(scene.ask(to(scene, "shown", at(When.NOW))));
    assertThat(owed(scene)).containsExactly("shown 10.00");

    var other = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(other.ask(to(other, "shown", at(When.NOW))));
    other.at("2026-01-15T00:00:00Z");
    other.postDue();
    assertThat(owed(other)).isEmpty();
    assertThat(subscription(other).status()).isEqualTo(Status.ENDED);
  }

  // --- Above what is included ---

  @Test
  void valuesThatDrawOnOneAllowanceShareItWhereMoreIsRefused() {
    var catalog =
        new Shelf()
            .sums("tokens")
            .plan("free", offer -> offer.blocked("tokens", "100", List.of("small", "tiny")))
            .catalog();
    var scene = new Scene(catalog, Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    yes(scene.subscribe("free"));
    yes(scene.charge(tokens("small", 60)));
    yes(scene.charge(tokens("tiny", 40)));
    assertThat(no(scene.charge(tokens("tiny", 1)))).isInstanceOf(Refusal.QuotaExceeded.class);
    assertThat(no(scene.charge(tokens("small", 1)))).isInstanceOf(Refusal.QuotaExceeded.class);
    scene.at("2026-02-01T00:00:00Z");
    yes(scene.charge(tokens("small", 100)));
  }

  private static Command.Act tokens(String model, long count) {
    var data = Map.<String, Value>of("n", Value.of(count), "model", Value.of(model));
    return new Command.Act("tokens", data, Optional.empty(), Optional.empty(), Attribution.NONE);
  }
}

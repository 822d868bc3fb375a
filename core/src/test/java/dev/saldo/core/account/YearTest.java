package dev.saldo.core.account;

import static dev.saldo.core.account.BillingTest.owed;
import static dev.saldo.core.account.BillingTest.subscription;
import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Coupon;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Credits;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Status;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A year that is paid at once, and what happens in it by the month.
class YearTest {
  private static final String START = "2027-01-31T09:00:00Z";
  private static final String YEARS_END = "2028-01-31T09:00:00Z";

  private static Shelf shelf() {
    return new Shelf()
        .counts("call")
        .plan(
            "small", offer -> offer.price("10").annual("100").usage("call", "1", Prices.each("1")))
        .plan(
            "large", offer -> offer.price("30").annual("300").usage("call", "5", Prices.each("1")))
        .plan("held", offer -> offer.price("10").annual("100").blocked("call", "100"))
        .plan("month", offer -> offer.price("20"))
        .plan("team", offer -> offer.price("10").perSeat().annualLess("0").credits(monthly()))
        .plan("tried", offer -> offer.price("10").annual("100").trial(Duration.ofDays(45), true))
        .product("extra", Optional.of(Prices.amounts("7")), List.of(), "small", "1", "large", "1")
        .coupon("HALF", new Coupon.Discount.Percent(new BigDecimal("50")), 2);
  }

  private static PlanCredits monthly() {
    return new PlanCredits(
        Credits.of(Shelf.CREDIT, "310"),
        GrantKind.PLAN,
        new ResetRule(Cadence.MONTH, ResetRule.Zone.UTC, ResetRule.Anchor.ANNIVERSARY),
        true,
        Optional.empty(),
        Optional.empty());
  }

  private static Scene scene() {
    return new Scene(shelf().catalog(), Instant.parse(START), ZoneOffset.UTC);
  }

  private static Scene on(String plan) {
    var scene = scene();
    yes(scene.ask(to(scene, plan, When.NOW, ItemsChange.NONE, Interval.YEAR)));
    owed(scene);
    return scene;
  }

  private static Command to(
      Scene scene, String plan, When when, ItemsChange items, Interval interval) {
    var order =
        new Command.Order(
            items,
            Optional.of(interval),
            Command.Billed.STANDARD,
            when,
            Collect.NOW,
            Optional.empty(),
            Onto.ANYTHING);
    return new Command.ChangePlan(scene.key(), scene.catalog.reference(), plan, order);
  }

  private static Outcome change(Scene scene, String plan, When when) {
    return scene.ask(to(scene, plan, when, ItemsChange.NONE, Interval.YEAR));
  }

  /// Goes through the ends of months, and finds what each brings.
  private static List<String> months(Scene scene, int from, int until) {
    var found = new ArrayList<String>();
    for (var month = from; month <= until; month++) {
      scene.clock = monthsLater(month);
      scene.postDue();
      for (var line : owed(scene)) {
        found.add(month + ": " + line);
      }
    }
    return found;
  }

  private static Instant monthsLater(int months) {
    return LocalDateTime.of(2027, 1, 31, 9, 0).plusMonths(months).toInstant(ZoneOffset.UTC);
  }

  @Test
  void itIsChargedWhenItBeginsAndNotBefore() {
    var scene = scene();
    yes(change(scene, "small", When.NOW));
    assertThat(owed(scene)).containsExactly("small 100.00");
    assertThat(months(scene, 1, 24)).containsExactly("12: small 100.00", "24: small 100.00");
    assertThat(subscription(scene).period())
        .isEqualTo(new Period(monthsLater(24), monthsLater(25)));
    assertThat(subscription(scene).paid()).isEqualTo(new Period(monthsLater(24), monthsLater(36)));
  }

  @Test
  void aChangeCostsTheRestOfTheYear() {
    var scene = on("small");
    months(scene, 1, 5);
    scene.at("2027-07-12T09:00:00Z");
    yes(change(scene, "large", When.NOW));
    // 203 of 365 days are left.
    assertThat(owed(scene)).containsExactly("small -55.62", "large 166.85");
    var extra =
        new ItemsChange(
            Optional.empty(), new java.util.TreeMap<>(Map.of("extra", 2)), Optional.empty());
    yes(scene.ask(to(scene, "large", When.NOW, extra, Interval.YEAR)));
    // A setup is paid once; 24 × 203 ÷ 365.
    assertThat(owed(scene)).containsExactly("extra 13.35", "extra 7.00");
    assertThat(months(scene, 6, 12)).containsExactly("12: large 300.00", "12: extra 24.00");
  }

  @Test
  void anAddedSeatCostsTheRestOfTheYearAndBringsTheRestOfTheMonth() {
    var scene = on("team");
    assertThat(scene.balance()).isEqualTo("310");
    months(scene, 1, 2);
    scene.at("2027-04-15T09:00:00Z");
    yes(
        scene.ask(
            to(scene, "team", When.NOW, ItemsChange.to(Items.of(2, Map.of())), Interval.YEAR)));
    // 291 of 365 days of 120, and 15 of 30 days of 310 credits.
    assertThat(owed(scene)).containsExactly("team -95.67", "team 191.34");
    assertThat(scene.balance()).isEqualTo("465");
    assertThat(months(scene, 3, 12)).containsExactly("12: team 240.00");
    assertThat(scene.balance()).isEqualTo("620");
  }

  @Test
  void whoCancelsKeepsWhatIsPaid() {
    var scene = on("small");
    months(scene, 1, 6);
    scene.later(Duration.ofDays(9));
    yes(scene.ask(new Command.EndSubscription(scene.key(), When.PERIOD_END, false)));
    assertThat(months(scene, 7, 11)).isEmpty();
    assertThat(subscription(scene).status()).isEqualTo(Status.ACTIVE);
    assertThat(subscription(scene).arranged()).isPresent();
    yes(scene.charge("call"));
    scene.at(YEARS_END).postDue();
    assertThat(subscription(scene).status()).isEqualTo(Status.ENDED);
    assertThat(months(scene, 12, 14)).isEmpty();
  }

  @Test
  void whatIsArrangedWaitsForTheYearsEndAndCanBeTakenBackUntilThen() {
    var scene = on("large");
    months(scene, 1, 3);
    yes(change(scene, "small", When.PERIOD_END));
    assertThat(months(scene, 4, 11)).isEmpty();
    assertThat(scene.account.term().orElseThrow().plan()).isEqualTo("large");
    yes(scene.ask(new Command.UndoArranged(scene.key())));
    yes(scene.ask(to(scene, "month", When.PERIOD_END, ItemsChange.NONE, Interval.MONTH)));
    assertThat(months(scene, 12, 14))
        .containsExactly("12: month 20.00", "13: month 20.00", "14: month 20.00");
  }

  @Test
  void aMonthBecomesAYearAndAYearAMonth() {
    var scene = scene();
    yes(scene.ask(to(scene, "small", When.NOW, ItemsChange.NONE, Interval.MONTH)));
    assertThat(owed(scene)).containsExactly("small 10.00");
    scene.at("2027-02-14T09:00:00Z");
    yes(change(scene, "small", When.NOW));
    // Half of the month to the 28th of February.
    assertThat(owed(scene)).containsExactly("small -5.00", "small 100.00");
    assertThat(subscription(scene).period().until()).isEqualTo("2027-03-14T09:00:00Z");
    scene.at("2027-07-09T21:00:00Z").postDue();
    assertThat(owed(scene)).isEmpty();
    yes(scene.ask(to(scene, "small", When.NOW, ItemsChange.NONE, Interval.MONTH)));
    // 219.5 of 365 days are left.
    assertThat(owed(scene)).containsExactly("small -60.14", "small 10.00");
    assertThat(subscription(scene).period()).isEqualTo(subscription(scene).paid());
    scene.at("2027-08-09T21:00:00Z").postDue();
    assertThat(owed(scene)).containsExactly("small 10.00");
  }

  @Test
  void aPauseEndsTheYearAndResumingBeginsOne() {
    var scene = on("small");
    months(scene, 1, 2);
    yes(scene.ask(new Command.PauseSubscription(scene.key(), true)));
    // 306 of 365 days.
    assertThat(owed(scene)).containsExactly("small -83.84");
    assertThat(months(scene, 3, 4)).isEmpty();
    yes(scene.ask(new Command.ResumeSubscription(scene.key())));
    assertThat(owed(scene)).containsExactly("small 100.00");
    assertThat(subscription(scene).paid().until()).isEqualTo("2028-05-31T09:00:00Z");
    assertThat(subscription(scene).period().until()).isEqualTo("2027-06-30T09:00:00Z");
  }

  @Test
  void aTrialIsOnePeriodAndItsYearBeginsAfterIt() {
    var scene = on("tried");
    assertThat(subscription(scene).period().length()).isEqualTo(Duration.ofDays(45));
    assertThat(subscription(scene).paid()).isEqualTo(subscription(scene).period());
    scene.later(Duration.ofDays(45)).postDue();
    assertThat(owed(scene)).containsExactly("tried 100.00");
    assertThat(subscription(scene).period())
        .isEqualTo(
            new Period(
                Instant.parse("2027-03-17T09:00:00Z"), Instant.parse("2027-04-17T09:00:00Z")));
    assertThat(subscription(scene).paid().until()).isEqualTo("2028-03-17T09:00:00Z");
  }

  @Test
  void aCouponOfTwoLastsTwoYears() {
    var scene = on("small");
    months(scene, 1, 1);
    yes(scene.ask(new Command.RedeemCoupon(scene.key(), "HALF")));
    assertThat(months(scene, 2, 36))
        .containsExactly(
            "12: small 100.00",
            "12: HALF -50.00",
            "24: small 100.00",
            "24: HALF -50.00",
            "36: small 100.00");
  }

  @Test
  void whatIsIncludedIsForEachMonth() {
    var scene = on("small");
    for (var month = 0; month < 3; month++) {
      scene.clock = monthsLater(month);
      yes(scene.charge("call"));
      yes(scene.charge("call"));
      yes(scene.charge("call"));
    }
    var counters = new HashMap<Instant, String>();
    scene
        .account
        .tallies()
        .forEach((key, tally) -> {
          if (key.equals(TallyKey.usage("call", "", key.from()))) {
            counters.put(key.from(), tally.consumed().toPlainString());
          }
        });
    assertThat(counters)
        .isEqualTo(Map.of(monthsLater(0), "3", monthsLater(1), "3", monthsLater(2), "3"));
    var use = RunningUse.of(scene.account, scene.catalogs()).orElseThrow();
    assertThat(use.cost(scene.account.tallies())).isEqualTo(Prices.money("2"));
  }

  @Test
  void aboveAMonthsAllowanceNothingIsAllowedUntilTheNext() {
    var scene = on("held");
    for (var month = 0; month < 12; month++) {
      scene.clock = monthsLater(month);
      for (var call = 0; call < 100; call++) {
        yes(scene.charge("call"));
      }
      var refusal = (Refusal.QuotaExceeded) no(scene.charge("call"));
      assertThat(refusal.resetsAt()).isEqualTo(monthsLater(month + 1));
    }
  }

  /// As it was sold: its use is billed together, and the next year's by the month.
  @Test
  void aYearThatWasBegunAsOnePeriodEndsAsOne() {
    var scene = on("small");
    var begun = subscription(scene);
    scene.account = with(scene.account, begun.withPeriod(begun.paid(), begun.invoice()));
    assertThat(subscription(scene).whole()).isEqualTo(begun.paid());
    scene.clock = monthsLater(5);
    yes(scene.charge("call"));
    scene.effects.clear();
    scene.clock = monthsLater(12);
    scene.postDue();
    var billed =
        scene.effects.stream()
            .filter(Effect.InvoiceDue.class::isInstance)
            .flatMap(effect -> ((Effect.InvoiceDue) effect).usage().stream())
            .toList();
    assertThat(billed).containsExactly(new Effect.UsagePeriod(begun.paid(), begun.paid()));
    assertThat(owed(scene)).containsExactly("small 100.00");
    assertThat(subscription(scene).period())
        .isEqualTo(new Period(monthsLater(12), monthsLater(13)));
    assertThat(months(scene, 13, 24)).containsExactly("24: small 100.00");
  }

  private static Account with(Account a, Subscription subscription) {
    return new Account(
        a.customer(),
        a.zone(),
        a.settings(),
        a.terms(),
        Optional.of(subscription),
        a.lastAt(),
        a.testClock(),
        subscription.period().until(),
        a.soonestHoldExpiry(),
        a.wallets(),
        a.holds(),
        a.budgets(),
        a.consents(),
        a.tallies(),
        a.rateActs(),
        a.pasts(),
        a.resources(),
        a.levels());
  }

  @Test
  void aPlanThatIsSoldByTheMonthAloneIsRefused() {
    var refusal = (Refusal.Unacceptable) no(change(scene(), "month", When.NOW));
    assertThat(refusal.code()).isEqualTo("not_sold_by_the_year");
  }
}

package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.When;
import dev.saldo.core.catalog.ResetRule.Anchor;
import dev.saldo.core.subscription.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The credits that come with a part of a fee, and with one that begins anew.
class PaidCreditsTest {
  private static final String JUNE = "2026-06-01T00:00:00Z";
  private static final String MIDDLE = "2026-06-16T00:00:00Z";

  private static PaidCredits on(Anchor anchor, String plan) {
    return PaidCredits.from(anchor, JUNE).take(plan);
  }

  private static void assertMoney(PaidCredits customer, String amount) {
    assertThat(customer.charged().setScale(12, RoundingMode.HALF_UP)).isEqualByComparingTo(amount);
  }

  private static void assertGranted(PaidCredits customer, String credits) {
    assertThat(customer.granted()).isEqualByComparingTo(credits);
  }

  @Test
  void aPartOfAFeeBringsThatPartOfTheCreditsAlsoWhereThereWereNone() {
    for (var anchor : Anchor.values()) {
      var customer = on(anchor, "viewer").at(MIDDLE).take("small");
      assertMoney(customer, "25");
      assertGranted(customer, "25");
    }
  }

  @Test
  void theLastDayOfAMonthBringsADaysCredits() {
    var customer = on(Anchor.ANNIVERSARY, "viewer").at("2026-06-30T00:00:00Z").take("small");
    // 50 ÷ 30 of money and, rounded up, of credits.
    assertThat(customer.charged()).isBetween(new BigDecimal("1.66"), new BigDecimal("1.67"));
    assertGranted(customer, "2");
    customer.at("2026-07-01T00:00:00Z");
    assertGranted(customer, "52");
  }

  @Test
  void threeSeatsMoreBringTheirPart() {
    var customer = PaidCredits.from(Anchor.CALENDAR, JUNE).take("team", 2, Interval.MONTH);
    customer.at(MIDDLE).take("team", 5, Interval.MONTH);
    assertMoney(customer, "245");
    assertGranted(customer, "245");
  }

  @Test
  void whatWasTakenAndGivenBackIsNotGrantedAgain() {
    var customer = on(Anchor.ANNIVERSARY, "viewer").at(MIDDLE);
    for (var i = 0; i < 3; i++) {
      customer.take("small").take("viewer").take("large").take("small");
    }
    assertGranted(customer, "250");
    assertMoney(customer, "25");
  }

  @Test
  void aFeeThatBeginsAnewBringsWholeCreditsAndRenewsWithThem() {
    var customer = on(Anchor.ANNIVERSARY, "open").at("2026-06-16T12:00:00Z").take("small");
    assertThat(customer.lastGranted()).isEqualTo("50");
    assertMoney(customer, "50");
    customer.at("2026-07-01T00:00:00Z");
    assertMoney(customer, "50");
    assertGranted(customer, "58");
    customer.at("2026-07-16T11:59:59Z");
    assertGranted(customer, "58");
    customer.at("2026-07-16T12:00:00Z");
    assertMoney(customer, "100");
    assertGranted(customer, "108");
  }

  @Test
  void aMonthThatBecomesAYearRenewsItsCreditsWithTheFee() {
    var customer = on(Anchor.ANNIVERSARY, "small").at(MIDDLE).take("small", Interval.YEAR);
    // 25 of the month were given back, whose credits were there already.
    assertMoney(customer, "625");
    assertThat(customer.lastGranted()).isEqualTo("25");
    assertThat(customer.grants().getLast().expiresAt())
        .contains(Instant.parse("2026-07-16T00:00:00Z"));
    customer.at("2026-07-01T00:00:00Z");
    assertGranted(customer, "75");
    customer.at("2026-07-16T00:00:00Z");
    assertGranted(customer, "125");
  }

  @Test
  void goingBetweenMonthAndYearBringsNoCreditsTwice() {
    for (var anchor : Anchor.values()) {
      var customer = on(anchor, "small").at(MIDDLE);
      var first = customer.take("small", Interval.YEAR).granted();
      for (var i = 0; i < 4; i++) {
        customer.take("small", Interval.MONTH).take("small", Interval.YEAR);
      }
      assertThat(customer.granted()).isEqualByComparingTo(first);
    }
  }

  @Test
  void aTrialsCreditsEndWithItAndTheFirstFeeBringsItsOwn() {
    var customer = on(Anchor.ANNIVERSARY, "tried");
    assertGranted(customer, "60");
    assertMoney(customer, "0");
    customer.at("2026-06-14T23:59:59Z");
    assertThat(customer.scene.balance()).isEqualTo("60");
    customer.at("2026-06-15T00:00:00Z");
    assertMoney(customer, "60");
    assertGranted(customer, "120");
    assertThat(customer.scene.balance()).isEqualTo("60");
    customer.at("2026-07-15T00:00:00Z");
    assertMoney(customer, "120");
    assertGranted(customer, "180");
  }

  @Test
  void whoLeavesATrialEarlyGetsWholeCreditsForAWholeFee() {
    var customer = on(Anchor.ANNIVERSARY, "tried").at("2026-06-05T00:00:00Z").take("small");
    assertMoney(customer, "50");
    assertThat(customer.lastGranted()).isEqualTo("50");
    customer.at("2026-06-10T00:00:00Z").take("large");
    // 25 of 30 days are left; what the trial brought doesn't count.
    assertMoney(customer, "425");
    assertThat(customer.lastGranted()).isEqualTo("375");
  }

  @Test
  void aTrialIsNoWayToMoreOfItsCredits() {
    var customer = on(Anchor.ANNIVERSARY, "tried").at("2026-06-05T00:00:00Z");
    yes(customer.scene.ask(new Command.EndSubscription(customer.scene.key(), When.NOW, true)));
    customer.take("tried");
    assertMoney(customer, "60");
    assertGranted(customer, "120");
  }

  @Test
  void whatIsArrangedForTheEndOfAPeriodBringsWholeCredits() {
    var customer = on(Anchor.ANNIVERSARY, "viewer").at(MIDDLE);
    yes(customer.change("small", 1, Interval.MONTH, When.PERIOD_END));
    customer.at("2026-07-01T00:00:00Z");
    assertMoney(customer, "50");
    assertGranted(customer, "50");
  }

  @Test
  void anotherIntervalThatIsArrangedIsCountedFromThere() {
    var customer = PaidCredits.from(Anchor.ANNIVERSARY, "2026-01-31T00:00:00Z").take("small");
    yes(customer.change("small", 1, Interval.YEAR, When.PERIOD_END));
    customer.at("2026-02-28T00:00:00Z");
    assertGranted(customer, "100");
    customer.at("2026-03-28T00:00:00Z");
    assertGranted(customer, "150");
    assertThat(customer.scene.account.subscription().orElseThrow().anchor())
        .isEqualTo("2026-02-28T00:00:00Z");
  }

  @Test
  void aPauseBeginsFeeAndCreditsAnew() {
    for (var anchor : List.of(Anchor.ANNIVERSARY, Anchor.CALENDAR)) {
      var customer = on(anchor, "small").at("2026-06-11T00:00:00Z");
      yes(customer.scene.ask(new Command.PauseSubscription(customer.scene.key(), false)));
      customer.at("2026-06-21T00:00:00Z");
      yes(customer.scene.ask(new Command.ResumeSubscription(customer.scene.key())));
      // Ten of thirty days by the calendar, a month from then on otherwise.
      var calendar = anchor == Anchor.CALENDAR;
      assertThat(customer.lastGranted()).isEqualTo(calendar ? "17" : "50");
      assertThat(customer.charged().setScale(2, RoundingMode.HALF_UP))
          .isEqualByComparingTo(calendar ? "66.67" : "100");
    }
  }
}

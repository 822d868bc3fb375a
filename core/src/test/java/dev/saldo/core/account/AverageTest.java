package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.catalog.UsageTerms.Above;
import dev.saldo.core.catalog.UsageTerms.Per;
import dev.saldo.core.metering.Level;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Shelf;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a level comes to that is billed by its average, worked out by hand.
class AverageTest {
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
  private static final Price EURO = Prices.each("1");

  private static Catalog catalog(Above above, Price price) {
    return new Shelf()
        .averages("storage")
        .plan("basic", offer -> offer.price("10").usage("storage", "5", Per.PERIOD, above, price))
        .plan("pro", offer -> offer.price("20").usage("storage", "20", Prices.each("2")))
        .billed(ResetRule.Anchor.CALENDAR, ResetRule.Zone.CUSTOMER)
        .catalog();
  }

  private static Scene on(Above above, String start) {
    var scene = new Scene(catalog(above, EURO), Instant.parse(start), MADRID);
    yes(scene.subscribe("basic"));
    return scene;
  }

  private static List<LineItem> lines(Scene scene, String from, String until) {
    var part = new Period(Instant.parse(from), Instant.parse(until));
    var whole = Cadence.MONTH.containing(part.from(), MADRID);
    var account = scene.account;
    var counters = new HashMap<>(account.tallies());
    counters.putAll(
        PeriodBill.edges(part, whole, account.terms(), account.levels(), scene.catalogs()));
    var span = new PeriodBill.Span(part, whole, Optional.empty(), Prices.EUR, MADRID);
    return PeriodBill.lines(span, account.terms(), counters, scene.catalogs());
  }

  private static String used(List<LineItem> lines) {
    return lines.getFirst().evidence().orElseThrow().used().toPlainString();
  }

  private static String amount(List<LineItem> lines) {
    return lines.getFirst().amount().rounded().amount().setScale(2).toPlainString();
  }

  @Test
  void aDayOfTwentyThreeHoursCountsAsSuch() {
    var scene = on(Above.BILLED, "2026-02-28T23:00:00Z");
    yes(scene.at("2026-03-28T23:00:00Z").record("storage", "n", 743));
    yes(scene.at("2026-03-29T22:00:00Z").record("storage", "n", 0));
    // March has 31 × 24 − 1 = 743 hours in Madrid, and its 29th 23 of them.
    var lines = lines(scene, "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z");
    assertThat(used(lines)).isEqualTo("23");
    assertThat(amount(lines)).isEqualTo("18.00");
    assertThat(lines.getFirst().evidence().orElseThrow().average()).isTrue();
  }

  @Test
  void aPlanThatStandsForHalfTheMonthHasHalfOfIt() {
    var scene = on(Above.BILLED, "2026-04-15T22:00:00Z");
    yes(scene.record("storage", "n", 60));
    // 60 × 15 ÷ 30, less 5 × 15 ÷ 30, rounded up.
    var lines = lines(scene, "2026-04-15T22:00:00Z", "2026-04-30T22:00:00Z");
    assertThat(used(lines)).isEqualTo("30");
    assertThat(amount(lines)).isEqualTo("27.00");
  }

  @Test
  void theRoundedPartsOfAPeriodComeToTheRoundedWhole() {
    var scene = on(Above.BILLED, "2026-03-31T22:00:00Z");
    yes(scene.record("storage", "n", 7));
    for (var day = 4; day < 29; day += 7) {
      var time = "2026-04-%02dT01:23:45.000007Z".formatted(day);
      yes(scene.at(time).subscribe(day % 2 == 0 ? "pro" : "basic"));
    }
    var lines = lines(scene, "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z");
    assertThat(used(lines)).isEqualTo("7");
  }

  @Test
  void ofTwoLevelsOfOneInstantTheHigherOneHolds() {
    for (var heights : List.of(List.of(90, 30), List.of(30, 90))) {
      var scene = on(Above.BILLED, "2026-03-31T22:00:00Z");
      yes(scene.record("storage", "n", heights.get(0)));
      yes(scene.record("storage", "n", heights.get(1)));
      var lines = lines(scene, "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z");
      assertThat(used(lines)).isEqualTo("90");
    }
  }

  @Test
  void whatIsSetWhereNoMoreIsAllowedIsNotBilledAsLongAsItLasts() {
    var scene = on(Above.ON_CONSENT, "2026-03-31T22:00:00Z");
    yes(scene.record("storage", "n", 65));
    yes(
        scene
            .at("2026-04-15T22:00:00Z")
            .ask(new Command.GiveConsent(scene.key(), "storage", "Ana", Optional.empty(), false)));
    var before = lines(scene, "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z");
    assertThat(used(before)).isEqualTo("65");
    assertThat(amount(before)).isEqualTo("0.00");
    yes(scene.record("storage", "n", 65));
    // 65 all month; of the first half, 60 aren't billed.
    var after = lines(scene, "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z");
    assertThat(used(after)).isEqualTo("65");
    assertThat(amount(after)).isEqualTo("30.00");
  }

  @Test
  void aHigherLevelThanIsIncludedIsRefusedAndALowerOneNever() {
    var scene = on(Above.BLOCKED, "2026-03-31T22:00:00Z");
    yes(scene.charge("storage", "n", 5));
    assertThat(no(scene.charge("storage", "n", 6))).isInstanceOf(Refusal.QuotaExceeded.class);
    yes(scene.record("storage", "n", 9));
    yes(scene.charge("storage", "n", 7));
    yes(scene.charge("storage", "n", 0));
    yes(scene.charge("storage", "n", 5));
    assertThat(amount(lines(scene, "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z")))
        .isEqualTo("0.00");
  }

  @Test
  void aHoldSetsALevelWhenItIsCaptured() {
    var scene = on(Above.BILLED, "2026-03-31T22:00:00Z");
    var hold = scene.id(scene.hold("storage", "n", 30));
    assertThat(lines(scene, "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z")).isEmpty();
    yes(scene.at("2026-03-31T22:10:00Z").capture(hold));
    // From when the hold was opened.
    assertThat(used(lines(scene, "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z"))).isEqualTo("30");
  }

  @Test
  void aNewVersionMayCountOtherwiseFromTheMiddleOfAPeriod() {
    var peaks =
        new Shelf()
            .peaks("storage")
            .plan("basic", offer -> offer.price("10").usage("storage", "5", EURO))
            .billed(ResetRule.Anchor.CALENDAR, ResetRule.Zone.CUSTOMER)
            .catalog(1);
    var averages =
        new Shelf()
            .averages("storage")
            .plan("basic", offer -> offer.price("10").usage("storage", "5", EURO))
            .billed(ResetRule.Anchor.CALENDAR, ResetRule.Zone.CUSTOMER)
            .catalog(2);
    var start = Instant.parse("2026-03-31T22:00:00Z");
    var scene = new Scene(List.of(peaks, averages), start, MADRID);
    yes(scene.subscribe("basic"));
    yes(scene.record("storage", "n", 65));
    scene.know(Levels.NONE.with("storage", new Level(start, new BigDecimal("65"))));
    yes(
        scene
            .at("2026-04-15T22:00:00Z")
            .ask(new Command.ChangePlan(scene.key(), averages.reference(), "basic")));
    var lines = lines(scene, "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z");
    // The peak above 5 for half the month; half of 65, less half of 5 rounded up.
    assertThat(lines)
        .extracting(line -> line.amount().rounded().amount().setScale(2).toPlainString())
        .containsExactly("30.00", "29.50");
  }
}

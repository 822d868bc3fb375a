package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.UsageTerms.Above;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Segment;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Usage;
import dev.saldo.core.subscription.UsageBill;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What a period leaves of its included units serves the next one, once.
class CarryTest {
  private static final String FEBRUARY = "2026-02-01T00:00:00Z";
  private static final String MARCH = "2026-03-01T00:00:00Z";
  private static final String APRIL = "2026-04-01T00:00:00Z";

  private static final Catalog CATALOG =
      new Shelf()
          .sums("call")
          .plan("billed", offer -> offer.price("1").carrying("call", "100", "50", Above.BILLED))
          .plan("blocked", offer -> offer.price("1").carrying("call", "100", "50", Above.BLOCKED))
          .plan("all", offer -> offer.price("1").carrying("call", "280", "100", Above.BLOCKED))
          .plan("plain", offer -> offer.price("1").usage("call", "10", Prices.each("1")))
          .byCalendar()
          .catalog();

  private static Scene on(String plan) {
    var scene = new Scene(CATALOG);
    yes(scene.subscribe(plan));
    return scene;
  }

  private static BigDecimal carried(Scene scene, String from) {
    return scene.account.tally(TallyKey.carried("call", "", Instant.parse(from))).consumed();
  }

  private static void begin(Scene scene, String at) {
    scene.at(at).postDue();
  }

  private static LineItem line(Scene scene, String from, String until) {
    var period = new Period(Instant.parse(from), Instant.parse(until));
    var terms = scene.account.terms();
    var segments = new ArrayList<Segment>();
    for (var i = 0; i < terms.size(); i++) {
      var end = i + 1 < terms.size() ? terms.get(i + 1).from() : period.until();
      if (period.contains(terms.get(i).from())) {
        var plan = CATALOG.plan(terms.get(i).plan()).orElseThrow();
        segments.add(new Segment(CATALOG, plan, Items.ONE, new Period(terms.get(i).from(), end)));
      }
    }
    var usage = new Usage(period, segments, scene.account.tallies(), Prices.EUR, ZoneOffset.UTC);
    return UsageBill.lines(usage).getFirst();
  }

  @Test
  void halfOfWhatIsLeftIsCarriedAndUsedFirst() {
    var scene = on("billed");
    yes(scene.record("call", "n", 40));
    begin(scene, FEBRUARY);
    assertThat(carried(scene, FEBRUARY)).isEqualByComparingTo("30");
    yes(scene.record("call", "n", 150));
    var line = line(scene, FEBRUARY, MARCH);
    assertThat(line.quantity()).isEqualByComparingTo("20");
    var evidence = line.evidence().orElseThrow();
    assertThat(evidence.used()).isEqualByComparingTo("150");
    assertThat(evidence.included()).isEqualByComparingTo("130");
    assertThat(evidence.carried()).isEqualByComparingTo("30");
  }

  @Test
  void whatWasCarriedIsNeverCarriedAgain() {
    var scene = on("billed");
    begin(scene, FEBRUARY);
    assertThat(carried(scene, FEBRUARY)).isEqualByComparingTo("50");
    yes(scene.record("call", "n", 10));
    begin(scene, MARCH);
    // The 10 were carried ones: all of February's own 100 are left.
    assertThat(carried(scene, MARCH)).isEqualByComparingTo("50");
    yes(scene.record("call", "n", 70));
    begin(scene, APRIL);
    assertThat(carried(scene, APRIL)).isEqualByComparingTo("40");
  }

  @Test
  void periodsNobodyLookedAtCarryAllTheSame() {
    var scene = on("billed");
    begin(scene, "2026-05-10T00:00:00Z");
    assertThat(carried(scene, FEBRUARY)).isEqualByComparingTo("50");
    assertThat(carried(scene, "2026-05-01T00:00:00Z")).isEqualByComparingTo("50");
  }

  @Test
  void whatComesLateTakesNothingBack() {
    var scene = on("billed");
    yes(scene.record("call", "n", 40));
    begin(scene, FEBRUARY);
    yes(scene.record(Instant.parse("2026-01-31T00:00:00Z"), "call", "n", 70));
    assertThat(carried(scene, FEBRUARY)).isEqualByComparingTo("30");
    assertThat(line(scene, "2026-01-01T00:00:00Z", FEBRUARY).quantity()).isEqualByComparingTo("10");
  }

  @Test
  void whatIsHeldIsntCarried() {
    var scene = on("billed");
    scene.at("2026-01-31T23:59:00Z");
    yes(scene.hold("call", "n", 60));
    begin(scene, FEBRUARY);
    assertThat(carried(scene, FEBRUARY)).isEqualByComparingTo("20");
  }

  @Test
  void useIsRefusedAboveWhatIsIncludedAndCarried() {
    var scene = on("blocked");
    begin(scene, FEBRUARY);
    yes(scene.charge("call", "n", 150));
    assertThat(no(scene.charge("call", "n", 1)))
        .isInstanceOfSatisfying(
            Refusal.QuotaExceeded.class,
            refusal -> assertThat(refusal.limit()).isEqualByComparingTo("150"));
    assertThat(line(scene, FEBRUARY, MARCH).quantity()).isEqualByComparingTo("0");
  }

  @Test
  void aChangeWithinThePeriodKeepsWhatIsLeftOfIt() {
    var scene = on("blocked");
    begin(scene, FEBRUARY);
    yes(scene.charge("call", "n", 20));
    scene.at("2026-02-15T00:00:00Z");
    yes(scene.subscribe("all"));
    // 280 × 14/28, and 30 of the 50.
    yes(scene.charge("call", "n", 170));
    assertThat(no(scene.charge("call", "n", 1))).isInstanceOf(Refusal.QuotaExceeded.class);
    var evidence = line(scene, FEBRUARY, MARCH).evidence().orElseThrow();
    assertThat(evidence.carried()).isEqualByComparingTo("50");
    assertThat(evidence.included()).isEqualByComparingTo("190");
    begin(scene, MARCH);
    // 100 × 14/28 + 140, less 140: all that both plans left, by the plan that goes on.
    assertThat(carried(scene, MARCH)).isEqualByComparingTo("50");
  }

  @Test
  void aPlanThatCarriesNothingStillUsesWhatWasCarried() {
    var scene = on("blocked");
    begin(scene, FEBRUARY);
    scene.at("2026-02-15T00:00:00Z");
    yes(scene.subscribe("plain"));
    yes(scene.record("call", "n", 106));
    // 100 × 14/28 + 10 × 14/28, and 50.
    assertThat(line(scene, FEBRUARY, MARCH).quantity()).isEqualByComparingTo("1");
    begin(scene, MARCH);
    assertThat(carried(scene, MARCH)).isZero();
  }

  /// Over any months of use told in time, nothing is carried that a month hadn't left, and what is
  /// free in a month is never more than what it includes and what the month before left.
  @Test
  void whatIsFreeNeverExceedsWhatWasLeftAndIncluded() {
    for (var seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      var scene = on("billed");
      var from = Instant.parse("2026-01-01T00:00:00Z");
      var left = BigDecimal.ZERO;
      for (var month = 2; month <= 9; month++) {
        var used = BigDecimal.ZERO;
        for (var i = random.nextInt(6); i > 0; i--) {
          var n = random.nextInt(1, 60);
          yes(scene.record("call", "n", n));
          used = used.add(BigDecimal.valueOf(n));
        }
        var until = Instant.parse("2026-0" + month + "-01T00:00:00Z");
        scene.clock = until;
        scene.postDue();
        var carried = left.divide(BigDecimal.TWO);
        assertThat(carried(scene, from.toString()))
            .as("seed %d", seed)
            .isEqualByComparingTo(carried);
        var own = used.subtract(carried).max(BigDecimal.ZERO);
        var over = own.subtract(new BigDecimal("100")).max(BigDecimal.ZERO);
        if (used.signum() > 0) {
          assertThat(line(scene, from.toString(), until.toString()).quantity())
              .as("seed %d", seed)
              .isEqualByComparingTo(over);
        }
        left = new BigDecimal("100").subtract(own).max(BigDecimal.ZERO);
        from = until;
      }
    }
  }
}

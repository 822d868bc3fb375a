package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.catalog.ResetRule.Anchor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Wherever a customer moves, the plan's credits of a period come once, and go on to the next.
class MovedZoneLaws {
  /// From the date line to the west until it's met again.
  private static final List<String> WEST =
      List.of(
          "+14:00", "+13:00", "+12:00", "+11:00", "+10:00", "+09:00", "+08:00", "+07:00", "+06:00",
          "+05:00", "+04:00", "+03:00", "+02:00", "+01:00", "Z", "-01:00", "-02:00", "-03:00",
          "-04:00", "-05:00", "-06:00", "-07:00", "-08:00", "-09:00", "-10:00", "-11:00", "-12:00");

  private static Scene on(ResetRule reset, String start) {
    var catalog =
        new Shop("shop")
            .flat("call", "1")
            .plan("one", plan -> plan.credits("300", reset))
            .plan("other", plan -> plan.credits("300", reset))
            .plan("carrying", plan -> plan.rollover("300", reset, "50"))
            .catalog();
    return new Scene(catalog, Instant.parse(start), ZoneOffset.UTC);
  }

  private static ResetRule every(Cadence cadence, Anchor anchor) {
    return new ResetRule(cadence, ResetRule.Zone.CUSTOMER, anchor);
  }

  @Test
  void aMoveWestBeforeTheResetBringsNothingTwice() {
    var scene = on(every(Cadence.MONTH, Anchor.CALENDAR), "2026-01-01T00:00:00Z");
    yes(scene.subscribe("carrying"));
    for (var i = 0; i < 180; i++) {
      yes(scene.charge("call"));
    }
    scene.at("2026-01-20T00:00:00Z").movedTo("America/Sao_Paulo");
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.available()).isEqualTo("360");
    scene.at("2026-02-01T03:00:00Z").postDue();
    assertThat(scene.available()).isEqualTo("360");
    scene.at("2026-03-01T02:59:59Z").postDue();
    assertThat(scene.available()).isEqualTo("360");
    scene.at("2026-03-01T03:00:00Z").postDue();
    assertThat(scene.available()).isEqualTo("450");
  }

  @Test
  void anUpgradeAfterAMoveEndsWithThePeriodThatRuns() {
    var scene = on(every(Cadence.MONTH, Anchor.CALENDAR), "2026-01-01T00:00:00Z");
    yes(scene.subscribe("one"));
    scene.at("2026-01-20T00:00:00Z").movedTo("America/Sao_Paulo");
    yes(scene.subscribe("carrying"));
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.available()).isEqualTo("300");
    assertThat(scene.account.nextDueAt()).isEqualTo("2026-03-01T03:00:00Z");
  }

  @Test
  void whereverACustomerMovesItHasOnePeriodsCredits() {
    for (var seed = 0L; seed < 300; seed++) {
      try {
        law(new Random(seed));
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void law(Random random) {
    var cadence = List.of(Cadence.DAY, Cadence.WEEK, Cadence.MONTH).get(random.nextInt(3));
    var anchor = random.nextInt(3) == 0 ? Anchor.ANNIVERSARY : Anchor.CALENDAR;
    var start = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(86_400 * 60));
    var scene = on(every(cadence, anchor), start.toString());
    yes(scene.subscribe("one"));
    var step = random.nextBoolean() ? 1 : -1;
    var at = random.nextInt(WEST.size());
    var grants = 0;
    var last = start;
    for (var move = 0; move < 24; move++) {
      var due = scene.account.nextDueAt();
      // Now before the reset, now after it, now long before.
      var wait = Duration.ofMinutes(random.nextInt(90 * 60));
      scene.clock = random.nextBoolean() ? due.minusSeconds(1) : due.minus(wait);
      scene.clock = scene.clock.isBefore(last) ? last : scene.clock;
      scene.postDue();
      at = random.nextInt(5) == 0 ? random.nextInt(WEST.size()) : at + step;
      at = Math.floorMod(at, WEST.size());
      scene.movedTo(WEST.get(at));
      if (random.nextInt(4) == 0) {
        scene.later(Duration.ofSeconds(1 + random.nextInt(100)));
        scene.subscribe(random.nextBoolean() ? "one" : "other");
        assertThat(scene.available()).isEqualTo("300");
      }
      var before = scene.account.nextDueAt();
      scene.clock = before.isBefore(scene.clock) ? scene.clock : before;
      scene.postDue();
      assertThat(scene.available()).isEqualTo("300");
      grants += granted(scene);
      last = scene.clock;
    }
    // One at the beginning, and at most one for each reset of a calendar that stays where it is.
    assertThat(grants).isLessThanOrEqualTo(1 + resets(cadence, start, last));
  }

  private static int granted(Scene scene) {
    var grants =
        scene.effects.stream().filter(effect -> effect instanceof Effect.GrantOpened).count();
    scene.effects.clear();
    return (int) grants;
  }

  private static int resets(Cadence cadence, Instant from, Instant until) {
    var count = 1;
    for (var at = cadence.containing(from, ZoneOffset.UTC).until();
        !at.isAfter(until.plus(Duration.ofHours(14)));
        at = cadence.containing(at, ZoneOffset.UTC).until()) {
      count++;
    }
    return count;
  }
}

package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.money.Credits;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.wallet.Grant;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A version that renews the same credits from another day, or in another zone, grants no time
/// twice, and leaves none without.
class MovedCreditsLaws {
  private static final int SEEDS = 400;
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
  private static final BigDecimal MONTHLY = new BigDecimal("1000");

  private static Catalog version(int version, ResetRule reset, boolean prorate) {
    return version(version, reset, MONTHLY.toPlainString(), prorate);
  }

  private static Catalog version(int version, ResetRule reset, String amount, boolean prorate) {
    return new Shelf()
        .plan(
            "basic",
            offer ->
                offer.credits(
                    new PlanCredits(
                        Credits.of(Shelf.CREDIT, amount),
                        GrantKind.PLAN,
                        reset,
                        prorate,
                        Optional.empty(),
                        Optional.empty())))
        .catalog(version);
  }

  private static ResetRule reset(ResetRule.Zone zone, ResetRule.Anchor anchor) {
    return new ResetRule(Cadence.MONTH, zone, anchor);
  }

  private static Outcome move(Scene scene, List<Catalog> versions, int from, int to) {
    var onto = new Onto.Moved(versions.get(from - 1).reference(), "basic");
    var order = Command.Order.STANDARD;
    var moved =
        new Command.Order(
            order.items(),
            order.interval(),
            order.billing(),
            order.when(),
            order.collect(),
            order.coupon(),
            onto);
    return scene.ask(
        new Command.ChangePlan(scene.key(), versions.get(to - 1).reference(), "basic", moved));
  }

  /// 10 January to 10 February was granted; on the 12th the plan goes on by the calendar.
  @Test
  void fromTheAnniversaryToTheCalendar() {
    for (var prorate : new boolean[] {false, true}) {
      var versions =
          List.of(
              version(1, reset(ResetRule.Zone.UTC, ResetRule.Anchor.ANNIVERSARY), prorate),
              version(2, reset(ResetRule.Zone.UTC, ResetRule.Anchor.CALENDAR), prorate));
      var scene = new Scene(versions, Instant.parse("2026-01-10T00:00:00Z"), SAO_PAULO);
      yes(scene.subscribe("basic"));
      scene.at("2026-01-12T00:00:00Z");
      yes(move(scene, versions, 1, 2));
      scene.at("2026-02-09T23:59:59Z").postDue();
      assertThat(scene.balance()).isEqualTo("1000");
      scene.at("2026-02-10T00:00:00Z").postDue();
      // 1,000 × 19 ÷ 28 = 678.57…
      assertThat(scene.balance()).isEqualTo("679");
      scene.at("2026-03-01T00:00:00Z").postDue();
      assertThat(scene.balance()).isEqualTo("1000");
    }
  }

  /// January was granted; then come the nine days of February until the next is due.
  @Test
  void fromTheCalendarToTheAnniversary() {
    var versions =
        List.of(
            version(1, reset(ResetRule.Zone.UTC, ResetRule.Anchor.CALENDAR), true),
            version(2, reset(ResetRule.Zone.UTC, ResetRule.Anchor.ANNIVERSARY), true));
    var scene = new Scene(versions, Instant.parse("2026-01-10T00:00:00Z"), SAO_PAULO);
    yes(scene.subscribe("basic"));
    // 1,000 × 22 ÷ 31 = 709.67…
    assertThat(scene.balance()).isEqualTo("710");
    scene.at("2026-01-12T00:00:00Z");
    yes(move(scene, versions, 1, 2));
    assertThat(scene.balance()).isEqualTo("710");
    scene.at("2026-02-01T00:00:00Z").postDue();
    // 1,000 × 9 ÷ 31 = 290.32…
    assertThat(scene.balance()).isEqualTo("291");
    scene.at("2026-02-10T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("1000");
  }

  /// A version that grants more grants the difference until the running credits end.
  @Test
  void moreIsGrantedForTheRestOfWhatRuns() {
    var anniversary = reset(ResetRule.Zone.UTC, ResetRule.Anchor.ANNIVERSARY);
    var calendar = reset(ResetRule.Zone.UTC, ResetRule.Anchor.CALENDAR);
    var versions =
        List.of(version(1, anniversary, "1000", true), version(2, calendar, "1310", true));
    var scene = new Scene(versions, Instant.parse("2026-01-10T00:00:00Z"), SAO_PAULO);
    yes(scene.subscribe("basic"));
    scene.at("2026-01-20T00:00:00Z");
    yes(move(scene, versions, 1, 2));
    // 310 × 21 ÷ 31
    assertThat(scene.balance()).isEqualTo("1210");
    yes(move(scene, versions, 2, 1));
    yes(move(scene, versions, 1, 2));
    assertThat(scene.balance()).isEqualTo("1210");
  }

  @Test
  void noTimeIsGrantedTwiceAndNoneIsLeftWithout() {
    for (var seed = 0L; seed < SEEDS; seed++) {
      try {
        tried(new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void tried(SplittableRandom random) {
    var zones = ResetRule.Zone.values();
    var anchors = ResetRule.Anchor.values();
    var versions =
        IntStream.rangeClosed(1, 3)
            .mapToObj(version ->
                version(version, reset(zones[random.nextInt(2)], anchors[random.nextInt(2)]), true))
            .toList();
    var began = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextLong(86_400 * 365));
    var scene = new Scene(versions, began, SAO_PAULO);
    yes(scene.subscribe("basic"));
    var on = 1;
    var moves = random.nextInt(1, 8);
    for (var i = 0; i < moves; i++) {
      scene.later(Duration.ofSeconds(random.nextLong(1, 86_400 * 20)));
      var to = 1 + (on + random.nextInt(2)) % 3;
      yes(move(scene, versions, on, to));
      on = to;
    }
    var granted =
        scene.effects.stream()
            .filter(Effect.GrantOpened.class::isInstance)
            .map(effect -> ((Effect.GrantOpened) effect).grant())
            .toList();
    var sum = granted.stream().map(lot -> lot.amount().amount()).reduce(BigDecimal::add);
    var until = granted.stream().flatMap(lot -> lot.expiresAt().stream()).max(Instant::compareTo);
    // A grant is rounded up, and a month has 28 to 31 days.
    var days = new BigDecimal(Duration.between(began, until.orElseThrow()).toSeconds());
    var most = days.multiply(MONTHLY).divide(new BigDecimal(28 * 86_400), 0, RoundingMode.CEILING);
    assertThat(sum.orElseThrow()).isLessThanOrEqualTo(most.add(new BigDecimal(granted.size())));
    assertThat(scene.wallet().grants())
        .filteredOn(lot -> lot.state() == Grant.State.ACTIVE)
        .anySatisfy(lot -> assertThat(lot.expiresAt().orElseThrow()).isAfter(scene.clock));
  }
}

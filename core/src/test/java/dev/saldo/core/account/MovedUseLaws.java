package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Shelf;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Wherever customers live and move, and whatever plans they change to: each unit is billed in one
/// period, what is included is never less than the rules give, and events that are counted again
/// come to the counters. The rules are told naively here, from the events alone.
class MovedUseLaws {
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Pacific/Kiritimati",
          "Asia/Tokyo",
          "Asia/Kathmandu",
          "Europe/Madrid",
          "America/Sao_Paulo",
          "America/Los_Angeles",
          "Pacific/Honolulu");
  private static final List<String> PLANS =
      List.of("day", "days", "month", "months", "period", "periods");

  private static Catalog catalog(Random random) {
    return new Shelf()
        .sums("calls")
        .plan("day", offer -> offer.price("1").daily("calls", "20", Prices.each("1")))
        .plan("days", offer -> offer.price("1").daily("calls", "60", Prices.each("1")))
        .plan("month", offer -> offer.price("1").monthly("calls", "300", Prices.each("1")))
        .plan("months", offer -> offer.price("1").monthly("calls", "900", Prices.each("1")))
        .plan("period", offer -> offer.price("1").usage("calls", "300", Prices.each("1")))
        .plan("periods", offer -> offer.price("1").usage("calls", "900", Prices.each("1")))
        .billed(
            random.nextBoolean() ? ResetRule.Anchor.ANNIVERSARY : ResetRule.Anchor.CALENDAR,
            random.nextBoolean() ? ResetRule.Zone.CUSTOMER : ResetRule.Zone.UTC)
        .catalog();
  }

  @Test
  void nothingIsSwallowedAndNothingThatIsIncludedIsLost() {
    for (var seed = 0L; seed < 300; seed++) {
      try {
        new Life(new Random(seed)).live();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /// One customer's.
  private static final class Life {
    private final Scene scene;
    private final Random random;
    private final MovedUse expected = new MovedUse();

    private Life(Random random) {
      var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
      var start = Scene.START.plusSeconds(random.nextInt(86_400 * 31));
      this.random = random;
      this.scene = new Scene(catalog(random), start, zone);
      expected.lived.put(Instant.MIN, zone);
    }

    private void live() {
      change("day", Command.When.NOW);
      for (var i = 0; i < 120; i++) {
        later(random.nextInt(10) == 0 ? 86_400 * 5 : 60_000);
        switch (random.nextInt(12)) {
          case 0 -> change(PLANS.get(random.nextInt(PLANS.size())), Command.When.NOW);
          case 1 -> change(PLANS.get(random.nextInt(PLANS.size())), Command.When.PERIOD_END);
          case 2 -> move();
          case 3 -> toTheEnd();
          default -> use();
        }
      }
      later(86_400);
      scene.ask(new Command.EndSubscription(scene.key(), Command.When.NOW, false));
      check();
    }

    private void later(int most) {
      scene.later(Duration.ofSeconds(1 + random.nextInt(most)));
      scene.postDue();
    }

    /// Where things meet: a little around the end of the period.
    private void toTheEnd() {
      var end = scene.account.subscription().orElseThrow().period().until();
      var at = end.plusSeconds(random.nextInt(-60_000, 60_000));
      scene.clock = at.isBefore(scene.clock) ? scene.clock : at;
      scene.postDue();
      use();
    }

    private void move() {
      var zone = ZONES.get(random.nextInt(ZONES.size()));
      expected.lived.put(scene.clock, ZoneId.of(zone));
      scene.movedTo(zone);
    }

    private void change(String plan, Command.When when) {
      var order =
          new Command.Order(
              ItemsChange.NONE,
              Optional.empty(),
              Command.Billed.STANDARD,
              when,
              Command.Collect.NOW,
              Optional.empty(),
              Command.Onto.ANYTHING);
      scene.ask(new Command.ChangePlan(scene.key(), scene.catalog.reference(), plan, order));
      scene.later(Duration.ofSeconds(1));
    }

    private void use() {
      var start = scene.account.terms().getFirst().from();
      for (var i = 1 + random.nextInt(3); i > 0; i--) {
        scene.later(Duration.ofSeconds(1));
        var late = random.nextInt(6) == 0 ? random.nextInt(86_400 * 4) : 0;
        var at = scene.clock.minusSeconds(late);
        at = at.isBefore(start) ? start : at;
        var calls = 1 + random.nextInt(50);
        Scene.yes(scene.record(at, "calls", "n", calls));
        expected.events.add(new MovedUse.Event(at, scene.clock, calls));
      }
    }

    private void check() {
      var closed = Closed.of(scene);
      var used = new HashMap<Period, BigDecimal>();
      var least = expected.included(scene, closed, used);
      for (var one : closed) {
        var counted = BigDecimal.ZERO;
        var free = BigDecimal.ZERO;
        for (var line : one.lines()) {
          var evidence = line.evidence().orElseThrow();
          counted = counted.add(evidence.used());
          free = free.add(evidence.included());
        }
        assertThat(counted)
            .as("used in %s", one.part())
            .isEqualByComparingTo(used.getOrDefault(one.part(), BigDecimal.ZERO));
        assertThat(free)
            .as("included in %s", one.part())
            .isGreaterThanOrEqualTo(least.getOrDefault(one.part(), BigDecimal.ZERO));
      }
      var rerating =
          new Rerating(
              scene.account.terms(),
              scene.catalogs(),
              scene.account.zone(),
              Instant.MIN,
              Instant.MAX);
      expected.events.forEach(event ->
          rerating.add(
              "calls", event.at(), event.told(), Scene.act("calls", "n", event.calls()).data()));
      assertThat(plain(rerating.counters())).isEqualTo(plain(scene.account.tallies()));
    }

    private static Map<TallyKey, BigDecimal> plain(Map<TallyKey, Tally> tallies) {
      var plain = new HashMap<TallyKey, BigDecimal>();
      tallies.forEach((key, tally) -> {
        if (key.isUsage() && tally.consumed().signum() != 0) {
          plain.put(key, tally.consumed().stripTrailingZeros());
        }
      });
      return plain;
    }
  }
}

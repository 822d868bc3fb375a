package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Billed periods tile the time in which a subscription runs, whatever happens to it: every instant
/// is in one of them, and none is longer than a month. So do the intervals that fees are paid for,
/// each of which ends with a billed period.
class PeriodLaws {
  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2060-01-01T00:00:00Z");

  private static Shelf shelf() {
    return new Shelf()
        .plan("one", offer -> offer.price("10").annualLess("10"))
        .plan("two", offer -> offer.price("20").annual("200"));
  }

  @Test
  void periodsTileTimeInEveryZone() {
    var zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
    var seed = 0L;
    for (var zone : zones) {
      seed++;
      try {
        tile(new SplittableRandom(seed), ZoneId.of(zone));
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + " in " + zone, e);
      }
    }
    assertThat(zones).hasSizeGreaterThan(500);
  }

  private static void tile(SplittableRandom random, ZoneId zone) {
    var anchor = random.nextBoolean() ? ResetRule.Anchor.CALENDAR : ResetRule.Anchor.ANNIVERSARY;
    var where = random.nextInt(4) == 0 ? ResetRule.Zone.UTC : ResetRule.Zone.CUSTOMER;
    var catalog = shelf().billed(anchor, where).catalog();
    var start = FIRST.plusSeconds(random.nextLong(Duration.between(FIRST, LAST).toSeconds()));
    var scene = new Scene(catalog, start, zone);
    yes(scene.ask(to(scene, catalog, "one", interval(random), When.NOW)));
    var ran = new ArrayList<Period>();
    var paid = new Paid();
    paid.see(scene);
    var from = start;
    for (var step = 0; step < 25 && scene.clock.isBefore(LAST); step++) {
      pass(scene, scene.clock.plusSeconds(random.nextLong(1, 86_400L * 70)), paid);
      var before = scene.account.subscription().orElseThrow();
      act(scene, catalog, random);
      paid.see(scene);
      var after = scene.account.subscription().orElseThrow();
      if (before.isRunning() && !after.isRunning()) {
        ran.add(new Period(from, scene.clock));
      } else if (!before.isRunning() && after.isRunning()) {
        from = scene.clock;
      }
      if (after.isRunning()) {
        assertThat(after.period().contains(scene.clock)).isTrue();
        assertThat(after.whole().from()).isBeforeOrEqualTo(after.period().from());
        assertThat(after.whole().until()).isEqualTo(after.period().until());
        assertThat(after.paid().contains(scene.clock)).isTrue();
        assertThat(after.period().until()).isBeforeOrEqualTo(after.paid().until());
        assertThat(after.wholePaid().until()).isEqualTo(after.paid().until());
      }
    }
    scene.later(Duration.ofSeconds(1));
    if (scene.account.subscription().orElseThrow().isRunning()) {
      yes(scene.ask(new Command.EndSubscription(scene.key(), When.NOW, false)));
      ran.add(new Period(from, scene.clock));
    }
    assertThat(joined(scene)).isEqualTo(ran);
  }

  /// Goes through the ends of all billed periods on the way.
  private static void pass(Scene scene, Instant until, Paid paid) {
    var subscription = scene.account.subscription().orElseThrow();
    while (subscription.isRunning() && !subscription.period().until().isAfter(until)) {
      assertThat(subscription.period().length()).isLessThan(Duration.ofDays(32));
      scene.clock = subscription.period().until();
      scene.postDue();
      paid.see(scene);
      subscription = scene.account.subscription().orElseThrow();
    }
    scene.clock = until;
    scene.postDue();
  }

  /// The intervals that fees were paid for, as they followed each other.
  private static final class Paid {
    private Optional<Subscription> seen = Optional.empty();

    /// One that is left begins where the one before it ended, or at once.
    void see(Scene scene) {
      var now = scene.account.subscription().orElseThrow();
      if (now.isRunning()) {
        var before = seen.filter(Subscription::isRunning).filter(one -> !isLeft(one, now));
        assertThat(now.paid().from())
            .isEqualTo(before.map(one -> next(one, scene.clock)).orElse(scene.clock));
        assertThat(now.interval() == Interval.MONTH).isEqualTo(now.paid().length().toDays() < 300);
      }
      seen = Optional.of(now);
    }

    private static Instant next(Subscription before, Instant clock) {
      return before.paid().until().equals(clock) ? clock : before.paid().from();
    }

    private static boolean isLeft(Subscription before, Subscription now) {
      return before.interval() != now.interval();
    }
  }

  /// The billed periods in the order in which they were closed, those that meet made one.
  private static List<Period> joined(Scene scene) {
    var joined = new ArrayList<Period>();
    for (var effect : scene.effects) {
      if (effect instanceof Effect.InvoiceDue due && due.usage().isPresent()) {
        var part = due.usage().get().part();
        if (!joined.isEmpty() && joined.getLast().until().equals(part.from())) {
          joined.add(new Period(joined.removeLast().from(), part.until()));
        } else {
          joined.add(part);
        }
      }
    }
    return joined;
  }

  private static void act(Scene scene, Catalog catalog, SplittableRandom random) {
    var subscription = scene.account.subscription().orElseThrow();
    var plan = scene.account.latestTerm().orElseThrow().plan().equals("one") ? "two" : "one";
    switch (random.nextInt(8)) {
      case 0 -> scene.ask(to(scene, catalog, plan, Optional.empty(), When.NOW));
      case 1 -> scene.ask(to(scene, catalog, plan, interval(random), When.NOW));
      case 2 -> scene.ask(to(scene, catalog, plan, interval(random), When.PERIOD_END));
      case 3 -> scene.ask(new Command.UndoArranged(scene.key()));
      case 4 -> {
        if (subscription.status() == Status.ACTIVE) {
          scene.ask(new Command.PauseSubscription(scene.key(), random.nextBoolean()));
        }
      }
      default -> scene.ask(new Command.ResumeSubscription(scene.key()));
    }
  }

  private static Optional<Interval> interval(SplittableRandom random) {
    return Optional.of(random.nextInt(4) == 0 ? Interval.YEAR : Interval.MONTH);
  }

  private static Command to(
      Scene scene, Catalog catalog, String plan, Optional<Interval> interval, When when) {
    var order =
        new Command.Order(
            ItemsChange.NONE,
            interval,
            Command.Billed.STANDARD,
            when,
            Collect.NOW,
            Optional.empty(),
            Onto.ANYTHING);
    return new Command.ChangePlan(scene.key(), catalog.reference(), plan, order);
  }

  /// A period begins on the anchor's day and time, or on the last day of a month too short for it.
  @Test
  void monthEndsKeepTheirAnchor() {
    for (var name : List.of("UTC", "Europe/Madrid", "America/Sao_Paulo", "Pacific/Apia")) {
      var zone = ZoneId.of(name);
      for (var day = 28; day <= 31; day++) {
        var local = LocalDateTime.of(2024, 1, day, 9, 30);
        var catalog =
            shelf().billed(ResetRule.Anchor.ANNIVERSARY, ResetRule.Zone.CUSTOMER).catalog();
        var scene = new Scene(catalog, local.atZone(zone).toInstant(), zone);
        yes(scene.ask(to(scene, catalog, "one", Optional.of(Interval.MONTH), When.NOW)));
        for (var month = 1; month < 60; month++) {
          scene.clock = local.plus(month, ChronoUnit.MONTHS).atZone(zone).toInstant();
          scene.postDue();
          assertThat(scene.account.subscription().orElseThrow().period().from())
              .isEqualTo(scene.clock);
        }
      }
    }
  }
}

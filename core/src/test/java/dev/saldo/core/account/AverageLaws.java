package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Act;
import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.metering.Level;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.metering.Value;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Shelf;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The average of a level that is billed is what a naive integration over the period says, however
/// the levels come: out of order, twice, late, ahead of a renewal or of a change of plan, and with
/// no more of them in the memory than a store brings.
class AverageLaws {
  private static final int SEEDS = 300;
  private static final int EVENTS = 50;
  private static final ZoneId ZONE = ZoneId.of("Europe/Madrid");

  /// With the night in which the clocks are put forward.
  private static final Period MARCH =
      Cadence.MONTH.containing(Instant.parse("2026-03-15T00:00:00Z"), ZONE);

  private static final Period APRIL = Cadence.MONTH.containing(MARCH.until(), ZONE);
  private static final List<String> PLANS = List.of("pro", "basic");
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

  private static Catalog catalog() {
    return new Shelf()
        .averages("storage")
        .plan(
            "basic",
            offer -> offer.price("10").usage("storage", "10", Prices.graduated("40", "0.1", "0.3")))
        .plan("pro", offer -> offer.price("30").usage("storage", "40", Prices.each("0.07")))
        .billed(ResetRule.Anchor.CALENDAR, ResetRule.Zone.CUSTOMER)
        .catalog();
  }

  /// Something that is sent to the desk.
  private record Sent(Instant at, long order, Command command) {}

  /// A customer whose levels are kept apart, of whom each decision sees what a store would bring.
  private static final class Kept {
    private final Catalog catalog = catalog();
    private final Scene scene = new Scene(catalog, MARCH.from(), ZONE);
    private final TreeMap<Instant, Level> set = new TreeMap<>();

    private void send(Command command) {
      var known = new ArrayList<Level>();
      switch (command) {
        case Command.RecordUsage usage -> known.addAll(around(usage.occurredAt()));
        case Command.ChangePlan _ -> {
          known.addAll(around(scene.clock));
          known.addAll(set.tailMap(scene.clock).values());
        }
        default -> {}
      }
      scene.know(Levels.of(Map.of("storage", known)));
      var run = scene.run(List.of(command));
      assertThat(run.outcomes().getFirst()).isNotInstanceOf(Outcome.Refused.class);
      for (var effect : run.effects()) {
        if (effect instanceof Effect.LevelSet(var _, var level)) {
          set.merge(level.at(), level, Level::over);
        }
      }
    }

    private List<Level> around(Instant at) {
      var found = new ArrayList<Level>();
      for (var entry : new ArrayList<>(List.of(at))) {
        Optional.ofNullable(set.get(entry)).ifPresent(found::add);
        Optional.ofNullable(set.lowerEntry(entry)).ifPresent(one -> found.add(one.getValue()));
        Optional.ofNullable(set.higherEntry(entry)).ifPresent(one -> found.add(one.getValue()));
      }
      return found;
    }

    private List<LineItem> lines(Period period) {
      var terms = scene.account.terms();
      var catalogs = scene.catalogs();
      var known = new ArrayList<Level>();
      PeriodBill.bounds(period, period, terms, catalogs)
          .forEach((_, ats) -> ats.forEach(at -> known.addAll(around(at))));
      var counters = new HashMap<>(scene.account.tallies());
      var levels = Levels.of(Map.of("storage", known));
      counters.putAll(PeriodBill.edges(period, period, terms, levels, catalogs));
      var span = new PeriodBill.Span(period, period, Optional.empty(), Prices.EUR, ZONE);
      return PeriodBill.lines(span, terms, counters, catalogs);
    }
  }

  private static List<Command.RecordUsage> events(SplittableRandom random) {
    var events = new ArrayList<Command.RecordUsage>();
    var whole = Duration.between(MARCH.from(), APRIL.until()).toSeconds() - 1;
    for (var i = 0; i < EVENTS; i++) {
      // Some of one instant, some next to the end of March.
      var offset = random.nextInt(5) == 0 ? random.nextLong(10) * 86_400 : random.nextLong(whole);
      var at =
          random.nextInt(6) == 0
              ? MARCH.until().plusSeconds(random.nextLong(-240, 240))
              : MARCH.from().plusSeconds(offset).plusNanos(random.nextInt(3) * 1_000L);
      var height = new BigDecimal(random.nextInt(0, 20_000)).movePointLeft(random.nextInt(4));
      var data = Map.of("n", Value.of(height));
      var act = new Act("storage", data, Optional.empty(), Optional.empty(), Attribution.NONE);
      events.add(new Command.RecordUsage(Scene.event("e" + i, i), act, at));
    }
    return events;
  }

  private static Kept kept(List<Sent> sent, List<Instant> changes) {
    var kept = new Kept();
    var all = new ArrayList<>(sent);
    all.add(new Sent(MARCH.from(), -1, to(kept.catalog, "basic", -1)));
    for (var i = 0; i < changes.size(); i++) {
      all.add(new Sent(changes.get(i), -1, to(kept.catalog, PLANS.get(i % PLANS.size()), i)));
    }
    all.sort(Comparator.comparing(Sent::at).thenComparing(Sent::order));
    for (var one : all) {
      kept.scene.clock = one.at();
      kept.scene.postDue();
      kept.send(one.command());
    }
    return kept;
  }

  private static Command to(Catalog catalog, String plan, long number) {
    var order =
        new Command.Order(
            ItemsChange.NONE,
            Optional.empty(),
            Command.Billed.STANDARD,
            When.NOW,
            Collect.NEXT_INVOICE,
            Optional.empty(),
            Onto.ANYTHING);
    return new Command.ChangePlan(
        Scene.key("change-" + number, number), catalog.reference(), plan, order);
  }

  /// Σ level × microseconds from one instant until another, by looking at every level that there
  /// is.
  private static BigDecimal naive(List<Command.RecordUsage> events, Instant from, Instant until) {
    var cuts = new TreeSet<Instant>(List.of(from, until));
    events.forEach(event -> cuts.add(event.occurredAt()));
    var sum = BigDecimal.ZERO;
    for (var cut : cuts.subSet(from, until)) {
      var time = ChronoUnit.MICROS.between(cut, cuts.higher(cut));
      sum = sum.add(height(events, cut).multiply(BigDecimal.valueOf(time)));
    }
    return sum;
  }

  private static BigDecimal told(Command.RecordUsage event) {
    return event.act().data().get("n") instanceof Value.Number(var number)
        ? number
        : BigDecimal.ZERO;
  }

  private static BigDecimal height(List<Command.RecordUsage> events, Instant at) {
    var latest = Instant.MIN;
    var height = BigDecimal.ZERO;
    for (var event : events) {
      var told = told(event);
      if (!event.occurredAt().isAfter(at) && event.occurredAt().isAfter(latest)) {
        latest = event.occurredAt();
        height = told;
      } else if (event.occurredAt().equals(latest)) {
        height = height.max(told);
      }
    }
    return height;
  }

  @Test
  void howLevelsComeChangesNothingAndTheAverageIsExact() {
    var billed = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var events = events(random);
      var changes = changes(random, events);
      var asTheyHappened = new ArrayList<Sent>();
      var asTheyCame = new ArrayList<Sent>();
      for (var event : events) {
        var at = event.occurredAt();
        asTheyHappened.add(new Sent(at, 0, event));
        for (var times = random.nextInt(1, 4); times > 0; times--) {
          asTheyCame.add(new Sent(at.plus(delay(random, at)), random.nextLong(1 << 30), event));
        }
      }
      var expected = kept(asTheyHappened, changes);
      var came = kept(asTheyCame, changes);
      for (var period : List.of(MARCH, APRIL)) {
        var lines = came.lines(period);
        assertThat(lines).as("seed %d", seed).isEqualTo(expected.lines(period));
        var average =
            naive(events, period.from(), period.until())
                .divide(seconds(period).multiply(MICROS), 12, RoundingMode.HALF_UP);
        var used =
            lines.stream()
                .map(line -> line.evidence().orElseThrow().used())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(used).as("seed %d", seed).isEqualByComparingTo(average);
        billed += (int) lines.stream().filter(line -> line.amount().isPositive()).count();
      }
      assertThat(areas(came)).as("seed %d", seed).isEqualTo(areas(expected));
    }
    assertThat(billed).isGreaterThan(SEEDS);
  }

  /// Up to 34 days late, or a few minutes ahead.
  private static Duration delay(SplittableRandom random, Instant at) {
    var ahead = Math.min(240, at.getEpochSecond() - MARCH.from().getEpochSecond());
    return random.nextInt(3) == 0
        ? Duration.ofSeconds(-random.nextLong(ahead + 1))
        : Duration.ofSeconds(random.nextLong(86_400L * 34));
  }

  /// Plans in the middle of both months, some of them just before a level is set.
  private static List<Instant> changes(SplittableRandom random, List<Command.RecordUsage> events) {
    var changes = new TreeSet<Instant>();
    for (var i = random.nextInt(5); i > 0; i--) {
      var before = events.get(random.nextInt(events.size())).occurredAt().minusSeconds(61);
      changes.add(
          before.isAfter(MARCH.from()) ? before : MARCH.from().plusSeconds(86_400 * 40 + i));
    }
    return List.copyOf(changes);
  }

  private static Map<String, BigDecimal> areas(Kept kept) {
    var areas = new TreeMap<String, BigDecimal>();
    kept.scene
        .account
        .tallies()
        .forEach((key, tally) -> {
          if (key.isUsage() && tally.consumed().signum() != 0) {
            areas.put(key.toString(), tally.consumed().stripTrailingZeros());
          }
        });
    return areas;
  }

  private static BigDecimal seconds(Period period) {
    return BigDecimal.valueOf(period.length().toSeconds());
  }

  @Test
  void eventsCountedAgainComeToTheSame() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var events = events(random);
      var changes = changes(random, events);
      var sent = new ArrayList<Sent>();
      events.forEach(event -> {
        var at = event.occurredAt();
        sent.add(new Sent(at.plus(delay(random, at)), random.nextLong(1 << 30), event));
      });
      var kept = kept(sent, changes);
      var end = kept.scene.account.subscription().orElseThrow().period().until();
      var whole =
          new Rerating(kept.scene.account.terms(), kept.scene.catalogs(), ZONE, Instant.MIN, end);
      var part =
          new Rerating(kept.scene.account.terms(), kept.scene.catalogs(), ZONE, Instant.MIN, end);
      var seen = new HashSet<Instant>();
      for (var one : sent) {
        var event = (Command.RecordUsage) one.command();
        seen.add(event.occurredAt());
        (random.nextBoolean() ? whole : part)
            .add("storage", event.occurredAt(), one.at(), event.act().data());
      }
      whole.add(part);
      var counted = new TreeMap<String, BigDecimal>();
      whole
          .counters()
          .forEach((key, tally) -> {
            if (tally.consumed().signum() != 0) {
              counted.put(key.toString(), tally.consumed().stripTrailingZeros());
            }
          });
      var stored = areas(kept);
      stored.keySet().removeIf(key -> key.contains("from=" + end));
      assertThat(counted).as("seed %d", seed).isEqualTo(stored).isNotEmpty();
      assertThat(seen).isNotEmpty();
    }
  }
}

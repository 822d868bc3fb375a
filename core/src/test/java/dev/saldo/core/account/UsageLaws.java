package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Act;
import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Value;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Segment;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Usage;
import dev.saldo.core.subscription.UsageBill;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is billed for use depends on what happened and when, and on nothing else: not on the order
/// in which it is told, how late, how often, or in which batches.
class UsageLaws {
  private static final int SEEDS = 150;
  private static final int EVENTS = 80;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Period MARCH = new Period(START, Instant.parse("2026-04-01T00:00:00Z"));
  private static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
  private static final List<String> METERS = List.of("query", "tokens", "storage", "call", "visit");
  private static final List<String> PLANS = List.of("pro", "free", "basic");
  private static final Price CENT = Prices.each("0.01");
  private static final List<String> MODELS = List.of("small", "large");

  private static Catalog catalog() {
    return new Shelf()
        .counts("query")
        .sums("tokens")
        .peaks("storage")
        .sums("call")
        .sums("visit")
        .plan(
            "basic",
            offer ->
                offer
                    .price("10")
                    .usage("query", "5", Prices.each("0.02"))
                    .drawn(
                        "tokens",
                        "1000",
                        List.of("small"),
                        Prices.byModel("small", "0.5", "large", "2"))
                    .usage("storage", "10", Prices.each("0.1"))
                    .daily("call", "20", Prices.each("0.003"))
                    .monthly("visit", "500", Prices.each("0.01")))
        .plan(
            "pro",
            offer ->
                offer
                    .price("30")
                    .usage("query", "12", Prices.each("0.01"))
                    .drawn(
                        "tokens",
                        "3000",
                        List.of("large", "small"),
                        Prices.byModel("small", "0.4", "large", "1.5"))
                    .usage("storage", "40", Prices.each("0.07"))
                    .daily("call", "60", Prices.each("0.002"))
                    .monthly("visit", "900", Prices.each("0.02")))
        .plan(
            "free",
            offer ->
                offer
                    .price("0")
                    .usage("query", "3", UsageTerms.Per.PERIOD, UsageTerms.Above.ON_CONSENT, CENT)
                    .blocked("tokens", "800", List.of("small"))
                    .blocked("storage", "5")
                    .usage("call", "9", UsageTerms.Per.DAY, UsageTerms.Above.BLOCKED, CENT)
                    .usage("visit", "99", UsageTerms.Per.MONTH, UsageTerms.Above.BLOCKED, CENT))
        .byCalendar()
        .catalog();
  }

  /// Something that is sent to the desk.
  private record Sent(Instant at, long order, Command command) {}

  private static List<Command.RecordUsage> events(SplittableRandom random) {
    var events = new ArrayList<Command.RecordUsage>();
    for (var i = 0; i < EVENTS; i++) {
      var at = START.plusSeconds(1 + random.nextLong(MARCH.length().toSeconds() - 1));
      var data =
          Map.of(
              "n", Value.of(new BigDecimal(random.nextInt(1, 90_000)).movePointLeft(2)),
              "model", Value.of(MODELS.get(random.nextInt(2))));
      var meter = METERS.get(random.nextInt(METERS.size()));
      var act = new Act(meter, data, Optional.empty(), Optional.empty(), Attribution.NONE);
      events.add(new Command.RecordUsage(Scene.event("e" + i, i), act, at));
    }
    return events;
  }

  /// Plans in the middle of the month, as seconds after its beginning.
  private static List<Long> changes(SplittableRandom random) {
    return random
        .longs(random.nextInt(4), 1, MARCH.length().toSeconds() - 1)
        .sorted()
        .boxed()
        .toList();
  }

  private static List<LineItem> lines(List<Sent> sent, List<Long> changes) {
    var catalog = catalog();
    var scene = new Scene(catalog, START, ZONE);
    var all = new ArrayList<>(sent);
    all.add(new Sent(START, -1, to(catalog, "basic", -1)));
    for (var i = 0; i < changes.size(); i++) {
      var plan = PLANS.get(i % PLANS.size());
      all.add(new Sent(START.plusSeconds(changes.get(i)), -1, to(catalog, plan, i)));
    }
    all.sort(java.util.Comparator.comparing(Sent::at).thenComparing(Sent::order));
    for (var one : all) {
      scene.clock = one.at();
      scene.postDue();
      assertThat(scene.ask(one.command())).isNotInstanceOf(Outcome.Refused.class);
    }
    return UsageBill.lines(
        new Usage(MARCH, segments(scene, catalog), counters(scene), Prices.EUR, ZONE));
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
    var key = Scene.key("change-" + number, number);
    return new Command.ChangePlan(key, catalog.reference(), plan, order);
  }

  private static List<Segment> segments(Scene scene, Catalog catalog) {
    var plans = new TreeMap<Instant, Term>();
    scene.account.terms().forEach(term -> plans.put(term.from(), term));
    var segments = new ArrayList<Segment>();
    for (var entry : plans.headMap(MARCH.until()).entrySet()) {
      var next = Optional.ofNullable(plans.higherKey(entry.getKey())).orElse(MARCH.until());
      var until = next.isBefore(MARCH.until()) ? next : MARCH.until();
      var plan = catalog.plan(entry.getValue().plan()).orElseThrow();
      var part = new Period(entry.getKey(), until);
      segments.add(new Segment(catalog, plan, entry.getValue().items(), part));
    }
    return segments;
  }

  private static Map<TallyKey, Tally> counters(Scene scene) {
    var first = Cadence.DAY.containing(START, ZONE).from();
    var counters = new HashMap<TallyKey, Tally>();
    scene
        .account
        .tallies()
        .forEach((key, tally) -> {
          if (!key.from().isBefore(first) && key.from().isBefore(MARCH.until())) {
            counters.put(key, tally);
          }
        });
    return counters;
  }

  @Test
  void howEventsComeChangesNothingThatIsBilled() {
    var billed = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var events = events(random);
      var changes = changes(random);
      var asTheyHappened = new ArrayList<Sent>();
      var asTheyCame = new ArrayList<Sent>();
      for (var event : events) {
        asTheyHappened.add(new Sent(event.occurredAt(), 0, event));
        for (var times = random.nextInt(1, 4); times > 0; times--) {
          var late = Duration.ofSeconds(random.nextLong(86_400L * 34));
          asTheyCame.add(new Sent(event.occurredAt().plus(late), random.nextLong(1 << 30), event));
        }
      }
      var expected = lines(asTheyHappened, changes);
      assertThat(lines(asTheyCame, changes)).as("seed %d", seed).isEqualTo(expected);
      billed += (int) expected.stream().filter(line -> line.amount().isPositive()).count();
    }
    assertThat(billed).isGreaterThan(SEEDS);
  }
}

package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Value;
import dev.saldo.core.rating.Rating;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Shelf;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Events that are counted again, in any order and in parts, come to what the decisions counted:
/// late ones and early ones, over changes of plan, days and periods, with dimensions and filters.
class ReratingLaws {
  private static final List<String> TYPES =
      List.of("call", "tokens", "seats", "gold", "daily", "monthly", "stored");
  private static final List<String> MODELS = List.of("a", "b", "long".repeat(40));
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Madrid", "America/Sao_Paulo", "Asia/Kathmandu");

  private static Catalog catalog() {
    var models = Prices.byModel("a", "0.01", "b", "0.02", MODELS.getLast(), "0.03");
    return new Shelf()
        .counts("call")
        .sums("tokens")
        .peaks("seats")
        .countsOnly("gold", "tier", "gold", "7", "true")
        .counts("daily")
        .sums("monthly")
        .averages("stored")
        .plan(
            "one",
            offer ->
                offer
                    .price("10")
                    .usage("call", "5", Prices.each("0.1"))
                    .usage("tokens", "100", models)
                    .usage("seats", "2", Prices.each("3"))
                    .usage("gold", "0", Prices.each("1"))
                    .usage("stored", "4", Prices.each("1"))
                    .daily("daily", "3", Prices.each("1"))
                    .monthly("monthly", "3", Prices.each("1")))
        .plan(
            "two",
            offer ->
                offer
                    .price("20")
                    .usage("tokens", "0", Prices.each("0.1"))
                    .usage("stored", "2", Prices.each("1"))
                    .daily("daily", "1", models)
                    .daily("seats", "1", Prices.each("2"))
                    .monthly("call", "9", Prices.each("2"))
                    .monthly("monthly", "30", models))
        .byCostCentre()
        .catalog();
  }

  /// What the journal keeps of an event.
  private record Event(
      String type,
      Instant occurredAt,
      Instant recordedAt,
      Map<String, Value> data,
      Optional<String> costCentre) {
    Event(Command.Act act, Instant occurredAt, Instant recordedAt) {
      this(
          act.action(),
          occurredAt,
          recordedAt,
          act.data(),
          act.attribution().costCentre().map(Attribution.Party::reference));
    }
  }

  @Test
  void eventsCountedAgainComeToWhatWasCounted() {
    var catalog = catalog();
    for (var seed = 0L; seed < 300; seed++) {
      try {
        law(catalog, new Random(seed));
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void law(Catalog catalog, Random random) {
    var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    var scene = new Scene(catalog, Scene.START, zone);
    change(scene, catalog, "one");
    var events = new ArrayList<Event>();
    for (var i = 0; i < 200; i++) {
      scene.later(Duration.ofSeconds(1 + random.nextInt(60_000)));
      switch (random.nextInt(20)) {
        case 0 -> change(scene, catalog, random.nextBoolean() ? "one" : "two");
        case 1 -> hold(scene, random, events);
        case 2 -> end(scene, catalog, random);
        default -> happen(scene, random, events);
      }
    }
    Collections.shuffle(events, random);
    var terms = scene.account.terms();
    var whole = new Rerating(terms, new Single(catalog), zone, Instant.MIN, Instant.MAX);
    var part = new Rerating(terms, new Single(catalog), zone, Instant.MIN, Instant.MAX);
    for (var event : events) {
      var into = random.nextBoolean() ? whole : part;
      into.add(
          event.type(),
          event.occurredAt(),
          event.recordedAt(),
          kept(event.data(), whole),
          event.costCentre());
    }
    whole.add(part);
    assertThat(whole.events()).isEqualTo(events.size());
    var counted = plain(scene.account.tallies());
    assertThat(counted).isNotEmpty();
    assertThat(plain(whole.counters()).entrySet())
        .containsExactlyInAnyOrderElementsOf(counted.entrySet());
  }

  /// Only what is said to decide anything.
  private static Map<String, Value> kept(Map<String, Value> data, Rerating rerating) {
    var kept = new HashMap<>(data);
    kept.keySet().retainAll(rerating.properties());
    return kept;
  }

  private static void happen(Scene scene, Random random, List<Event> events) {
    var act = act(random);
    if (random.nextInt(3) == 0) {
      if (scene.charge(act) instanceof Outcome.Accepted) {
        events.add(new Event(act, scene.clock, scene.clock));
      }
      return;
    }
    var at =
        random.nextInt(8) == 0
            ? scene.clock.plusSeconds(random.nextInt(300))
            : scene.clock.minusSeconds(random.nextInt(86_400 * 20));
    var key = Scene.event("e" + events.size(), events.size());
    Scene.yes(scene.ask(new Command.RecordUsage(key, act, at)));
    events.add(new Event(act, at, scene.clock));
  }

  /// Captured on another day, and perhaps on another plan.
  private static void hold(Scene scene, Random random, List<Event> events) {
    var act = act(random);
    var opened = scene.clock;
    if (scene.hold(act) instanceof Outcome.Accepted held) {
      scene.later(Duration.ofSeconds(1 + random.nextInt(600)));
      if (random.nextBoolean()) {
        change(scene, catalog(), "two");
      }
      Scene.yes(scene.capture(Scene.id(held)));
      events.add(new Event(act, opened, opened));
    }
  }

  private static void end(Scene scene, Catalog catalog, Random random) {
    if (random.nextInt(3) == 0) {
      scene.ask(new Command.EndSubscription(scene.key(), Command.When.NOW, false));
      scene.later(Duration.ofHours(random.nextInt(50)));
      change(scene, catalog, "two");
      scene.later(Duration.ofSeconds(1));
    }
  }

  private static Command.Act act(Random random) {
    var data = new HashMap<String, Value>();
    data.put("n", Value.of(BigDecimal.valueOf(random.nextLong(-50, 900), random.nextInt(3))));
    if (random.nextInt(5) > 0) {
      data.put("model", Value.of(MODELS.get(random.nextInt(MODELS.size()))));
    }
    switch (random.nextInt(4)) {
      case 0 -> data.put("tier", Value.of("gold"));
      case 1 -> data.put("tier", Value.of(7));
      case 2 -> data.put("tier", Value.of(random.nextBoolean()));
      default -> data.put("other", Value.of("gold"));
    }
    return new Command.Act(
        TYPES.get(random.nextInt(TYPES.size())),
        data,
        Optional.empty(),
        Optional.empty(),
        by(random));
  }

  private static Attribution by(Random random) {
    var none = Attribution.NONE;
    var centre =
        Optional.of(
                new Attribution.Party(
                    "c" + random.nextInt(3) + "*", Optional.empty(), Optional.empty()))
            .filter(_ -> random.nextBoolean());
    return new Attribution(
        none.member(), centre, none.automation(), none.apiKey(), none.agentRun(), none.execution());
  }

  private static void change(Scene scene, Catalog catalog, String plan) {
    var order =
        new Command.Order(
            ItemsChange.NONE,
            Optional.empty(),
            Command.Billed.STANDARD,
            Command.When.NOW,
            Command.Collect.NOW,
            Optional.empty(),
            Command.Onto.ANYTHING);
    scene.ask(new Command.ChangePlan(scene.key(), catalog.reference(), plan, order));
    scene.later(Duration.ofMillis(1));
  }

  /// Counters of meters that count anything, whatever the scale.
  private static Map<TallyKey, BigDecimal> plain(Map<TallyKey, Tally> tallies) {
    var plain = new HashMap<TallyKey, BigDecimal>();
    tallies.forEach((key, tally) -> {
      if ((key.isUsage() || key.isCentre()) && tally.consumed().signum() != 0) {
        plain.put(key, tally.consumed().stripTrailingZeros());
      }
    });
    return plain;
  }

  @Test
  void countsNothingWithoutAPlan() {
    var rerating =
        new Rerating(List.of(), new Single(catalog()), ZoneId.of("UTC"), Instant.MIN, Instant.MAX);
    rerating.add("call", Scene.START, Scene.START, Map.of());
    assertThat(rerating.counters()).isEmpty();
    assertThat(rerating.events()).isOne();
    assertThat(rerating.properties()).isEqualTo(new HashSet<>());
  }

  /// The one published catalog.
  private record Single(Catalog only) implements Catalogs {
    @Override
    public Catalog catalog(CatalogReference reference) {
      return only;
    }

    @Override
    public Rating rating(CatalogReference reference) {
      return Rating.of(only);
    }
  }
}

package dev.saldo.bench.rating;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.BurnOrder;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.RateCard;
import dev.saldo.core.catalog.RefundTerms;
import dev.saldo.core.catalog.Sale;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.rating.Rating;
import dev.saldo.core.rating.RatingInput;
import dev.saldo.core.rating.RatingResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Prices of token use on one thread: a card of four models with input, cached input and output,
/// two bands on one of them, and half price for batches. Events come from a list of 4,096 seeded
/// ones, so that neither lines nor branches are always the same.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RatingBenchmark {
  private static final int EVENTS = 4096;
  private static final long SEED = 20_260_101;
  private static final CreditUnit CREDIT = new CreditUnit("credit");

  private final Action action = action();
  private final Rating rating = Rating.of(catalog(action));
  private final List<Map<String, Value>> events = events();
  private int next;

  /// The price alone, as a replay of a trace needs it.
  @Benchmark
  public Optional<Credits> price() {
    return rating.price(action, event());
  }

  /// The price with every part of it, as a receipt needs it.
  @Benchmark
  public RatingResult rate() {
    return rating.rate(action, RatingInput.of(event()));
  }

  private Map<String, Value> event() {
    next = (next + 1) & (EVENTS - 1);
    return events.get(next);
  }

  private static List<Map<String, Value>> events() {
    var random = new SplittableRandom(SEED);
    return Stream.generate(() -> event(random)).limit(EVENTS).toList();
  }

  private static Map<String, Value> event(SplittableRandom random) {
    var models = List.of("sonnet", "opus", "haiku", "gpt-4o");
    var input = random.nextLong(1, 300_000);
    return Map.of(
        "model", Value.of(models.get(random.nextInt(models.size()))),
        "input_tokens", Value.of(input),
        "cached_tokens", Value.of(random.nextLong(0, input)),
        "output_tokens", Value.of(random.nextLong(1, 8_000)),
        "batch", Value.of(random.nextInt(4) == 0));
  }

  private static Action action() {
    return new Action(
        "completion",
        "Completion",
        Optional.empty(),
        new ActionPrice.ByRateCard("models"),
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofMinutes(15),
        Optional.empty(),
        Map.of());
  }

  private static RateCard card() {
    var half = new RateCard.Multiplier(Map.of("batch", "true"), new BigDecimal("0.5"));
    var long200k = Optional.of(new BigDecimal("200000"));
    return new RateCard(
        "models",
        CREDIT,
        List.of("model"),
        List.of(
            new RateCard.Component("input", "input_tokens", List.of("cached_tokens")),
            new RateCard.Component("cached", "cached_tokens", List.of()),
            new RateCard.Component("output", "output_tokens", List.of())),
        Optional.of("input_tokens"),
        new BigDecimal("1000000"),
        BigDecimal.ONE,
        List.of(half),
        List.of(
            line("sonnet", band(long200k, "3", "0.3", "15"), open("6", "0.6", "22.5")),
            line("opus", open("5", "0.5", "25")),
            line("haiku", open("1", "0.1", "5")),
            line("gpt-4o", open("2.5", "1.25", "10"))));
  }

  private static RateCard.Line line(String model, RateCard.Band... bands) {
    return new RateCard.Line(model, Map.of("model", model), List.of(bands));
  }

  private static RateCard.Band open(String... prices) {
    return band(Optional.empty(), prices);
  }

  private static RateCard.Band band(Optional<BigDecimal> upTo, String... prices) {
    return new RateCard.Band(upTo, Stream.of(prices).map(BigDecimal::new).toList());
  }

  private static Catalog catalog(Action action) {
    var cards = new LinkedHashMap<String, RateCard>();
    cards.put("models", card());
    var actions = new LinkedHashMap<String, Action>();
    actions.put(action.name(), action);
    return new Catalog(
        new CatalogReference("bench", 1),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        cards,
        actions,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        Sale.plain(Currency.getInstance("EUR")),
        new BurnOrder(
            List.of(GrantKind.PLAN, GrantKind.PURCHASED, GrantKind.PROMOTIONAL, GrantKind.TRIAL)),
        new RefundTerms.Breakage(),
        Optional.empty());
  }
}

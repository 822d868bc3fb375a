package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Averages;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Segment;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Usage;
import dev.saldo.core.subscription.UsageBill;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/// A customer who uses everything that costs money, by chance, through one month and changes of
/// plan; and what that comes to, told by the invoice's own function from nothing but terms and
/// counters.
final class Spender {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  static final Period MARCH = new Period(START, Instant.parse("2026-04-01T00:00:00Z"));
  private static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
  private static final List<String> METERS =
      List.of("query", "tokens", "storage", "call", "bulk", "task", "volume");
  private static final List<String> MODELS = List.of("small", "large");

  final Scene scene;
  private final Catalog catalog;
  private final SplittableRandom random;
  private final List<UUID> holds = new ArrayList<>();
  private final List<UUID> charges = new ArrayList<>();
  private String plan = "basic";

  Spender(Catalog catalog, SplittableRandom random) {
    this.catalog = catalog;
    this.random = random;
    this.scene = new Scene(catalog, START, ZONE);
    Scene.yes(scene.ask(to("basic")));
  }

  static Shelf shelf() {
    return new Shelf()
        .counts("query")
        .sums("tokens")
        .peaks("storage")
        .sums("call")
        .sums("bulk")
        .averages("volume")
        .acts("task", "1")
        .plan(
            "basic",
            offer ->
                offer
                    .price("10")
                    .minimum("25")
                    .usage("query", "5", Prices.graduated("10", "0.021", "0.007"))
                    .drawn(
                        "tokens",
                        "1000",
                        List.of("small"),
                        Prices.byModel("small", "0.5", "large", "2"))
                    .usage("storage", "10", Prices.each("0.1", "3"))
                    .usage("volume", "20", Prices.each("0.05"))
                    .daily("call", "20", Prices.graduated("50", "0.003", "0.001"))
                    .usage("bulk", "0", Prices.packages("0.35", "700"))
                    .overage("task", "0.11", "3"))
        .plan(
            "pro",
            offer ->
                offer
                    .price("30")
                    .usage("query", "12", Prices.volume("15", "0.013", "0.01"))
                    .drawn(
                        "tokens",
                        "3000",
                        List.of("large", "small"),
                        Prices.byModel("small", "0.4", "large", "1.5"))
                    .usage("storage", "40", Prices.each("0.07"))
                    .usage("volume", "30", Prices.graduated("100", "0.04", "0.03"))
                    .daily("call", "60", Prices.each("0.002"))
                    .overage("other", "0.07", "1"))
        .byCalendar();
  }

  /// The next moment, or the last one of the month.
  Instant later() {
    var next = scene.clock.plusSeconds(1 + random.nextLong(60_000));
    return next.isBefore(MARCH.until()) ? next : MARCH.until().minusSeconds(1);
  }

  /// Something that a customer does, of which some asks first.
  Command next() {
    return switch (random.nextInt(12)) {
      case 0 -> to(random.nextBoolean() ? "pro" : "basic");
      case 1, 2 ->
          new Command.OpenHold(
              scene.key(),
              act(METERS.size() - 1),
              Optional.empty(),
              Optional.empty(),
              false,
              false);
      case 3, 4 ->
          new Command.Capture(
              scene.key(),
              one(holds),
              Scene.act("", "n", Integer.toString(random.nextInt(1, 400))).data(),
              Optional.empty(),
              Attribution.NONE);
      case 5 -> new Command.Release(scene.key(), one(holds));
      case 6 ->
          new Command.Refund(scene.key(), one(charges), Optional.empty(), "not as it should be");
      case 7 -> {
        var number = random.nextLong(1L << 40);
        var late = random.nextLong(scene.clock.getEpochSecond() - START.getEpochSecond() + 1);
        yield new Command.RecordUsage(
            Scene.event("event-" + number, number), act(), scene.clock.minusSeconds(late));
      }
      default -> new Command.Charge(scene.key(), act(), false, false);
    };
  }

  private Command.Act act() {
    return act(METERS.size());
  }

  /// @param first of the meters; a hold sets no level aside, and so doesn't cost by the last one
  private Command.Act act(int first) {
    return Scene.act(
        METERS.get(random.nextInt(first)),
        "n",
        new BigDecimal(random.nextInt(1, 90_000)).movePointLeft(2).toPlainString(),
        "model",
        MODELS.get(random.nextInt(2)));
  }

  private UUID one(List<UUID> some) {
    return some.isEmpty() ? new UUID(1, 1) : some.get(random.nextInt(some.size()));
  }

  /// Remembers what later commands may be about.
  Outcome did(Command command, Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      switch (accepted.answer()) {
        case Answer.HoldOpened opened -> holds.add(opened.id());
        case Answer.Charged charged -> charges.add(charged.id());
        case Answer.Recorded recorded -> charges.add(recorded.id());
        case Answer.PlanChanged changed -> plan = changed.term().plan();
        default -> {}
      }
    }
    return outcome;
  }

  String plan() {
    return plan;
  }

  private Command to(String other) {
    var order =
        new Command.Order(
            ItemsChange.NONE,
            Optional.empty(),
            Command.Billed.STANDARD,
            When.NOW,
            Collect.NEXT_INVOICE,
            Optional.empty(),
            Onto.ANYTHING);
    var key = scene == null ? Scene.key("first", 0) : scene.key();
    return new Command.ChangePlan(key, catalog.reference(), other, order);
  }

  void cap(Optional<Money> cap) {
    Scene.yes(
        scene.ask(
            new Command.ChangeSettings(
                scene.key(), new Settings(Optional.empty(), Optional.empty(), cap))));
  }

  /// What use and overage come to by an account's terms and counters.
  ///
  /// @param held whether what open holds have set aside counts
  Money cost(Account account, boolean held) {
    var sum = Prices.money("0");
    for (var line : lines(account, held)) {
      if (line.kind() != LineKind.COMMITMENT) {
        sum = sum.plus(line.amount());
      }
    }
    return sum;
  }

  List<LineItem> lines(Account account, boolean held) {
    var first = Cadence.DAY.containing(START, ZONE).from();
    var counters = new HashMap<TallyKey, Tally>();
    account
        .tallies()
        .forEach((key, tally) -> {
          if (!key.from().isBefore(first) && key.from().isBefore(MARCH.until())) {
            var set = held ? tally.held() : BigDecimal.ZERO;
            counters.put(key, new Tally(tally.consumed().add(set), BigDecimal.ZERO, tally.acts()));
          }
        });
    counters.putAll(
        PeriodBill.edges(MARCH, MARCH, account.terms(), account.levels(), scene.catalogs()));
    return UsageBill.lines(
        Averages.of(new Usage(MARCH, segments(account), counters, Prices.EUR, ZONE)));
  }

  private List<Segment> segments(Account account) {
    var terms = account.terms();
    var segments = new ArrayList<Segment>();
    for (var i = 0; i < terms.size(); i++) {
      var until = i + 1 < terms.size() ? terms.get(i + 1).from() : MARCH.until();
      if (terms.get(i).from().isBefore(until)) {
        var part = new Period(terms.get(i).from(), until);
        var of = catalog.plan(terms.get(i).plan()).orElseThrow();
        segments.add(new Segment(catalog, of, terms.get(i).items(), part));
      }
    }
    assertThat(segments).isNotEmpty();
    return segments;
  }
}

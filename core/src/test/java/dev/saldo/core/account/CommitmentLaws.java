package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.ItemsChange.Undertaken;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Subscription.Status;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is committed to in a calendar month is paid for, bought or not, each credit once and at its
/// price: told apart from the history alone, whatever happens in it.
class CommitmentLaws {
  private static final int SEEDS = 400;
  private static final Instant FIRST = Instant.parse("2026-01-10T00:00:00Z");
  private static final MathContext EXACT = new MathContext(60, RoundingMode.HALF_EVEN);
  private static final BigDecimal NOTHING = new BigDecimal("0.0000000000001");
  private static final List<String> ZONES =
      List.of("UTC", "America/Sao_Paulo", "Europe/Madrid", "Pacific/Apia");
  private static final Map<String, BigDecimal> CREDITS =
      Map.of("c1", new BigDecimal("1000"), "c2", new BigDecimal("2000"));
  private static final Map<String, BigDecimal> PRICES =
      Map.of("c1", new BigDecimal("2.125"), "c2", new BigDecimal("2"));

  private static Catalog catalog(ResetRule.Anchor anchor) {
    return new Shelf()
        .plan("one", offer -> offer.price("100").annualLess("10"))
        .plan("two", offer -> offer.price("200"))
        .pack("small", "100", "400")
        .pack("large", "300", "1050")
        .commitment("c1", "1000", "2.50", "15")
        .commitment("c2", "2000", "2.50", "20")
        .billed(anchor, ResetRule.Zone.CUSTOMER)
        .catalog();
  }

  /// Credits bought.
  ///
  /// @param price of all of them
  private record Bought(Instant at, BigDecimal credits, BigDecimal price, UUID grant) {}

  /// A customer that undertakes, buys, pauses and ends.
  private static final class Life {
    private final SplittableRandom random;
    private final Scene scene;
    private final Catalog catalog;

    /// The commitment that holds from each time on; empty for none.
    private final TreeMap<Instant, String> held = new TreeMap<>();

    private final List<Bought> bought = new ArrayList<>();
    private final Map<UUID, Instant> takenBack = new TreeMap<>();

    Life(long seed) {
      random = new SplittableRandom(seed);
      catalog =
          catalog(random.nextBoolean() ? ResetRule.Anchor.CALENDAR : ResetRule.Anchor.ANNIVERSARY);
      var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
      scene = new Scene(catalog, FIRST.plusSeconds(random.nextLong(86_400L * 30)), zone);
    }

    void live() {
      yes(scene.ask(change(When.NOW)));
      note();
      for (var step = 0; step < 25; step++) {
        pass(scene.clock.plusSeconds(random.nextLong(1, 86_400L * 20)));
        act();
        note();
      }
      pass(scene.clock.plusSeconds(1));
      scene.ask(new Command.EndSubscription(scene.key(), When.NOW, false));
      note();
    }

    private void pass(Instant until) {
      while (true) {
        var subscription = scene.account.subscription().orElseThrow();
        var end = subscription.period().until();
        if (!subscription.isRunning() || end.isAfter(until)) {
          break;
        }
        scene.clock = end;
        scene.postDue();
        note();
      }
      scene.clock = until;
      scene.postDue();
    }

    private void act() {
      if (scene.account.subscription().orElseThrow().status() == Status.PAUSED) {
        yes(scene.ask(new Command.ResumeSubscription(scene.key())));
        return;
      }
      switch (random.nextInt(10)) {
        case 0, 1 -> scene.ask(change(When.NOW));
        case 2 -> scene.ask(change(When.PERIOD_END));
        case 3 -> scene.ask(new Command.PauseSubscription(scene.key(), false));
        case 4 -> takeBack();
        default -> buy();
      }
    }

    private Command change(When when) {
      var name = List.of("", "c1", "c2").get(random.nextInt(3));
      var undertaken = new Undertaken(Optional.of(name).filter(one -> !one.isEmpty()));
      var items =
          new ItemsChange(
              Optional.empty(), new TreeMap<>(), Optional.empty(), Optional.of(undertaken));
      var order =
          new Command.Order(
              items,
              Optional.empty(),
              Command.Billed.STANDARD,
              when,
              Collect.NOW,
              Optional.empty(),
              Onto.ANYTHING);
      var plan = random.nextBoolean() ? "one" : "two";
      return new Command.ChangePlan(scene.key(), catalog.reference(), plan, order);
    }

    private void buy() {
      var large = random.nextBoolean();
      var count = random.nextInt(1, 4);
      var pack = large ? "large" : "small";
      var command =
          new Command.BuyPack(
              scene.key(), pack, count, Optional.empty(), Collect.NOW, Optional.empty());
      if (scene.ask(command) instanceof Outcome.Accepted accepted
          && accepted.answer() instanceof Answer.Granted granted) {
        var credits = new BigDecimal(large ? 300 : 100).multiply(new BigDecimal(count));
        var holds = holding(scene.clock);
        var price =
            holds.isEmpty()
                ? new BigDecimal(large ? 1050 : 400).multiply(new BigDecimal(count))
                : of(PRICES, holds).multiply(credits);
        bought.add(new Bought(scene.clock, credits, price, granted.grant().id()));
      }
    }

    private void takeBack() {
      bought.stream()
          .filter(_ -> random.nextBoolean())
          .findFirst()
          .map(Bought::grant)
          .filter(grant -> !takenBack.containsKey(grant))
          .ifPresent(grant -> {
            yes(scene.ask(new Command.RevokeGrant(scene.key(), grant, "test")));
            takenBack.put(grant, scene.clock);
          });
    }

    private void note() {
      var active =
          scene.account.subscription().filter(one -> one.status() == Status.ACTIVE).isPresent();
      var items = scene.account.term().map(Term::items);
      held.put(scene.clock, active ? items.flatMap(one -> one.commitment()).orElse("") : "");
    }

    private String holding(Instant at) {
      var entry = held.floorEntry(at);
      return entry == null ? "" : entry.getValue();
    }

    // --- What is due, from the history ---

    /// Each stretch of time in which something was committed to without a break, month by month.
    BigDecimal missing() {
      var sum = BigDecimal.ZERO;
      var at = held.firstKey();
      while (at.isBefore(scene.clock)) {
        var month = Cadence.MONTH.containing(at, scene.account.zone());
        var until = month.until().isBefore(scene.clock) ? month.until() : scene.clock;
        var whole = seconds(month.from(), month.until());
        while (at.isBefore(until)) {
          var begun = at;
          var asked = BigDecimal.ZERO;
          var last = "";
          while (at.isBefore(until) && !holding(at).isEmpty()) {
            var next = earlier(held.higherKey(at), until);
            last = holding(at);
            asked = asked.add(of(CREDITS, last).multiply(seconds(at, next)));
            at = next;
          }
          if (last.isEmpty()) {
            at = earlier(held.higherKey(at), until);
          } else {
            var missing = asked.divide(whole, EXACT).subtract(counted(begun, at));
            sum = sum.add(missing.max(BigDecimal.ZERO).multiply(of(PRICES, last)));
          }
        }
      }
      return sum;
    }

    private BigDecimal counted(Instant from, Instant until) {
      return bought.stream()
          .filter(one -> !one.at().isBefore(from) && one.at().isBefore(until))
          .filter(one ->
              Optional.ofNullable(takenBack.get(one.grant()))
                  .filter(back -> back.isBefore(until))
                  .isEmpty())
          .map(Bought::credits)
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal of(Map<String, BigDecimal> figures, String name) {
      return figures.getOrDefault(name, BigDecimal.ZERO);
    }

    private static Instant earlier(Instant one, Instant other) {
      return one != null && one.isBefore(other) ? one : other;
    }

    private static BigDecimal seconds(Instant from, Instant until) {
      return new BigDecimal(Duration.between(from, until).toSeconds());
    }

    // --- What was charged ---

    private BigDecimal charged(LineKind kind) {
      return lines(kind).stream()
          .map(line -> line.amount().amount())
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<LineItem> lines(LineKind kind) {
      return scene.effects.stream()
          .filter(Effect.Owed.class::isInstance)
          .map(effect -> ((Effect.Owed) effect).item())
          .filter(line -> line.kind() == kind)
          .toList();
    }
  }

  @Test
  void whatIsMissingIsPaidAtTheCommittedPriceAndWhatIsBoughtToo() {
    var lines = 0;
    var returned = 0;
    for (var seed = 0L; seed < SEEDS; seed++) {
      try {
        var life = new Life(seed);
        life.live();
        assertThat(life.charged(LineKind.COMMITMENT).subtract(life.missing()).abs())
            .as("%s of %s", life.charged(LineKind.COMMITMENT), life.missing())
            .isLessThan(NOTHING);
        var paid = life.bought.stream().map(Bought::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(life.charged(LineKind.PACK)).isEqualByComparingTo(paid);
        lines += life.lines(LineKind.COMMITMENT).size();
        returned += life.takenBack.size();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(lines).isGreaterThan(SEEDS * 3);
    assertThat(returned).isGreaterThan(SEEDS / 2);
  }

  @Test
  void aWholeMonthTellsWhatItWasCountedFrom() {
    var scene =
        new Scene(
            catalog(ResetRule.Anchor.CALENDAR),
            Instant.parse("2026-03-01T00:00:00Z"),
            ZoneId.of("UTC"));
    yes(scene.ask(committing(scene, "c1", Optional.empty())));
    yes(
        scene.ask(
            new Command.BuyPack(
                scene.key(), "large", 1, Optional.empty(), Collect.NOW, Optional.empty())));
    scene.at("2026-04-01T00:00:00Z").postDue();
    var line =
        scene.effects.stream()
            .filter(Effect.Owed.class::isInstance)
            .map(effect -> ((Effect.Owed) effect).item())
            .filter(one -> one.kind() == LineKind.COMMITMENT)
            .findFirst()
            .orElseThrow();
    assertThat(line.amount().amount()).isEqualByComparingTo("1487.5");
    assertThat(line.quantity()).isEqualByComparingTo("700");
    assertThat(line.unitPrice().orElseThrow().amount()).isEqualByComparingTo("2.125");
    var evidence = line.evidence().orElseThrow();
    assertThat(evidence.used()).isEqualByComparingTo("1000");
    assertThat(evidence.included()).isEqualByComparingTo("300");
    assertThat(evidence.events()).isEqualTo(1);
  }

  @Test
  void aYearAtOnceHasNone() {
    var scene = new Scene(catalog(ResetRule.Anchor.CALENDAR), FIRST, ZoneId.of("UTC"));
    var year = Optional.of(Interval.YEAR);
    var no = (Refusal.Unacceptable) Scene.no(scene.ask(committing(scene, "c1", year)));
    assertThat(no.code()).isEqualTo("commitment_by_the_month");
    var unknown = Scene.no(scene.ask(committing(scene, "c9", Optional.empty())));
    assertThat(((Refusal.Unacceptable) unknown).code()).isEqualTo("unknown_commitment");
  }

  private static Command committing(Scene scene, String name, Optional<Interval> interval) {
    var items =
        new ItemsChange(
            Optional.empty(),
            new TreeMap<>(),
            Optional.empty(),
            Optional.of(new Undertaken(Optional.of(name))));
    var order =
        new Command.Order(
            items,
            interval,
            Command.Billed.STANDARD,
            When.NOW,
            Collect.NOW,
            Optional.empty(),
            Onto.ANYTHING);
    var reference = catalog(ResetRule.Anchor.CALENDAR).reference();
    return new Command.ChangePlan(scene.key(), reference, "one", order);
  }
}

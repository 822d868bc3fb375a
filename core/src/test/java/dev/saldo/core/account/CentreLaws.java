package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Attribution.Party;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Segment;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Usage;
import dev.saldo.core.subscription.UsageBill;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Lines divided among cost centres come to what one line would, each cost centre's by what it
/// used, whatever the order in which that is told.
class CentreLaws {
  private static final Period JANUARY =
      new Period(Scene.START, Instant.parse("2026-02-01T00:00:00Z"));
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private static Catalog catalog(boolean divided) {
    var shelf =
        new Shelf()
            .sums("call")
            .sums("tokens")
            .counts("daily")
            .peaks("storage")
            .plan(
                "p",
                offer ->
                    offer
                        .price("1")
                        .usage("call", "500", Prices.each("0.037"))
                        .drawn(
                            "tokens", "900", List.of("a"), Prices.byModel("a", "3.33", "b", "7.77"))
                        .daily("daily", "2", Prices.each("0.111"))
                        .usage("storage", "1", Prices.each("0.5")));
    shelf.byCalendar();
    return (divided ? shelf.byCostCentre() : shelf).catalog();
  }

  /// @param centre empty for none
  private record Told(Instant at, String type, int n, String model, String centre) {
    Command.RecordUsage command(int number) {
      var none = Attribution.NONE;
      var party =
          Optional.of(centre)
              .filter(name -> !name.isEmpty())
              .map(name -> new Party(name, Optional.empty(), Optional.empty()));
      var by =
          new Attribution(
              none.member(),
              party,
              none.automation(),
              none.apiKey(),
              none.agentRun(),
              none.execution());
      return new Command.RecordUsage(
          Scene.event("e" + number, number), Scene.actBy(by, type, "n", n, "model", model), at);
    }
  }

  private static List<Told> told(Random random, int centres) {
    var told = new ArrayList<Told>();
    for (var i = 0; i < 150; i++) {
      told.add(
          new Told(
              Scene.START.plusSeconds(1 + random.nextInt(86_400 * 31 - 1)),
              List.of("call", "tokens", "daily", "storage").get(random.nextInt(4)),
              1 + random.nextInt(70),
              random.nextBoolean() ? "a" : "b",
              random.nextInt(5) == 0 ? "" : "c" + random.nextInt(centres)));
    }
    return told;
  }

  private static Map<Integer, Told> numbered(List<Told> told) {
    var numbered = new HashMap<Integer, Told>();
    told.forEach(one -> numbered.put(numbered.size(), one));
    return numbered;
  }

  private static List<LineItem> lines(boolean divided, Map<Integer, Told> told, List<Integer> in) {
    var catalog = catalog(divided);
    var scene = new Scene(catalog);
    Scene.yes(scene.subscribe("p"));
    scene.clock = JANUARY.until().minusSeconds(1);
    in.forEach(number -> scene.ask(Objects.requireNonNull(told.get(number)).command(number)));
    var plan = catalog.plan("p").orElseThrow();
    var segment = new Segment(catalog, plan, Items.ONE, JANUARY);
    return UsageBill.lines(
        new Usage(JANUARY, List.of(segment), scene.account.tallies(), Prices.EUR, ZoneOffset.UTC));
  }

  private static List<Integer> inOrder(Map<Integer, Told> told) {
    return told.keySet().stream().sorted().toList();
  }

  private static Map<String, BigDecimal> sums(List<LineItem> lines) {
    return lines.stream()
        .collect(
            Collectors.toMap(
                LineItem::code,
                line -> line.amount().rounded().amount().setScale(2),
                BigDecimal::add));
  }

  @Test
  void thePartsComeToTheWhole() {
    var divided = 0;
    for (var seed = 0; seed < 100; seed++) {
      var random = new Random(seed);
      var told = numbered(told(random, 1 + random.nextInt(9)));
      var whole = lines(false, told, inOrder(told));
      var parts = lines(true, told, inOrder(told));
      assertThat(sums(parts)).as("seed %d", seed).isEqualTo(sums(whole));
      for (var line : whole) {
        var own = parts.stream().filter(part -> part.code().equals(line.code())).toList();
        check(line, own, "seed " + seed);
        divided += own.size() > 1 ? 1 : 0;
      }
      var mixed = new ArrayList<>(told.keySet());
      mixed.addAll(mixed.subList(0, 50));
      Collections.shuffle(mixed, random);
      assertThat(lines(true, told, mixed)).as("seed %d", seed).isEqualTo(parts);
    }
    assertThat(divided).isGreaterThan(200);
  }

  private static void check(LineItem whole, List<LineItem> parts, String as) {
    var used = whole.evidence().orElseThrow().used();
    var of = whole.amount().rounded();
    for (var part : parts) {
      var evidence = part.evidence().orElseThrow();
      var share =
          of.amount().multiply(evidence.used()).divide(used, 6, java.math.RoundingMode.DOWN);
      assertThat(part.amount().amount().subtract(share).abs())
          .as(as + " " + part)
          .isLessThanOrEqualTo(CENT);
      assertThat(part.quantity().add(evidence.included()))
          .as(as + " " + part)
          .isCloseTo(evidence.used(), org.assertj.core.api.Assertions.within(CENT));
    }
    assertThat(sum(parts, LineItem::quantity)).as(as).isEqualByComparingTo(whole.quantity());
    assertThat(sum(parts, part -> part.evidence().orElseThrow().used()))
        .as(as)
        .isEqualByComparingTo(used);
    assertThat(parts.stream().mapToLong(part -> part.evidence().orElseThrow().events()).sum())
        .as(as)
        .isEqualTo(whole.evidence().orElseThrow().events());
  }

  private static BigDecimal sum(
      List<LineItem> parts, java.util.function.Function<LineItem, BigDecimal> figure) {
    return parts.stream().map(figure).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void peaksAreOneLine() {
    var told = numbered(List.of(new Told(Scene.START, "storage", 9, "a", "c1")));
    assertThat(lines(true, told, inOrder(told)))
        .singleElement()
        .satisfies(line -> assertThat(line.costCentre()).isEmpty());
  }

  @Test
  void manyCostCentresShareOneCounter() {
    var told = new ArrayList<Told>();
    for (var i = 0; i < 150; i++) {
      told.add(new Told(Scene.START.plusSeconds(i), "call", 10, "a", "c" + i));
    }
    told.add(new Told(Scene.START.plusSeconds(200), "call", 10, "a", "*"));
    var numbered = numbered(told);
    var lines = lines(true, numbered, inOrder(numbered));
    assertThat(lines).hasSize(Centres.MOST + 1);
    assertThat(lines.getLast().costCentre()).contains("*");
    assertThat(lines.getLast().evidence().orElseThrow().used()).isEqualByComparingTo("510");
    assertThat(sums(lines)).isEqualTo(sums(lines(false, numbered, inOrder(numbered))));
  }

  @Test
  void whatIsLeftGoesToTheLargestRemaindersAndOfEqualOnesToTheFirst() {
    var told =
        numbered(
            List.of(
                new Told(Scene.START, "call", 1, "a", "x"),
                new Told(Scene.START, "call", 1, "a", "y"),
                new Told(Scene.START, "call", 1, "a", ""),
                new Told(Scene.START, "call", 524, "a", "z")));
    // 27 above 500 at 0.037 are 0.999: 1.00, of which 524/527 are 0.994 and the others 0.0019 each.
    var amounts = new HashMap<String, Money>();
    lines(true, told, inOrder(told))
        .forEach(line -> amounts.put(line.costCentre().orElse(""), line.amount()));
    assertThat(amounts.get("z")).isEqualTo(Prices.money("1.00"));
    assertThat(amounts.get("x")).isEqualTo(Prices.money("0.00"));
    assertThat(amounts.keySet()).isEqualTo(Set.of("x", "y", "z", ""));
  }
}

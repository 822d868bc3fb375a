package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Quoting.Quoted;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.rating.Rating;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Quote;
import dev.saldo.core.subscription.Segment;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Usage;
import dev.saldo.core.subscription.UsageBill;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole months of customers of every size, and what was counted by acts on the same bill.
class ScenarioFiguresTest {
  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");

  private static final Shelf SHELF =
      new Shelf()
          .sums("tokens")
          .sums("queries")
          .plan(
              "basic",
              offer ->
                  offer
                      .price("19.99")
                      .usage("queries", "500", Prices.each("0.02"))
                      .drawn(
                          "tokens", "500000", List.of("small"), Prices.byModel("small", "0.008")))
          .plan(
              "pro",
              offer ->
                  offer
                      .price("49.99")
                      .usage("queries", "5000", Prices.each("0.02"))
                      .drawn(
                          "tokens", "1000000", List.of("turbo"), Prices.byModel("turbo", "0.10")))
          .plan(
              "enterprise",
              offer ->
                  offer
                      .price("199.99")
                      .drawn(
                          "tokens", "2000000", List.of("large"), Prices.byModel("large", "0.20")))
          .product("users", "enterprise", "12.99")
          .product("models", Optional.of(Prices.amounts("999.99")), List.of(), "pro", "199.99")
          .product("hospitality", "pro", "49.99")
          .product("connector", "pro", "14.99")
          .product("agriculture", "pro", "59.99")
          .product("crop", "pro", "9.99");

  @ParameterizedTest
  @CsvSource({
    "basic, '', small, 900000, 23.19",
    "pro, hospitality=1 connector=1, turbo, 2300000, 244.97",
    "pro, agriculture=1 crop=3, turbo, 1700000, 209.95",
    "enterprise, users=3, large, 4250000, 688.96",
    "enterprise, users=3, large, 2000000, 238.96",
    "pro, models=1, turbo, 0, 1249.97",
  })
  void aMonthComesTo(String plan, String products, String model, String tokens, String total) {
    var catalog = SHELF.catalog();
    var counts = new HashMap<String, Integer>();
    for (var one : products.split(" ", -1)) {
      if (!one.isEmpty()) {
        counts.put(one.split("=", -1)[0], Integer.parseInt(one.split("=", -1)[1]));
      }
    }
    var asked =
        Quoting.Asked.of(
            Items.of(1, counts),
            Interval.MONTH,
            Prices.EUR,
            Quote.period(Interval.MONTH, JANUARY),
            Map.of("tokens", Map.of(model, new BigDecimal(tokens))));
    var ready = (Quoting.Result.Ready) Quoting.of(catalog, Rating.of(catalog), asked);
    var quoted = ready.quoting().of(catalog.plan(plan).orElseThrow());
    assertThat(quoted)
        .isInstanceOfSatisfying(
            Quoted.Offered.class,
            offered -> assertThat(offered.total()).isEqualTo(Prices.money(total)));
  }

  /// Acts on one plan and on the next, some of them told late: the bill is that of the pool.
  @Test
  void whatActsCountedIsBilledByTheTermTheyFellInto() {
    var catalog = SHELF.catalog();
    var scene = new Scene(catalog, JANUARY, ZoneOffset.UTC);
    yes(scene.subscribe("basic"));
    yes(scene.record("queries", "n", 300));
    scene.at("2026-01-17T00:00:00Z");
    yes(scene.subscribe("pro"));
    yes(scene.record("queries", "n", 9_600));
    yes(scene.record(Instant.parse("2026-01-16T23:59:59Z"), "queries", "n", 100));
    scene.at("2026-02-01T00:00:00Z");
    scene.postDue();
    yes(scene.record(Instant.parse("2026-01-31T23:59:59Z"), "queries", "n", 1));
    yes(scene.record("queries", "n", 5_000));

    var line = bill(scene, catalog).getFirst();
    assertThat(line.evidence().orElseThrow().used()).isEqualByComparingTo("10001");
    assertThat(line.evidence().orElseThrow().included()).isEqualByComparingTo("2678");
    assertThat(line.amount()).isEqualTo(Prices.money("146.46"));
  }

  private static List<LineItem> bill(Scene scene, Catalog catalog) {
    var month = new Period(JANUARY, Instant.parse("2026-02-01T00:00:00Z"));
    var terms = scene.account.terms();
    var segments = new ArrayList<Segment>();
    for (var i = 0; i + 1 < terms.size() && terms.get(i).from().isBefore(month.until()); i++) {
      var plan = catalog.plan(terms.get(i).plan()).orElseThrow();
      var part = new Period(terms.get(i).from(), terms.get(i + 1).from());
      segments.add(new Segment(catalog, plan, terms.get(i).items(), part));
    }
    return UsageBill.lines(
        new Usage(month, segments, scene.account.tallies(), Prices.EUR, ZoneOffset.UTC));
  }
}

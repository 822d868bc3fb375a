package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Segment;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Usage;
import dev.saldo.core.subscription.UsageBill;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What is used in a year at once comes to what is used in twelve months, whatever the zone, and
/// whether it is included for each calendar month or each billed one; and what is refused above one
/// is refused above the other.
class MonthlyLaws {
  private static final int SEEDS = 60;
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Madrid", "America/Sao_Paulo", "Pacific/Apia");

  private static Catalog catalog(UsageTerms.Above above) {
    return new Shelf()
        .sums("call")
        .plan(
            "year",
            offer ->
                offer
                    .price("10")
                    .annualLess("10")
                    .usage("call", "100", UsageTerms.Per.MONTH, above, Prices.each("1")))
        .plan(
            "month",
            offer ->
                offer
                    .price("10")
                    .usage("call", "100", UsageTerms.Per.PERIOD, above, Prices.each("1")))
        .billed(
            dev.saldo.core.catalog.ResetRule.Anchor.CALENDAR,
            dev.saldo.core.catalog.ResetRule.Zone.CUSTOMER)
        .catalog();
  }

  private static Scene on(Catalog catalog, Interval interval, Instant start, ZoneId zone) {
    var scene = new Scene(catalog, start, zone);
    var order =
        new Command.Order(
            ItemsChange.NONE,
            Optional.of(interval),
            Command.Billed.STANDARD,
            Command.When.NOW,
            Command.Collect.NOW,
            Optional.empty(),
            Command.Onto.ANYTHING);
    var plan = interval == Interval.YEAR ? "year" : "month";
    Scene.yes(scene.ask(new Command.ChangePlan(scene.key(), catalog.reference(), plan, order)));
    return scene;
  }

  /// What is billed of all periods of the year.
  private static BigDecimal over(Scene scene, Catalog catalog, ZoneId zone) {
    var over = BigDecimal.ZERO;
    var terms = scene.account.terms();
    for (var i = 0; i + 1 < terms.size(); i++) {
      var plan = catalog.plan(terms.get(i).plan()).orElseThrow();
      var part = new Period(terms.get(i).from(), terms.get(i + 1).from());
      var usage =
          new Usage(
              part,
              List.of(new Segment(catalog, plan, Items.ONE, part)),
              scene.account.tallies(),
              Prices.EUR,
              zone);
      over = UsageBill.lines(usage).stream().map(LineItem::quantity).reduce(over, BigDecimal::add);
    }
    return over;
  }

  @Test
  void aYearByTheMonthIsTwelveMonths() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
      var start = Instant.parse("2026-01-01T12:00:00Z").atZone(zone).toLocalDate();
      var from = start.withDayOfMonth(1).atStartOfDay(zone).toInstant();
      var until = start.withDayOfMonth(1).plusYears(1).atStartOfDay(zone).toInstant();
      var above = seed % 2 == 0 ? UsageTerms.Above.BILLED : UsageTerms.Above.BLOCKED;
      var catalog = catalog(above);
      var year = on(catalog, Interval.YEAR, from, zone);
      var month = on(catalog, Interval.MONTH, from, zone);
      var refused = 0;
      for (var at : times(random, from, until)) {
        year.clock = at;
        month.clock = at;
        var n = random.nextInt(1, 30);
        var one = year.charge("call", "n", n);
        var other = month.charge("call", "n", n);
        assertThat(one.getClass()).as("seed %d at %s", seed, at).isEqualTo(other.getClass());
        refused += one instanceof Outcome.Refused ? 1 : 0;
      }
      year.clock = until;
      month.clock = until;
      year.postDue();
      month.postDue();
      var billed = over(year, catalog, zone);
      assertThat(billed).as("seed %d", seed).isEqualByComparingTo(over(month, catalog, zone));
      assertThat(above == UsageTerms.Above.BLOCKED ? refused : billed.intValue()).isPositive();
      assertThat(year.account.terms()).hasSize(13);
      assertThat(year.account.tallies().keySet().stream().filter(TallyKey::isUsage).count())
          .isGreaterThan(6);
    }
  }

  private static List<Instant> times(SplittableRandom random, Instant from, Instant until) {
    var times = new ArrayList<Instant>();
    for (var i = 0; i < 120; i++) {
      times.add(
          Instant.ofEpochSecond(random.nextLong(from.getEpochSecond(), until.getEpochSecond())));
    }
    times.sort(Instant::compareTo);
    return times;
  }
}

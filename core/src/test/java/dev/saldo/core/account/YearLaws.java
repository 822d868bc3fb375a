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
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.Shelf;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A year that is paid at once has twelve billed periods, from the day on which it began; and
/// whatever is changed in it, its fees come to what each second of it costs.
class YearLaws {
  private static final int CHANGES = 12;
  private static final MathContext EXACT = new MathContext(60);
  private static final BigDecimal NOTHING = new BigDecimal("1E-20");

  private static Catalog catalog() {
    return new Shelf()
        .plan("one", offer -> offer.price("9.99").annualLess("10"))
        .plan("two", offer -> offer.price("49.97").annual("499"))
        .plan("team", offer -> offer.price("7").perSeat().annualLess("0"))
        .product("extra", "one", "3.33", "two", "3.33", "team", "3.33")
        .billed(ResetRule.Anchor.ANNIVERSARY, ResetRule.Zone.CUSTOMER)
        .catalog();
  }

  @Test
  void aYearHasTwelvePeriodsAndCostsWhatItsSecondsCost() {
    var zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
    var seed = 0L;
    for (var zone : zones) {
      seed++;
      try {
        new Life(seed, ZoneId.of(zone)).live();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + " in " + zone, e);
      }
    }
    assertThat(zones).hasSizeGreaterThan(500);
  }

  /// Two years of a customer.
  private static final class Life {
    private final SplittableRandom random;
    private final Catalog catalog = catalog();
    private final LocalDateTime begun;
    private final ZoneId zone;
    private final Scene scene;
    private BigDecimal expected = BigDecimal.ZERO;

    Life(long seed, ZoneId zone) {
      this.random = new SplittableRandom(seed);
      this.zone = zone;
      // The last days of months are the ones that short months don't have.
      var month = LocalDateTime.of(2020 + random.nextInt(38), 1 + random.nextInt(12), 1, 0, 0);
      var end = month.plusMonths(1).minusDays(1 + random.nextInt(random.nextBoolean() ? 2 : 27));
      var at = end.plusSeconds(random.nextLong(86_400)).atZone(zone).toInstant();
      this.begun = LocalDateTime.ofInstant(at, zone);
      this.scene = new Scene(catalog, at, zone);
    }

    void live() {
      yes(scene.ask(to(Collect.NOW)));
      year(0);
      assertThat(owed().subtract(expected).abs()).isLessThan(NOTHING);
      year(1);
      assertThat(owed().subtract(expected).abs()).isLessThan(NOTHING);
      scene.clock = after(24);
      scene.postDue();
      var periods = new ArrayList<Period>();
      for (var month = 0; month < 24; month++) {
        periods.add(new Period(after(month), after(month + 1)));
      }
      assertThat(billed()).isEqualTo(periods);
    }

    /// Goes from the beginning of a year to a second before its end.
    private void year(int number) {
      var year = new Period(after(12 * number), after(12 * (number + 1)));
      var times = new TreeSet<Instant>();
      for (var i = 0; i < CHANGES; i++) {
        times.add(
            Instant.ofEpochSecond(
                random.nextLong(year.from().getEpochSecond(), year.until().getEpochSecond())));
      }
      if (number > 0) {
        scene.clock = year.from();
        scene.postDue();
      }
      var since = year.from();
      for (var at : times) {
        scene.clock = at;
        scene.postDue();
        spend(since, at, year);
        var collect = random.nextBoolean() ? Collect.NOW : Collect.NEXT_INVOICE;
        scene.ask(to(collect));
        assertThat(scene.account.subscription().orElseThrow().paid()).isEqualTo(year);
        since = at;
      }
      scene.clock = year.until().minusSeconds(1);
      scene.postDue();
      spend(since, year.until(), year);
    }

    private void spend(Instant since, Instant until, Period year) {
      var seconds = new BigDecimal(Duration.between(since, until).toSeconds());
      var share = seconds.divide(new BigDecimal(year.length().toSeconds()), EXACT);
      expected = expected.add(fee().multiply(share));
    }

    /// The price list, read once more.
    private BigDecimal fee() {
      var term = scene.account.term().orElseThrow();
      var extras = 12 * term.items().products().getOrDefault("extra", 0);
      var extra = new BigDecimal("3.33").multiply(new BigDecimal(extras));
      return switch (term.plan()) {
        case "one" -> new BigDecimal("119.88").add(extra).multiply(new BigDecimal("0.9"));
        case "two" -> new BigDecimal("499").add(extra);
        default -> new BigDecimal(84 * term.items().seats()).add(extra);
      };
    }

    private Instant after(int months) {
      return begun.plusMonths(months).atZone(zone).toInstant();
    }

    private Command to(Collect collect) {
      var plan = List.of("one", "two", "team").get(random.nextInt(3));
      var items =
          Items.of(
              plan.equals("team") ? random.nextInt(1, 9) : 1,
              random.nextBoolean() ? Map.of("extra", random.nextInt(1, 4)) : Map.of());
      var order =
          new Command.Order(
              ItemsChange.to(items),
              Optional.of(Interval.YEAR),
              Command.Billed.STANDARD,
              When.NOW,
              collect,
              Optional.empty(),
              Onto.ANYTHING);
      return new Command.ChangePlan(scene.key(), catalog.reference(), plan, order);
    }

    private BigDecimal owed() {
      return scene.effects.stream()
          .filter(Effect.Owed.class::isInstance)
          .map(effect -> ((Effect.Owed) effect).item().amount().amount())
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<Period> billed() {
      return scene.effects.stream()
          .filter(Effect.InvoiceDue.class::isInstance)
          .flatMap(effect -> ((Effect.InvoiceDue) effect).usage().stream())
          .map(Effect.UsagePeriod::part)
          .toList();
    }
  }
}

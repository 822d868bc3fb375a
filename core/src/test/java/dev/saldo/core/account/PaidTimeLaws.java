package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Coupon;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Status;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What is charged for an instant, less what is given back for it, is the fee of what the customer
/// has at that instant, whatever was changed, paused, ended, begun again or discounted.
class PaidTimeLaws {
  private static final int SEEDS = 400;
  private static final Instant FIRST = Instant.parse("2011-12-01T00:00:00Z");
  private static final MathContext EXACT = new MathContext(60);
  private static final BigDecimal NOTHING = new BigDecimal("1E-25");
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Madrid",
          "America/Sao_Paulo",
          "Africa/Cairo",
          "Australia/Lord_Howe",
          "Pacific/Apia");

  private static Shelf shelf() {
    return new Shelf()
        .plan("one", offer -> offer.price("9.99").annualLess("10"))
        .plan("two", offer -> offer.price("49.97").annual("499"))
        .plan("team", offer -> offer.price("7").perSeat())
        .plan("tried", offer -> offer.price("5").trial(Duration.ofDays(9), true))
        .product("extra", "one", "3.33", "two", "3.33", "team", "3.33", "tried", "3.33")
        .coupon("HALF", new Coupon.Discount.Percent(new BigDecimal("50")), 2)
        .coupon("FIVE", new Coupon.Discount.Off(Prices.amounts("5")), 3);
  }

  @Test
  void anInstantIsPaidOnceAtItsPlansFee() {
    var charged = 0;
    var givenBack = 0;
    var discounted = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      try {
        var world = new Life(seed);
        var lines = world.live();
        world.compare(lines);
        charged += lines.size();
        givenBack += (int) lines.stream().filter(line -> line.quantity().signum() < 0).count();
        discounted += (int) lines.stream().filter(line -> line.kind() == LineKind.DISCOUNT).count();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(charged).isGreaterThan(SEEDS * 10);
    assertThat(givenBack).isGreaterThan(SEEDS);
    assertThat(discounted).isGreaterThan(SEEDS);
  }

  /// A customer whose subscription goes through much.
  private static final class Life {
    private final SplittableRandom random;
    private final Catalog catalog;
    private final Scene scene;

    /// The fee of a second, from each instant on.
    private final TreeMap<Instant, BigDecimal> due = new TreeMap<>();

    Life(long seed) {
      random = new SplittableRandom(seed);
      var anchor = random.nextBoolean() ? ResetRule.Anchor.CALENDAR : ResetRule.Anchor.ANNIVERSARY;
      catalog = shelf().billed(anchor, ResetRule.Zone.CUSTOMER).catalog();
      var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
      scene = new Scene(catalog, FIRST.plusSeconds(random.nextLong(86_400L * 3_650)), zone);
    }

    /// What it put on invoices.
    private List<LineItem> live() {
      begin();
      for (var step = 0; step < 20; step++) {
        pass(scene.clock.plusSeconds(random.nextLong(1, 86_400L * 45)));
        act();
        note();
      }
      pass(scene.clock.plusSeconds(86_400));
      return scene.effects.stream()
          .filter(Effect.Owed.class::isInstance)
          .map(effect -> ((Effect.Owed) effect).item())
          .filter(line -> line.kind() != LineKind.SETUP && !line.amount().isZero())
          .toList();
    }

    private void begin() {
      var coupon = Optional.of(List.of("HALF", "FIVE").get(random.nextInt(2)));
      var asked = scene.ask(to(When.NOW, coupon.filter(_ -> random.nextBoolean())));
      if (asked instanceof Outcome.Refused) {
        // Each code is redeemed once.
        yes(scene.ask(to(When.NOW, Optional.empty())));
      }
      note();
    }

    /// Goes through the ends of all periods on the way.
    private void pass(Instant until) {
      while (true) {
        var end = subscription().period().until();
        if (!subscription().isRunning() || end.isAfter(until)) {
          break;
        }
        scene.clock = end;
        scene.postDue();
        note();
      }
      scene.clock = until;
      scene.postDue();
      note();
    }

    private void act() {
      switch (random.nextInt(9)) {
        case 0, 1, 2 -> scene.ask(to(When.NOW, Optional.empty()));
        case 3 -> scene.ask(to(When.PERIOD_END, Optional.empty()));
        case 4 -> scene.ask(new Command.PauseSubscription(scene.key(), true));
        case 5 -> {
          var when = random.nextBoolean() ? When.NOW : When.PERIOD_END;
          scene.ask(new Command.EndSubscription(scene.key(), when, true));
        }
        case 6 -> scene.ask(new Command.RedeemCoupon(scene.key(), "HALF"));
        default -> resume();
      }
    }

    private void resume() {
      if (subscription().status() == Status.ENDED) {
        begin();
      } else {
        scene.ask(new Command.ResumeSubscription(scene.key()));
      }
    }

    private Command.ChangePlan to(When when, Optional<String> coupon) {
      var plan = List.of("one", "two", "team", "tried").get(random.nextInt(4));
      var items =
          Items.of(
              plan.equals("team") ? random.nextInt(1, 4) : 1,
              random.nextBoolean() ? Map.of("extra", random.nextInt(1, 4)) : Map.of());
      var yearly = List.of("one", "two").contains(plan) && random.nextInt(5) == 0;
      var interval = yearly ? Interval.YEAR : Interval.MONTH;
      var order =
          new Command.Order(
              ItemsChange.to(items),
              Optional.of(interval),
              Command.Billed.STANDARD,
              when,
              random.nextBoolean() ? Collect.NOW : Collect.NEXT_INVOICE,
              coupon,
              Onto.ANYTHING);
      return new Command.ChangePlan(scene.key(), catalog.reference(), plan, order);
    }

    private Subscription subscription() {
      return scene.account.subscription().orElseThrow();
    }

    // --- What is due ---

    private void note() {
      var subscription = subscription();
      due.put(
          scene.clock,
          subscription.status() == Status.ACTIVE ? perSecond(subscription) : BigDecimal.ZERO);
    }

    private BigDecimal perSecond(Subscription subscription) {
      var whole = seconds(subscription.wholePaid());
      var part = seconds(subscription.paid());
      var fee = fee(scene.account.term().orElseThrow(), subscription.interval());
      var paid = fee.multiply(part).divide(whole, EXACT);
      var left = paid;
      for (var coupon : subscription.coupons()) {
        if (coupon.applied()) {
          var off =
              coupon.code().equals("HALF")
                  ? left.divide(BigDecimal.TWO)
                  : left.min(new BigDecimal("5"));
          left = left.subtract(off);
        }
      }
      return left.divide(part, EXACT);
    }

    /// The price list, read once more.
    private static BigDecimal fee(Term term, Interval interval) {
      var year = interval == Interval.YEAR;
      var months = new BigDecimal(year ? "12" : "1");
      var extra = new BigDecimal("3.33").multiply(months);
      var extras = extra.multiply(new BigDecimal(term.items().products().getOrDefault("extra", 0)));
      return switch (term.plan()) {
        case "one" -> {
          var all = new BigDecimal("9.99").multiply(months).add(extras);
          yield year ? all.multiply(new BigDecimal("0.9")) : all;
        }
        case "two" -> new BigDecimal(year ? "499" : "49.97").add(extras);
        case "team" -> new BigDecimal(7 * term.items().seats()).multiply(months).add(extras);
        default -> new BigDecimal("5").multiply(months).add(extras);
      };
    }

    private static BigDecimal seconds(Period period) {
      return new BigDecimal(period.length().toSeconds());
    }

    // --- What was charged ---

    private void compare(List<LineItem> lines) {
      var bounds = new TreeSet<>(due.keySet());
      var periods = new ArrayList<Period>();
      for (var line : lines) {
        var period = line.period().orElseThrow();
        periods.add(period);
        bounds.add(period.from());
        bounds.add(period.until());
      }
      for (var at : bounds.headSet(scene.clock)) {
        var charged = BigDecimal.ZERO;
        for (var i = 0; i < lines.size(); i++) {
          if (periods.get(i).contains(at)) {
            var amount = lines.get(i).amount().amount();
            charged = charged.add(amount.divide(seconds(periods.get(i)), EXACT));
          }
        }
        var expected = due.floorEntry(at).getValue();
        assertThat(charged.subtract(expected).abs())
            .as("%s of %s at %s in %s", charged, expected, at, scene.account.zone())
            .isLessThan(NOTHING);
      }
    }
  }
}

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
import dev.saldo.core.subscription.Overrides;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A plan that goes on under another version costs what that version says and what was negotiated,
/// leads back to where it came from, and overrules nothing that the customer has decided.
class MovingLaws {
  private static final int SEEDS = 500;
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final MathContext EXACT = new MathContext(60, RoundingMode.HALF_EVEN);
  private static final BigDecimal NOTHING = new BigDecimal("0.00000000000001");
  private static final BigDecimal HUNDRED = new BigDecimal("100");

  /// What a version lists.
  private record Listed(String plan, String seat, String extra) {
    Catalog version(int version) {
      var plan = version == 1 ? "one" : "uno";
      return new Shelf()
          .plan(plan, offer -> offer.price(this.plan).annualLess("10"))
          .plan("team", offer -> offer.price(seat).perSeat())
          .plan("other", offer -> offer.price("5"))
          .product("extra", plan, extra, "team", extra)
          .coupon("HALF", new Coupon.Discount.Percent(new BigDecimal("50")), 100)
          .billed(ResetRule.Anchor.ANNIVERSARY, ResetRule.Zone.UTC)
          .catalog(version);
    }
  }

  /// A customer of the first version.
  private static final class Life {
    private final SplittableRandom random;
    private final List<Listed> lists;
    private final List<Catalog> versions;
    private final Scene scene;
    private final String plan;
    private final Items items;
    private final Interval interval;
    private final boolean half;

    Life(long seed) {
      random = new SplittableRandom(seed);
      lists = List.of(list(), list());
      versions = List.of(lists.get(0).version(1), lists.get(1).version(2));
      scene = new Scene(versions, FIRST, ZoneOffset.UTC);
      plan = random.nextBoolean() ? "one" : "team";
      var overrides =
          random.nextInt(3) > 0
              ? Overrides.NONE
              : new Overrides(
                  Optional.of(Prices.money(amount())),
                  random.nextBoolean() ? Map.of("extra", Prices.money(amount())) : Map.of(),
                  Map.of(),
                  Map.of(),
                  random.nextBoolean() ? Optional.of(new BigDecimal("12.5")) : Optional.empty());
      var plain =
          Items.of(
              plan.equals("team") ? random.nextInt(1, 5) : 1,
              random.nextBoolean() ? Map.of("extra", random.nextInt(1, 4)) : Map.of());
      items = new Items(plain.seats(), plain.products(), overrides);
      interval = plan.equals("one") && random.nextInt(4) == 0 ? Interval.YEAR : Interval.MONTH;
      half = random.nextInt(4) == 0;
      var coupon = half ? Optional.of("HALF") : Optional.<String>empty();
      yes(scene.ask(change(plan, ItemsChange.to(items), When.NOW, coupon)));
      scene.clock = FIRST.plusSeconds(random.nextLong(86_400L * 700));
      scene.postDue();
      scene.effects.clear();
    }

    private Listed list() {
      return new Listed(amount(), amount(), amount());
    }

    private String amount() {
      return BigDecimal.valueOf(random.nextLong(1, 50_000), 2).toPlainString();
    }

    Command change(String to, ItemsChange change, When when, Optional<String> coupon) {
      var order =
          new Command.Order(
              change,
              Optional.of(interval),
              Command.Billed.STANDARD,
              when,
              Collect.NOW,
              coupon,
              Onto.ANYTHING);
      return new Command.ChangePlan(scene.key(), versions.get(0).reference(), to, order);
    }

    Outcome move(int from, int to, When when) {
      var order =
          new Command.Order(
              ItemsChange.NONE,
              Optional.empty(),
              Command.Billed.STANDARD,
              when,
              Collect.NOW,
              Optional.empty(),
              new Onto.Moved(versions.get(from - 1).reference(), named(from)));
      var reference = versions.get(to - 1).reference();
      return scene.ask(new Command.ChangePlan(scene.key(), reference, named(to), order));
    }

    private String named(int version) {
      return plan.equals("one") && version == 2 ? "uno" : plan;
    }

    Subscription subscription() {
      return scene.account.subscription().orElseThrow();
    }

    /// The price list, read once more.
    BigDecimal fee(int version) {
      var list = lists.get(version - 1);
      var negotiated = items.overrides();
      var months = new BigDecimal(interval == Interval.YEAR ? 12 : 1);
      var listed = new BigDecimal(plan.equals("one") ? list.plan() : list.seat());
      var each = negotiated.price().map(price -> price.amount()).orElse(listed);
      var ofPlan = each.multiply(new BigDecimal(items.seats()));
      var extra = negotiated.products().get("extra");
      var ofExtra = extra == null ? new BigDecimal(list.extra()) : extra.amount();
      var extras = new BigDecimal(items.products().getOrDefault("extra", 0)).multiply(ofExtra);
      var all = ofPlan.add(extras).multiply(months);
      var off = negotiated.discount().orElse(BigDecimal.ZERO);
      var less = all.multiply(HUNDRED.subtract(off)).movePointLeft(2);
      return interval == Interval.YEAR ? less.multiply(new BigDecimal("0.9")) : less;
    }

    BigDecimal owed() {
      return scene.effects.stream()
          .filter(Effect.Owed.class::isInstance)
          .map(effect -> ((Effect.Owed) effect).item().amount().amount())
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  private static void assertClose(BigDecimal found, BigDecimal expected) {
    assertThat(found.subtract(expected).abs()).as("%s of %s", found, expected).isLessThan(NOTHING);
  }

  @Test
  void theRestOfWhatIsPaidCostsTheDifferenceAndTheWayBackGivesItBack() {
    var negotiated = 0;
    for (var seed = 0L; seed < SEEDS; seed++) {
      try {
        negotiated += there(new Life(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(negotiated).isGreaterThan(SEEDS / 10);
  }

  private static int there(Life life) {
    var catalogs = life.scene.catalogs();
    var before = PeriodFees.now(life.scene.account, catalogs).orElseThrow();
    assertCents(before.money().amount(), life.fee(1));
    yes(life.move(1, 2, When.NOW));
    var after = PeriodFees.now(life.scene.account, catalogs).orElseThrow();
    assertCents(after.money().amount(), life.fee(2));
    assertThat(life.scene.account.term().orElseThrow().items()).isEqualTo(life.items);

    var whole = life.subscription().wholePaid();
    var rest = new Period(life.scene.clock, whole.until());
    var share =
        new BigDecimal(rest.length().toSeconds())
            .divide(new BigDecimal(whole.length().toSeconds()), EXACT);
    var paid = life.half ? new BigDecimal("0.5") : BigDecimal.ONE;
    var owed = life.fee(2).subtract(life.fee(1)).multiply(share).multiply(paid);
    assertClose(life.owed(), owed);

    yes(life.move(2, 1, When.NOW));
    assertClose(life.owed(), BigDecimal.ZERO);
    assertThat(life.scene.account.term().orElseThrow().items()).isEqualTo(life.items);
    return life.items.overrides().equals(Overrides.NONE) ? 0 : 1;
  }

  /// Each of two lines is rounded to the cent.
  private static void assertCents(BigDecimal found, BigDecimal expected) {
    assertThat(found.subtract(expected).abs())
        .as("%s of %s", found, expected)
        .isLessThanOrEqualTo(new BigDecimal("0.01"));
  }

  @Test
  void atTheEndOfWhatIsPaidTheNextCostsWhatIsArranged() {
    for (var seed = 0L; seed < SEEDS; seed++) {
      try {
        var life = new Life(seed);
        yes(life.move(1, 2, When.PERIOD_END));
        assertClose(life.owed(), BigDecimal.ZERO);
        var arranged = PeriodFees.arranged(life.scene.account, life.scene.catalogs());
        life.scene.clock = life.subscription().paid().until();
        life.scene.postDue();
        assertThat(PeriodFees.now(life.scene.account, life.scene.catalogs())).isEqualTo(arranged);
        assertClose(life.owed(), life.fee(2).multiply(new BigDecimal(life.half ? "0.5" : "1")));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void nothingThatTheCustomerDecidedIsOverruled() {
    var refused = 0;
    for (var seed = 0L; seed < SEEDS; seed++) {
      try {
        refused += decided(new Life(seed), new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(refused).isBetween(SEEDS / 4, SEEDS * 9 / 10);
  }

  /// @return one for a move that was refused
  private static int decided(Life life, SplittableRandom random) {
    var scene = life.scene;
    switch (random.nextInt(6)) {
      case 0 ->
          scene.ask(life.change("other", ItemsChange.to(Items.ONE), When.NOW, Optional.empty()));
      case 1 ->
          scene.ask(
              life.change("other", ItemsChange.to(Items.ONE), When.PERIOD_END, Optional.empty()));
      case 2 -> scene.ask(new Command.EndSubscription(scene.key(), When.PERIOD_END, false));
      case 3 -> scene.ask(new Command.EndSubscription(scene.key(), When.NOW, false));
      case 4 -> scene.ask(new Command.PauseSubscription(scene.key(), false));
      default -> {}
    }
    var before = scene.account;
    var when = random.nextBoolean() ? When.NOW : When.PERIOD_END;
    var outcome = life.move(1, 2, when);
    var was = before.subscription().orElseThrow();
    var is = scene.account.subscription().orElseThrow();
    if (outcome instanceof Outcome.Refused) {
      assertThat(scene.account).isEqualTo(before);
      return 1;
    }
    assertThat(before.term().orElseThrow().plan()).isEqualTo(life.plan);
    assertThat(was.isRunning()).isTrue();
    assertThat(was.arranged().filter(Arranged.Change.class::isInstance)).isEmpty();
    if (was.arranged().isPresent()) {
      assertThat(is.arranged()).isEqualTo(was.arranged());
    }
    return 0;
  }
}

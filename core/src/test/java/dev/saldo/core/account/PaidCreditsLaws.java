package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.When;
import dev.saldo.core.catalog.ResetRule.Anchor;
import dev.saldo.core.subscription.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is paid for brings its credits, and no sequence of changes brings more.
class PaidCreditsLaws {
  private static final int SEEDS = 300;
  private static final Instant FIRST = Instant.parse("2011-12-01T00:00:00Z");
  private static final MathContext EXACT = new MathContext(50);

  /// The credits of the largest plan, and those of the one that costs nothing, which don't count
  /// where a fee begins.
  private static final BigDecimal MOST = new BigDecimal("508");

  /// The seconds of the shortest month.
  private static final BigDecimal SHORTEST = BigDecimal.valueOf(28L * 86_400 - 3_600);

  private static final List<String> PLANS = List.of("viewer", "small", "team", "large");
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Madrid", "America/Sao_Paulo", "Australia/Lord_Howe");

  private static PaidCredits customer(SplittableRandom random) {
    var anchor = random.nextBoolean() ? Anchor.CALENDAR : Anchor.ANNIVERSARY;
    var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    return new PaidCredits(anchor, FIRST.plusSeconds(random.nextLong(86_400L * 3_650)), zone);
  }

  /// Credits that were granted, less those of the time that is left, are what was charged for the
  /// time until now, at a euro each; each grant of a part is rounded up by less than one.
  @Test
  void whoOnlyRisesHasTheCreditsThatAreCharged() {
    var changes = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var customer = customer(random);
      var seats = 1;
      var plan = 0;
      customer.take(PLANS.get(plan));
      for (var step = 0; step < 25; step++) {
        customer.at(customer.scene.clock.plusSeconds(random.nextLong(1, 86_400L * 20)));
        if (plan == 2 && seats < 6 && random.nextBoolean()) {
          customer.take("team", ++seats, Interval.MONTH);
          changes++;
        } else if (plan < 3 && random.nextInt(4) == 0) {
          plan++;
          customer.take(PLANS.get(plan));
          changes++;
        }
        var left = left(customer);
        var paid = customer.chargedUntil(customer.scene.clock);
        var more = customer.granted().subtract(left).subtract(paid);
        assertThat(more)
            .as("seed %s: %s granted, %s left, %s paid", seed, customer.granted(), left, paid)
            .isBetween(new BigDecimal("-1E-20"), BigDecimal.valueOf(customer.grants().size()));
      }
    }
    assertThat(changes).isGreaterThan(SEEDS * 4);
  }

  /// The credits of the running period that aren't due yet.
  private static BigDecimal left(PaidCredits customer) {
    var account = customer.scene.account;
    var term = account.term().orElseThrow();
    var plan = customer.scene.catalog.plan(term.plan()).orElseThrow();
    return plan.credits().stream()
        .map(credits -> {
          var now = customer.scene.clock;
          var period = credits.reset().containing(now, account.zone(), term.startedAt());
          var seconds = period.until().getEpochSecond() - now.getEpochSecond();
          return PlanGrants.full(plan, credits, term.items())
              .amount()
              .multiply(BigDecimal.valueOf(seconds))
              .divide(BigDecimal.valueOf(period.length().toSeconds()), EXACT);
        })
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// Up and down, month and year, at once and at the end of a period, also onto a plan that isn't
  /// billed: in no stretch of time is more granted than the largest plan brings in it, above the
  /// credits of one of its months.
  @Test
  void noSequenceOfChangesBringsMoreThanTheLargestPlan() {
    var changes = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var customer = customer(random);
      for (var step = 0; step < 40; step++) {
        var wait = random.nextInt(3) == 0 ? 0 : random.nextLong(1, 86_400L * 12);
        customer.at(customer.scene.clock.plusSeconds(wait));
        if (customer.change(
                List.of("open", "viewer", "small", "team", "large").get(random.nextInt(5)),
                1,
                random.nextInt(4) == 0 ? Interval.YEAR : Interval.MONTH,
                random.nextInt(5) == 0 ? When.PERIOD_END : When.NOW)
            instanceof Outcome.Accepted) {
          changes++;
        }
      }
      bounded(seed, customer);
    }
    assertThat(changes).isGreaterThan(SEEDS * 10);
  }

  private static void bounded(int seed, PaidCredits customer) {
    var byTime = new TreeMap<Instant, BigDecimal>();
    for (var grant : customer.grants()) {
      byTime.merge(grant.grantedAt(), grant.amount().amount(), BigDecimal::add);
    }
    for (var from : byTime.keySet()) {
      var sum = BigDecimal.ZERO;
      var count = 0;
      for (var later : byTime.tailMap(from, true).entrySet()) {
        sum = sum.add(later.getValue());
        count++;
        var seconds = later.getKey().getEpochSecond() - from.getEpochSecond();
        var brings =
            MOST.multiply(BigDecimal.valueOf(seconds))
                .divide(SHORTEST, EXACT)
                .add(MOST)
                .add(BigDecimal.valueOf(count));
        assertThat(sum)
            .as("seed %s: from %s until %s", seed, from, later.getKey())
            .isLessThanOrEqualTo(brings);
      }
    }
  }
}

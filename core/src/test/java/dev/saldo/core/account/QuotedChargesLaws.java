package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.story;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.metering.Value;
import dev.saldo.core.rating.Rating;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What is quoted for acts is what charging them takes: credits, free units and overage, to the
/// last decimal, in the order in which they are asked for.
class QuotedChargesLaws {
  private static final int SEEDS = 300;
  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  private static final ResetRule MONTHLY =
      new ResetRule(Cadence.MONTH, ResetRule.Zone.UTC, ResetRule.Anchor.CALENDAR);
  private static final Catalog CATALOG =
      new Shop("quoted")
          .flat("chat", "1.5")
          .free("chat", "7", MONTHLY)
          .proportional("call", "11", "seconds", "60")
          .free("call", "100", MONTHLY)
          .card("prompt", "3", "15")
          .flat("pages", "0.3", "pages")
          .plan("billed", plan -> plan.credits("40", MONTHLY).overage(Plan.Overage.BILLED))
          .plan("blocked", plan -> plan.credits("40", MONTHLY))
          .catalog();

  private static List<QuotedAct> any(SplittableRandom random) {
    var acts = new ArrayList<QuotedAct>();
    var kinds = 1 + random.nextInt(4);
    for (var i = 0; i < kinds; i++) {
      var count = 1 + random.nextInt(12);
      acts.add(
          switch (random.nextInt(4)) {
            case 0 -> act("chat", Map.of(), count);
            case 1 -> act("call", Map.of("seconds", Value.of(random.nextInt(100))), count);
            case 2 ->
                act(
                    "prompt",
                    Map.of(
                        "in", Value.of(random.nextInt(100_000)),
                        "out", Value.of(random.nextInt(10_000))),
                    count);
            default -> act("pages", Map.of("pages", Value.of(random.nextInt(9))), count);
          });
    }
    return acts;
  }

  private static QuotedAct act(String action, Map<String, Value> data, int count) {
    return new QuotedAct(action, data, count, Optional.empty());
  }

  private static Quoting.Quoted quoted(List<QuotedAct> acts, String plan) {
    var asked =
        new Quoting.Asked(
            Items.ONE,
            Interval.MONTH,
            Prices.EUR,
            Quote.period(Interval.MONTH, JANUARY),
            Map.of(),
            acts,
            Map.of(),
            Set.of());
    var ready = (Quoting.Result.Ready) Quoting.of(CATALOG, Rating.of(CATALOG), asked);
    return ready.quoting().of(CATALOG.plan(plan).orElseThrow());
  }

  @Test
  void whatIsQuotedIsWhatIsCharged() {
    var beyond = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      var acts = any(new SplittableRandom(seed));
      var offered = (Quoting.Quoted.Offered) quoted(acts, "billed");
      var scene = new Scene(CATALOG, JANUARY, ZoneOffset.UTC);
      scene.subscribe("billed");
      var burned = BigDecimal.ZERO;
      var overage = BigDecimal.ZERO;
      for (var i = 0; i < acts.size(); i++) {
        var sum = BigDecimal.ZERO;
        for (var n = 0; n < acts.get(i).count(); n++) {
          var story = story(scene.charge(act(acts.get(i))));
          sum = sum.add(story.price().amount());
          burned = burned.add(story.funding().burned().amount());
          overage = overage.add(story.funding().overage().amount());
        }
        assertThat(offered.acts().get(i).credits().orElseThrow().amount())
            .as("seed %d, %s", seed, acts.get(i))
            .isEqualByComparingTo(sum);
      }
      var funded = offered.funded().getFirst();
      assertThat(funded.covered().amount()).as("seed %d", seed).isEqualByComparingTo(burned);
      assertThat(funded.overage().amount()).as("seed %d", seed).isEqualByComparingTo(overage);
      var serves = quoted(acts, "blocked") instanceof Quoting.Quoted.Offered;
      assertThat(serves).as("seed %d", seed).isEqualTo(overage.signum() == 0);
      beyond += overage.signum();
    }
    assertThat(beyond).isBetween(SEEDS / 10, SEEDS * 9 / 10);
  }

  private static Command.Act act(QuotedAct one) {
    return new Command.Act(
        one.action(), one.data(), Optional.empty(), Optional.empty(), Attribution.NONE);
  }
}

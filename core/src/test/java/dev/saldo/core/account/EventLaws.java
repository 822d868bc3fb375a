package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.act;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.limit.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The same events come to the same counts, in whatever order and however often they are sent.
class EventLaws {
  private static final Shop SHOP =
      new Shop("laws")
          .flat("do", "0.5", "units")
          .quota("q", "do", "units", Shop.DAILY_UTC)
          .plan("plan", plan -> plan.softQuota("q", "10"));

  @Test
  void countsDontDependOnOrderBatchesOrRepeats() {
    for (var seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      var events = events(random);
      var expected = counted(events, List.of(events.size()));
      var sent = new ArrayList<>(events);
      for (var i = 0; i < 20; i++) {
        sent.add(events.get(random.nextInt(events.size())));
      }
      Collections.shuffle(sent, random);
      var batches = new ArrayList<Integer>();
      for (var left = sent.size(); left > 0; left -= batches.getLast()) {
        batches.add(Math.min(left, 1 + random.nextInt(9)));
      }
      var actual = counted(sent, batches);
      assertThat(actual.account.tallies()).isEqualTo(expected.account.tallies());
      assertThat(actual.debt()).isEqualTo(expected.debt());
      assertThat(actual.bound).hasSameSizeAs(expected.bound);
    }
  }

  private static List<Command> events(Random random) {
    var events = new ArrayList<Command>();
    for (var i = 0; i < 50; i++) {
      var at = Scene.START.minus(Duration.ofMinutes(random.nextInt(20_000)));
      events.add(
          new Command.RecordUsage(
              Scene.event("e" + i, i), act("do", "units", random.nextInt(1, 100)), at));
    }
    return events;
  }

  private static Scene counted(List<Command> events, List<Integer> batches) {
    var scene = Scene.on(SHOP, "plan");
    var budget =
        new Budget(
            new java.util.UUID(1, 1),
            "week",
            Optional.empty(),
            new Budget.Scope(Budget.Kind.CUSTOMER, ""),
            Cadence.WEEK,
            new Budget.Ceiling.InCredits(Shop.credits("100")),
            true,
            List.of());
    LadderTest.set(scene, budget);
    var from = 0;
    for (var size : batches) {
      scene.run(events.subList(from, from + size));
      from += size;
    }
    return scene;
  }
}

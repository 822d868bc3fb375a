package dev.saldo.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Promises hold in worlds full of faults, and planted bugs are found.
class WorldLaws {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  @Test
  void noPromiseIsBrokenWhateverGoesWrong() {
    var outcome = Soak.run(0, 1_000, Optional.empty(), THREADS, _ -> {});
    assertThat(outcome.broken()).as("replay: ./saldo soak --seed …").isEmpty();
    assertThat(outcome.seeds()).isEqualTo(1_000);
    assertThat(outcome.commands()).isGreaterThan(200 * outcome.seeds());
    assertThat(outcome.unproven(Soak.SIGHTINGS_MIN)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Bug.class)
  void aPlantedBugIsFound(Bug bug) {
    var outcome = Soak.hunt(bug, 0, Soak.HUNT_MAX, THREADS);
    assertThat(outcome.broken()).as("%s: %s", bug, bug.words()).isPresent();
  }

  @Test
  void aSeedIsTheSameEveryTime() {
    for (var bug : new Bug[] {Bug.FLOATING_POINT, Bug.DOUBLE_REFUND, Bug.EXPIRING_DEDUPE}) {
      for (var seed = 0; seed < 5; seed++) {
        var first = World.run(seed, Optional.of(bug));
        var second = World.run(seed, Optional.of(bug));
        assertThat(second.commands()).isEqualTo(first.commands());
        assertThat(second.broken()).isEqualTo(first.broken());
      }
    }
  }
}

package dev.saldo.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.engine.Believable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// A clock that has fallen back is seen until it has caught up.
class ClockCheckTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final AtomicReference<Instant> clock = new AtomicReference<>(START);
  private final AtomicLong steadyNs = new AtomicLong();
  private final ClockCheck check =
      new ClockCheck(clock::get, Believable.ANY, steadyNs::get, Duration.ofSeconds(5));

  private void pass(Duration real, Duration shown) {
    steadyNs.addAndGet(real.toNanos());
    clock.updateAndGet(at -> at.plus(shown));
  }

  @Test
  void aClockThatGoesAsTimeDoesIsFine() {
    pass(Duration.ofHours(40), Duration.ofHours(40));
    assertThat(check.fault()).isEmpty();
  }

  @Test
  void aLittleBackIsFineAndNotABitMore() {
    pass(Duration.ofSeconds(10), Duration.ofSeconds(5));
    assertThat(check.fault()).isEmpty();
    pass(Duration.ZERO, Duration.ofNanos(-1));
    assertThat(check.fault()).isPresent();
  }

  @Test
  void aClockThatStandsStillHasFallenBack() {
    pass(Duration.ofSeconds(6), Duration.ZERO);
    assertThat(check.fault()).isPresent();
  }

  @Test
  void whatHasCaughtUpIsFineAgain() {
    pass(Duration.ZERO, Duration.ofHours(-2));
    assertThat(check.fault()).hasValue("the clock has fallen back by 7200 s");
    pass(Duration.ZERO, Duration.ofHours(2));
    assertThat(check.fault()).isEmpty();
  }

  @Test
  void fromAJumpAheadThereIsNoSilentWayBack() {
    pass(Duration.ofSeconds(1), Duration.ofDays(365));
    assertThat(check.fault()).isEmpty();
    pass(Duration.ofSeconds(1), Duration.ofDays(-365));
    assertThat(check.fault()).isPresent();
  }
}

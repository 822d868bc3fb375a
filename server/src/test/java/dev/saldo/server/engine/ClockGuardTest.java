package dev.saldo.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A node's clock is measured against the database's, from the furthest it was ahead.
class ClockGuardTest {
  private static final Instant DATABASE = Instant.parse("2026-03-01T00:00:00Z");

  private final ClockGuard guard = new ClockGuard(Duration.ofSeconds(5));

  private boolean isSafe(Duration ahead) {
    return guard.isSafe(DATABASE.plus(ahead), DATABASE);
  }

  @Test
  void aConstantDifferenceDoesNoHarm() {
    assertThat(isSafe(Duration.ofHours(-3))).isTrue();
    assertThat(
            guard.isSafe(
                DATABASE.plusSeconds(60).minus(Duration.ofHours(3)), DATABASE.plusSeconds(60)))
        .isTrue();
  }

  @Test
  void fallingBackByTheBoundIsAllowedAndNotABitMore() {
    assertThat(isSafe(Duration.ZERO)).isTrue();
    assertThat(isSafe(Duration.ofSeconds(-5))).isTrue();
    assertThat(isSafe(Duration.ofSeconds(-5).minusNanos(1))).isFalse();
  }

  @Test
  void smallStepsBackAddUp() {
    assertThat(isSafe(Duration.ZERO)).isTrue();
    assertThat(isSafe(Duration.ofSeconds(-3))).isTrue();
    assertThat(isSafe(Duration.ofSeconds(-6))).isFalse();
  }

  @Test
  void theFurthestAheadIsWhatCounts() {
    assertThat(isSafe(Duration.ZERO)).isTrue();
    assertThat(isSafe(Duration.ofSeconds(10))).isTrue();
    assertThat(isSafe(Duration.ofSeconds(4))).isFalse();
    assertThat(isSafe(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void aClockThatHasCaughtUpIsSafeAgain() {
    assertThat(isSafe(Duration.ZERO)).isTrue();
    assertThat(isSafe(Duration.ofHours(-2))).isFalse();
    assertThat(isSafe(Duration.ZERO)).isTrue();
  }
}

package dev.saldo.client;

import java.time.Duration;

/// How long, and how often, a request is repeated while its outcome isn't known.
///
/// @param patience how long altogether; zero to ask once
/// @param first the pause before the second attempt; each further one is twice as long
/// @param longest the longest pause
/// @param perAttempt how long one attempt may take
public record Retrying(Duration patience, Duration first, Duration longest, Duration perAttempt) {
  /// Half a minute, from a twentieth of a second to two seconds apart.
  public static Retrying standard() {
    return lasting(Duration.ofSeconds(30));
  }

  /// So long, from a twentieth of a second to two seconds apart.
  public static Retrying lasting(Duration patience) {
    return new Retrying(
        patience, Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(35));
  }

  /// The pause before the next attempt, between half of the step and all of it, so that callers who
  /// failed together don't come back together.
  ///
  /// @param failures how many attempts failed so far, from 1
  /// @param chance a number from 0 to 1
  Duration pause(int failures, double chance) {
    var doubled = first.multipliedBy(1L << Math.min(failures - 1, 20));
    var step = doubled.compareTo(longest) < 0 ? doubled : longest;
    return Duration.ofNanos((long) (step.toNanos() * (0.5 + chance / 2)));
  }
}

package dev.saldo.core.limit;

import dev.saldo.core.catalog.RateWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Exact rolling windows: an act at `t` counts while `now < t + window`.
public final class Windows {
  private Windows() {}

  /// A window that is full.
  ///
  /// @param retryAfter until the oldest act that counts leaves it
  public record Full(RateWindow window, Duration retryAfter) {}

  /// The first window that a further act at `now` would overfill.
  public static Optional<Full> full(List<RateWindow> windows, RateActs acts, Instant now) {
    for (var window : windows) {
      var leaves = acts.latest(window.max()).map(at -> at.plus(window.window()));
      if (leaves.isPresent() && now.isBefore(leaves.get())) {
        return Optional.of(new Full(window, Duration.between(now, leaves.get())));
      }
    }
    return Optional.empty();
  }
}

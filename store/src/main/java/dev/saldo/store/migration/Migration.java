package dev.saldo.store.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// One migration, as it stands.
///
/// @param moved how many customers were moved, or their move arranged
/// @param createdBy the key that asked for it
public record Migration(
    UUID id,
    Terms terms,
    long moved,
    long refused,
    String createdBy,
    Instant createdAt,
    Optional<Instant> endedAt) {

  /// What is asked for.
  ///
  /// @param plans how plans are called in the new version, by their old names; the others keep
  ///   theirs
  /// @param atPeriodEnd whether customers with a subscription are moved when their period ends
  /// @param collect where what is charged and given back at once stands: `now`, `next` or `none`
  /// @param grace how long resources above the new plan's counts may stay
  public record Terms(
      Whom whom,
      int to,
      SortedMap<String, String> plans,
      boolean atPeriodEnd,
      String collect,
      Optional<Duration> grace) {
    public Terms {
      plans = Collections.unmodifiableSortedMap(new TreeMap<>(plans));
    }

    /// What a plan is called in the new version.
    public String plan(String old) {
      return plans.getOrDefault(old, old);
    }
  }

  public boolean isDone() {
    return endedAt.isPresent();
  }
}

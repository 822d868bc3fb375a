package dev.saldo.store.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// One migration, as it stands.
///
/// @param moved how many customers were moved, or their move arranged
/// @param takenBack of how many what was arranged was taken back
/// @param createdBy the key that asked for it
/// @param stoppedBy the key that asked for it to be stopped
public record Migration(
    UUID id,
    Terms terms,
    Status status,
    long moved,
    long refused,
    long takenBack,
    String createdBy,
    Instant createdAt,
    Optional<String> stoppedBy,
    Optional<Instant> endedAt) {

  /// Where it stands.
  public enum Status {
    /// Customers are being moved.
    RUNNING,
    /// All have been.
    DONE,
    /// What was arranged is being taken back.
    STOPPING,
    /// It has been.
    STOPPED;

    static Status of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// As it is written in tables and answers.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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
}

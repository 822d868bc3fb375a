package dev.saldo.core.limit;

import java.time.Instant;
import java.util.UUID;

/// What a tally counts, in which period.
///
/// @param subject `budget:` with its id, `quota:` or `free:` with the name, or `overage:` with the
///   wallet's id
/// @param from when the period begins
public record TallyKey(String subject, Instant from) {
  public static TallyKey budget(UUID id, Instant from) {
    return new TallyKey("budget:" + id, from);
  }

  public static TallyKey quota(String name, Instant from) {
    return new TallyKey("quota:" + name, from);
  }

  public static TallyKey free(String action, Instant from) {
    return new TallyKey("free:" + action, from);
  }

  public static TallyKey overage(String action, Instant from) {
    return new TallyKey("overage:" + action, from);
  }
}

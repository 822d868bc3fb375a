package dev.saldo.core.catalog;

import java.time.Duration;

/// What becomes of a refund to a grant that has expired.
public sealed interface RefundTerms {
  /// A new grant of the same kind and cost basis, which lives this long.
  record Regrant(Duration livesFor) implements RefundTerms {}

  /// Nothing comes back: the refund is breakage.
  record Breakage() implements RefundTerms {}

  /// A new grant for 7 days.
  RefundTerms STANDARD = new Regrant(Duration.ofDays(7));
}

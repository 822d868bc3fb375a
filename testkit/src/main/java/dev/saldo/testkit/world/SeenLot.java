package dev.saldo.testkit.world;

import dev.saldo.core.wallet.Grant;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/// A lot as the witness knows it: its terms when it was opened, and what holds have set aside.
final class SeenLot {
  /// The order of use, written down a second time.
  static final Comparator<SeenLot> ORDER =
      (one, other) -> {
        var a = one.terms;
        var b = other.terms;
        if (a.priority() != b.priority()) {
          return Integer.compare(a.priority(), b.priority());
        }
        var byEnd = end(a).compareTo(end(b));
        if (byEnd != 0) {
          return byEnd;
        }
        var byAge = a.grantedAt().compareTo(b.grantedAt());
        return byAge != 0 ? byAge : a.id().toString().compareTo(b.id().toString());
      };

  final UUID wallet;
  final Grant terms;
  BigDecimal held = BigDecimal.ZERO;
  BigDecimal floor = BigDecimal.ZERO;
  boolean cancelled;

  SeenLot(UUID wallet, Grant terms) {
    this.wallet = wallet;
    this.terms = terms;
  }

  boolean isAlive(Instant now) {
    return !cancelled && !terms.grantedAt().isAfter(now) && now.isBefore(end(terms));
  }

  private static Instant end(Grant grant) {
    return grant.expiresAt().orElse(Instant.MAX);
  }
}

package dev.saldo.core.subscription;

import java.math.BigDecimal;

/// What is left of a period's included units at its end, by the very rules that bill it.
public final class Unused {
  private Unused() {}

  /// The units that the period's last plan includes of a meter, with those of plans before it that
  /// share its pool, less what was drawn on them. What was carried into the period is used first
  /// and is no part of it.
  public static BigDecimal of(Usage usage, String meter) {
    return new PooledUse(usage, meter).unused();
  }
}

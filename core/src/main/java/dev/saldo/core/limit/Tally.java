package dev.saldo.core.limit;

import java.math.BigDecimal;

/// How much of something was used in a period, in the thing's own unit.
///
/// @param consumed what was used for good; a refund takes from it
/// @param held what open holds have set aside
public record Tally(BigDecimal consumed, BigDecimal held) {
  public static final Tally NONE = new Tally(BigDecimal.ZERO, BigDecimal.ZERO);

  public Tally {
    if (held.signum() < 0) {
      throw new IllegalStateException("a tally holds " + held);
    }
  }

  public BigDecimal used() {
    return consumed.add(held);
  }

  public Tally plus(BigDecimal consumedMore, BigDecimal heldMore) {
    return new Tally(consumed.add(consumedMore), held.add(heldMore));
  }
}

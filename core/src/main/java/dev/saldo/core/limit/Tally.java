package dev.saldo.core.limit;

import java.math.BigDecimal;

/// How much of something was used in a period, in the thing's own unit.
///
/// @param consumed what was used for good; a refund takes from it
/// @param held what open holds have set aside
/// @param acts how many acts counted for good; one that is refunded stays counted
public record Tally(BigDecimal consumed, BigDecimal held, long acts) {
  public static final Tally NONE = new Tally(BigDecimal.ZERO, BigDecimal.ZERO, 0);

  public Tally {
    if (held.signum() < 0) {
      throw new IllegalStateException("a tally holds " + held);
    }
  }

  public BigDecimal used() {
    return consumed.add(held);
  }

  public Tally plus(BigDecimal consumedMore, BigDecimal heldMore) {
    var more = consumedMore.signum() > 0 ? 1 : 0;
    return new Tally(consumed.add(consumedMore), held.add(heldMore), acts + more);
  }

  /// The same with one more act that added nothing, such as a level below the peak.
  public Tally withAct() {
    return new Tally(consumed, held, acts + 1);
  }
}

package dev.saldo.core.subscription;

import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a running period needs to know beside its counters, to say in its midst what its use comes
/// to.
///
/// @param coveredUntil up to when an earlier period carries use; the day in which this one begins
///   is the earlier one's where that reaches into it
/// @param billed what interim invoices ask for of this period's use, by code
public record Interim(Optional<Instant> coveredUntil, SortedMap<String, Billed> billed) {
  /// Nothing came before, and nothing was invoiced yet.
  public static final Interim NONE = new Interim(Optional.empty(), Map.of());

  public Interim {
    billed = Collections.unmodifiableSortedMap(new TreeMap<>(billed));
  }

  public Interim(Optional<Instant> coveredUntil, Map<String, Billed> billed) {
    this(coveredUntil, new TreeMap<>(billed));
  }

  /// What was invoiced of one code.
  ///
  /// @param amount in whole minor units, so that what an interim invoice asks for is exactly what
  ///   the period's own takes off
  public record Billed(BigDecimal quantity, Money amount) {
    public Billed plus(Billed other) {
      return new Billed(quantity.add(other.quantity), amount.plus(other.amount));
    }
  }

  /// For the next period, of which nothing is invoiced.
  public Interim next() {
    return new Interim(coveredUntil, Map.of());
  }

  /// The same after a period whose use was closed.
  public Interim coveredUntil(Instant until) {
    return new Interim(Optional.of(until), Map.of());
  }

  /// The same with more that was invoiced.
  public Interim with(Map<String, Billed> more) {
    var all = new TreeMap<>(billed);
    more.forEach((code, one) -> all.merge(code, one, Billed::plus));
    return new Interim(coveredUntil, all);
  }
}

package dev.saldo.server.replay;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a replay came to.
///
/// @param firstRefusal the first refusal in words
/// @param burned the sum of what the server answered that the rows cost
/// @param booked the sum of what the customers' ledgers say was consumed
/// @param topUps how many times wallets were topped up
/// @param p50 the median time of a row, or of a batch of rows where they are only recorded
public record ReplayReport(
    Rows rows,
    Optional<String> firstRefusal,
    BigDecimal burned,
    BigDecimal booked,
    int topUps,
    Duration took,
    Duration p50,
    Duration p99) {

  /// What became of the rows.
  ///
  /// @param replayed how many of the accepted had been accepted before
  /// @param refused how many, by code
  public record Rows(long accepted, long replayed, Map<String, Long> refused) {
    public long allRefused() {
      return refused.values().stream().mapToLong(Long::longValue).sum();
    }

    public long events() {
      return accepted + allRefused();
    }
  }

  /// Rows a second, with one decimal cut off after it.
  public BigDecimal rowsPerSecond() {
    return took.isZero()
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(rows.events())
            .multiply(BigDecimal.valueOf(1_000_000_000L))
            .divide(BigDecimal.valueOf(took.toNanos()), 1, java.math.RoundingMode.DOWN);
  }

  /// Whether every row was accepted, and the books agree with the answers.
  public boolean good() {
    return rows.allRefused() == 0 && burned.compareTo(booked) == 0;
  }
}

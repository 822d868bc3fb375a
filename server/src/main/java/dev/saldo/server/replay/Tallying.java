package dev.saldo.server.replay;

import dev.saldo.client.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/// What has come of the rows so far; told by many threads.
final class Tallying {
  private static final int DIGITS = 3;

  private final Histogram latencyUs = new Histogram(DIGITS);
  private final Map<String, Long> refused = new TreeMap<>();
  private final LongConsumer watcher;
  private long accepted;
  private long replayed;
  private BigDecimal burned = BigDecimal.ZERO;
  private Optional<Problem> firstRefusal = Optional.empty();

  /// @param watcher told after each row how many are done
  Tallying(LongConsumer watcher) {
    this.watcher = watcher;
  }

  synchronized void accepted(BigDecimal credits, boolean wasReplayed) {
    accepted++;
    replayed += wasReplayed ? 1 : 0;
    burned = burned.add(credits);
    watcher.accept(accepted + refusals());
  }

  synchronized void refused(Problem problem) {
    refused.merge(problem.code(), 1L, Long::sum);
    firstRefusal = firstRefusal.or(() -> Optional.of(problem));
    watcher.accept(accepted + refusals());
  }

  /// Puts what the books say in the place of what wasn't answered.
  synchronized void burned(BigDecimal credits) {
    burned = credits;
  }

  synchronized void waited(long nanos) {
    latencyUs.recordValue(Math.max(1, nanos / 1_000));
  }

  private long refusals() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized ReplayReport report(BigDecimal booked, int topUps, Duration took) {
    return new ReplayReport(
        new ReplayReport.Rows(accepted, replayed, Map.copyOf(refused)),
        firstRefusal.map(problem -> problem.code() + ": " + problem.detail()),
        burned,
        booked,
        topUps,
        took,
        Duration.ofNanos(latencyUs.getValueAtPercentile(50) * 1_000),
        Duration.ofNanos(latencyUs.getValueAtPercentile(99) * 1_000));
  }
}

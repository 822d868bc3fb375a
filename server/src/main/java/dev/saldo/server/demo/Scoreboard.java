package dev.saldo.server.demo;

import dev.saldo.client.Balance;
import dev.saldo.client.Problem;
import dev.saldo.server.demo.Script.Player;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// What there is to see so far; told by many threads.
public final class Scoreboard {
  private static final int RECENT_MAX = 4;

  private final Map<String, Standing> standings = new LinkedHashMap<>();
  private final Map<String, Long> refused = new TreeMap<>();
  private final Deque<String> recent = new ArrayDeque<>();
  private final Deque<String> recentRefusals = new ArrayDeque<>();
  private final Histogram latencyUs = new Histogram(3);
  private long begun = System.nanoTime();
  private long accepted;
  private Optional<String> lastReceipt = Optional.empty();

  /// How one customer stands.
  ///
  /// @param full the most that was ever available, which the bar is measured by
  public record Standing(
      Player player,
      BigDecimal balance,
      BigDecimal held,
      BigDecimal available,
      BigDecimal full,
      long accepted,
      long refused) {
    private Standing with(Balance now) {
      return new Standing(
          player,
          now.balance(),
          now.held(),
          now.available(),
          full.max(now.available()),
          accepted,
          refused);
    }

    private Standing counted(int yes, int no) {
      return new Standing(player, balance, held, available, full, accepted + yes, refused + no);
    }
  }

  /// All that is shown, as of one moment.
  public record View(
      List<Standing> standings,
      Map<String, Long> refused,
      List<String> recent,
      long accepted,
      Duration running,
      Duration p50,
      Duration p99,
      Optional<String> lastReceipt) {
    public long allRefused() {
      return refused.values().stream().mapToLong(Long::longValue).sum();
    }

    public long perSecond() {
      return running.toMillis() == 0 ? 0 : (accepted + allRefused()) * 1_000 / running.toMillis();
    }
  }

  /// Counts the time from now.
  synchronized void started() {
    begun = System.nanoTime();
  }

  synchronized void joined(Player player, BigDecimal available) {
    var zero = BigDecimal.ZERO;
    standings.put(player.id(), new Standing(player, available, zero, available, available, 0, 0));
  }

  synchronized void stands(Player player, Balance balance) {
    standings.computeIfPresent(player.id(), (_, old) -> old.with(balance));
  }

  synchronized void accepted(Player player, String words, Optional<String> receipt, long nanos) {
    accepted++;
    standings.computeIfPresent(player.id(), (_, old) -> old.counted(1, 0));
    lastReceipt = receipt.or(() -> lastReceipt);
    waited(nanos);
    remember(recent, "✓ " + words);
  }

  synchronized void refused(Player player, String words, Problem problem, long nanos) {
    refused.merge(problem.code(), 1L, Long::sum);
    standings.computeIfPresent(player.id(), (_, old) -> old.counted(0, 1));
    waited(nanos);
    remember(recentRefusals, "✗ %s: %s".formatted(words, problem.detail()));
  }

  synchronized void remarked(String words) {
    remember(recent, "+ " + words);
  }

  public synchronized View view() {
    return new View(
        new ArrayList<>(standings.values()),
        new TreeMap<>(refused),
        Stream.concat(recent.stream(), recentRefusals.stream()).toList(),
        accepted,
        Duration.ofNanos(System.nanoTime() - begun),
        Duration.ofNanos(latencyUs.getValueAtPercentile(50) * 1_000),
        Duration.ofNanos(latencyUs.getValueAtPercentile(99) * 1_000),
        lastReceipt);
  }

  private void waited(long nanos) {
    latencyUs.recordValue(Math.max(1, nanos / 1_000));
  }

  private static void remember(Deque<String> line, String words) {
    line.addFirst(words);
    if (line.size() > RECENT_MAX) {
      line.removeLast();
    }
  }
}

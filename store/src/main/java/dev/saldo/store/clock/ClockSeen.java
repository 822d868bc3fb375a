package dev.saldo.store.clock;

import dev.saldo.store.sql.Statements;
import dev.saldo.store.sql.Transactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The latest time at which any node was at work on a database, by the nodes' own clocks.
public final class ClockSeen {
  private static final String READ =
      "SELECT seen_at, (SELECT max(approved_until) FROM clock_approval) FROM clock_seen";

  private static final String APPROVE =
      """
      INSERT INTO clock_approval (approved_until, seen_at, clock_at, approved_by)
      SELECT ?, seen_at, ?, ? FROM clock_seen
      """;

  private final Transactions transactions;

  public ClockSeen(Transactions transactions) {
    this.transactions = transactions;
  }

  /// What the database remembers.
  ///
  /// @param at the latest time at which a node was at work
  /// @param approvedUntil the latest time that somebody has said the clock may show
  public record Seen(Instant at, Optional<Instant> approvedUntil) {}

  public Seen read() {
    return transactions.run(ClockSeen::read);
  }

  private static Seen read(Statements statements) throws SQLException {
    return statements
        .first(READ, row -> new Seen(row.instant(1), row.instantIfAny(2)))
        .orElseThrow(() -> new IllegalStateException("the row of the clock is gone"));
  }

  /// Takes note that a node is at work at a time. Nothing changes where somebody else was first.
  ///
  /// @param from what was remembered when the time was found to be right
  /// @return what is remembered now
  public Seen advance(Seen from, Instant to) {
    return transactions.run(statements -> {
      statements.change(
          "UPDATE clock_seen SET seen_at = ? WHERE seen_at = ? AND seen_at < ?", to, from.at(), to);
      return read(statements);
    });
  }

  /// Records that somebody says the clock may show any time up to `until`.
  ///
  /// @param clock what the approver's clock shows
  /// @param by who it is, 1 to 200 letters
  public void approve(Instant until, Instant clock, String by) {
    transactions.run(statements -> statements.change(APPROVE, until, clock, by));
  }
}

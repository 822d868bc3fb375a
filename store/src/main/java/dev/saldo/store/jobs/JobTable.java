package dev.saldo.store.jobs;

import dev.saldo.store.sql.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The rows of `scheduled_tasks`.
public final class JobTable {
  private final Transactions transactions;

  public JobTable(Transactions transactions) {
    this.transactions = transactions;
  }

  /// A recurring job.
  ///
  /// @param nextAt when it begins next
  /// @param runningOn the node that does it now
  /// @param failures how often in a row it has failed
  public record Job(
      String name,
      Instant nextAt,
      Optional<String> runningOn,
      Optional<Instant> lastSuccess,
      Optional<Instant> lastFailure,
      int failures) {}

  public List<Job> all() {
    return transactions.run(statements ->
        statements.list(
            """
            SELECT task_name, execution_time, CASE WHEN picked THEN picked_by END, last_success,
                   last_failure, coalesce(consecutive_failures, 0)
              FROM scheduled_tasks ORDER BY task_name
            """,
            row ->
                new Job(
                    row.text(1),
                    row.instant(2),
                    row.textIfAny(3),
                    row.instantIfAny(4),
                    row.instantIfAny(5),
                    row.integer(6))));
  }

  /// Has a job begin at once, on whichever node looks first; one that runs now is left to end.
  ///
  /// @return whether there is such a job that doesn't run now
  public boolean runNow(String name, Instant now) {
    return transactions.run(statements ->
        statements.change(
            """
            UPDATE scheduled_tasks SET execution_time = ?, version = version + 1
             WHERE task_name = ? AND NOT picked
            """,
            now,
            name))
        > 0;
  }
}

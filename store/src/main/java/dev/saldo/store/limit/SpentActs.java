package dev.saldo.store.limit;

import dev.saldo.store.sql.Transactions;
import java.time.Instant;

/// Rows of `rate_act` that no window can see any more.
public final class SpentActs {
  private static final int SLICE = 10_000;

  // A customer on a test clock has a time of its own, which may stand still.
  private static final String DELETE =
      """
      DELETE FROM rate_act WHERE ctid = ANY (ARRAY(
        SELECT r.ctid FROM rate_act r
         WHERE r.workspace_id = ? AND r.at < ?
           AND NOT EXISTS (SELECT 1 FROM account a
                            WHERE a.workspace_id = r.workspace_id AND a.id = r.customer_id
                              AND a.test_clock IS NOT NULL)
         LIMIT ?))
      """;

  private final Transactions transactions;

  public SpentActs(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Deletes a workspace's acts from before a time, a slice to a transaction.
  ///
  /// @param before longer ago than the longest window
  /// @return how many
  public long delete(long workspace, Instant before) {
    long deleted = 0;
    while (true) {
      int slice =
          transactions.inWorkspace(
              workspace, statements -> statements.change(DELETE, workspace, before, SLICE));
      deleted += slice;
      if (slice < SLICE) {
        return deleted;
      }
    }
  }
}

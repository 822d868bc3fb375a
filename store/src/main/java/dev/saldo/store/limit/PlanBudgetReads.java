package dev.saldo.store.limit;

import dev.saldo.core.limit.TallyKey;
import dev.saldo.store.reading.Columns;
import dev.saldo.store.reading.ReadSide;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// What members, keys and others have used of a plan's budget for each of them. Safe for use by
/// many threads.
public final class PlanBudgetReads {
  /// The most that are told of one budget.
  public static final int SHARES_MAX = 1_000;

  // Subjects are compared by their bytes, so those that begin alike lie between two texts.
  private static final String SHARES =
      """
      SELECT substr(subject, ?), consumed + held AS used FROM tally
       WHERE workspace_id = ? AND customer_id = ? AND period_from = ?
         AND subject > ? AND subject < ? AND consumed + held <> 0
       ORDER BY used DESC, subject LIMIT ?
      """;

  private final ReadSide reads;

  public PlanBudgetReads(ReadSide reads) {
    this.reads = reads;
  }

  /// What one has used.
  ///
  /// @param used consumed and held
  public record Share(String reference, BigDecimal used) {}

  /// Who has used some in a period, the most first.
  ///
  /// @param each the budget in the period, for nobody in particular
  public List<Share> shares(long workspace, UUID customer, TallyKey each) {
    var prefix = each.subject();
    var above =
        prefix.substring(0, prefix.length() - 1) + (char) (prefix.charAt(prefix.length() - 1) + 1);
    return reads.list(
        workspace,
        SHARES,
        PlanBudgetReads::share,
        prefix.length() + 1,
        workspace,
        customer,
        each.from(),
        prefix,
        above,
        SHARES_MAX);
  }

  private static Share share(Columns columns) throws SQLException {
    return new Share(columns.text(), columns.decimal());
  }
}

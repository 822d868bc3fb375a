package dev.saldo.store.revenue;

import dev.saldo.core.money.Money;
import dev.saldo.core.revenue.Days;
import dev.saldo.core.revenue.Lot;
import dev.saldo.core.revenue.LotMove;
import dev.saldo.core.revenue.RevenueJournal;
import dev.saldo.core.revenue.RevenueJournal.Moved;
import dev.saldo.store.reading.Columns;
import dev.saldo.store.reading.ReadSide;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What happened to the lots that something was paid for. Lives for one report.
public final class LotReads {
  private static final int FETCHED = 1_000;

  // Ids of lots have something in their upper half; those of the accounts that every wallet has
  // don't. What moved before the days has no day. What no lot should have counts as sold or
  // removed;
  // that it shouldn't be is other checks' matter. A lot's amount at their beginning is today's less
  // what corrections have added since.
  private static final String MOVED =
      """
      WITH lot AS (
        SELECT customer_id, wallet_id, id, paid, paid_in, amount,
               CASE WHEN state = 'pending' THEN 0 ELSE remaining END AS stated
          FROM credit_grant
         WHERE workspace_id = ? AND paid > 0),
      entry AS (
        SELECT customer_id, wallet_id, debit_id, credit_id, amount, effective_at,
               CASE WHEN effective_at >= ? THEN (effective_at AT TIME ZONE 'UTC')::date END AS day
          FROM ledger_entry WHERE workspace_id = ?),
      leg AS (
        SELECT customer_id, wallet_id, credit_id AS id, day, amount,
               CASE WHEN debit_id >= '00000000-0000-0001-0000-000000000000' THEN 'RECEIVED'
                    ELSE CASE debit_id
                      WHEN '00000000-0000-0000-0000-000000000002' THEN 'RETURNED'
                      WHEN '00000000-0000-0000-0000-000000000004' THEN 'RECEIVED'
                      WHEN '00000000-0000-0000-0000-000000000007' THEN 'ADDED'
                      ELSE 'SOLD' END END AS move
          FROM entry WHERE effective_at < ?
        UNION ALL
        SELECT customer_id, wallet_id, debit_id, day, -amount,
               CASE WHEN credit_id >= '00000000-0000-0001-0000-000000000000' THEN 'SENT'
                    ELSE CASE credit_id
                      WHEN '00000000-0000-0000-0000-000000000002' THEN 'USED'
                      WHEN '00000000-0000-0000-0000-000000000003' THEN 'EXPIRED'
                      WHEN '00000000-0000-0000-0000-000000000004' THEN 'SENT'
                      WHEN '00000000-0000-0000-0000-000000000005' THEN 'USED'
                      ELSE 'REMOVED' END END
          FROM entry WHERE effective_at < ?),
      moved AS (
        SELECT customer_id, wallet_id, id, day, CASE WHEN day IS NOT NULL THEN move END AS move,
               sum(amount) AS amount
          FROM leg WHERE id >= '00000000-0000-0001-0000-000000000000'
         GROUP BY 1, 2, 3, 4, 5),
      added AS (
        SELECT customer_id, wallet_id, credit_id AS id, sum(amount) AS amount
          FROM entry
         WHERE debit_id = '00000000-0000-0000-0000-000000000007' AND effective_at >= ?
         GROUP BY 1, 2, 3)
      SELECT customer_id, wallet_id, id, lot.paid, lot.paid_in,
             lot.amount - coalesce(added.amount, 0), lot.stated, moved.day, moved.move, moved.amount
        FROM lot
        LEFT JOIN moved USING (customer_id, wallet_id, id)
        LEFT JOIN added USING (customer_id, wallet_id, id)
       ORDER BY customer_id, wallet_id, id, moved.day NULLS FIRST
      """;

  private final Each each;
  private Optional<Found> current = Optional.empty();
  private final List<Moved> moves = new ArrayList<>();

  private LotReads(Each each) {
    this.each = each;
  }

  /// What is done with a lot.
  public interface Each {
    void lot(Found found, List<Moved> moves);
  }

  /// A lot as it was when the days began.
  ///
  /// @param stated what its row says that is left of it now
  public record Found(UUID customer, UUID wallet, UUID id, Lot before, BigDecimal stated) {}

  /// Books what happened to every lot in the days.
  ///
  /// @param connection in a transaction that has named the workspace
  public static void book(Connection connection, long workspace, Days days, RevenueJournal journal)
      throws SQLException {
    each(connection, workspace, days, (found, moves) -> journal.lot(found.before(), moves));
  }

  /// Hands over every lot with what happened to it in the days, in their order.
  ///
  /// @param connection in a transaction that has named the workspace
  public static void each(Connection connection, long workspace, Days days, Each each)
      throws SQLException {
    var reads = new LotReads(each);
    var parameters =
        List.<Object>of(workspace, days.begin(), workspace, days.end(), days.end(), days.begin());
    ReadSide.each(connection, MOVED, FETCHED, reads::row, parameters);
    reads.end();
  }

  private void row(Columns row) throws SQLException {
    var customer = row.uuid();
    var wallet = row.uuid();
    var id = row.uuid();
    var paid = row.decimal();
    var money = new Money(Currency.getInstance(row.text()), paid);
    var amount = row.decimal();
    var stated = row.decimal();
    var day = row.dayIfAny();
    var move = row.textIfAny();
    var credits = row.decimalIfAny().orElse(BigDecimal.ZERO);
    if (current.filter(found -> found.id().equals(id)).isEmpty()) {
      end();
      var had = day.isPresent() ? BigDecimal.ZERO : credits;
      current = Optional.of(new Found(customer, wallet, id, new Lot(money, amount, had), stated));
    }
    if (day.isPresent()) {
      moves.add(new Moved(day.get(), LotMove.valueOf(move.orElseThrow()), credits));
    }
  }

  private void end() {
    current.ifPresent(found -> {
      moves.sort(Comparator.comparing(Moved::day).thenComparing(Moved::move));
      each.lot(found, List.copyOf(moves));
    });
    moves.clear();
    current = Optional.empty();
  }
}

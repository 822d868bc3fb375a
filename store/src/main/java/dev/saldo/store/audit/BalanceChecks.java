package dev.saldo.store.audit;

import java.util.List;

/// What wallets and lots say of themselves, held against their entries and holds.
final class BalanceChecks {
  private static final String GRANTS =
      "SELECT count(*) FROM credit_grant WHERE workspace_id = :workspace";

  // Ids of lots have something in their upper half; those of the accounts that every wallet has
  // don't.
  private static final SqlCheck REMAINING =
      new SqlCheck(
          "grants",
          "what remains of a grant is the sum of its entries",
          GRANTS,
          """
          WITH moved AS (
            SELECT customer_id, wallet_id, id, sum(amount) AS amount
              FROM (SELECT customer_id, wallet_id, credit_id AS id, amount FROM ledger_entry
                     WHERE workspace_id = :workspace
                    UNION ALL
                    SELECT customer_id, wallet_id, debit_id, -amount FROM ledger_entry
                     WHERE workspace_id = :workspace) AS leg
             WHERE id >= '00000000-0000-0001-0000-000000000000'
             GROUP BY customer_id, wallet_id, id),
          lot AS (
            SELECT customer_id, wallet_id, id,
                   CASE WHEN state = 'pending' THEN 0 ELSE remaining END AS remaining
              FROM credit_grant WHERE workspace_id = :workspace)
          SELECT customer_id, wallet_id, 'remaining of grant ' || id,
                 trim_scale(coalesce(moved.amount, 0)), trim_scale(lot.remaining)
            FROM moved FULL JOIN lot USING (customer_id, wallet_id, id)
           WHERE coalesce(moved.amount, 0) IS DISTINCT FROM lot.remaining
          """);

  // A lot's first entry brings its amount; an overdraft and a lot that never took effect have none.
  private static final SqlCheck AMOUNT =
      new SqlCheck(
          "granted",
          "the amount of a grant is what its first entry and later corrections brought",
          GRANTS,
          """
          WITH opened AS (
            SELECT DISTINCT ON (customer_id, wallet_id, credit_id)
                   customer_id, wallet_id, credit_id AS id, amount
              FROM ledger_entry
             WHERE workspace_id = :workspace AND credit_id >= '00000000-0000-0001-0000-000000000000'
             ORDER BY customer_id, wallet_id, credit_id, sequence),
          corrected AS (
            SELECT customer_id, wallet_id, credit_id AS id, sum(amount) AS amount
              FROM ledger_entry
             WHERE workspace_id = :workspace AND debit_id = '00000000-0000-0000-0000-000000000007'
             GROUP BY customer_id, wallet_id, credit_id)
          SELECT g.customer_id, g.wallet_id, 'amount of grant ' || g.id,
                 trim_scale(CASE WHEN g.state = 'pending' THEN g.remaining
                      ELSE opened.amount + coalesce(corrected.amount, 0) END),
                 trim_scale(g.amount)
            FROM credit_grant g
            LEFT JOIN opened USING (customer_id, wallet_id, id)
            LEFT JOIN corrected USING (customer_id, wallet_id, id)
           WHERE g.workspace_id = :workspace AND g.kind <> 'overdraft'
             AND CASE WHEN g.state = 'pending' THEN g.amount <> g.remaining OR g.held <> 0
                      ELSE g.amount <> opened.amount + coalesce(corrected.amount, 0) END
          """);

  private static final SqlCheck HELD =
      new SqlCheck(
          "holds",
          "what a grant has set aside is the sum of what open holds draw on it",
          GRANTS,
          """
          WITH drawn AS (
            SELECT h.customer_id, h.wallet_id, d."grant" AS id, sum(d.amount) AS amount
              FROM hold h
              CROSS JOIN LATERAL json_to_recordset(h.act -> 'draws')
                   AS d ("grant" uuid, amount numeric)
             WHERE h.workspace_id = :workspace AND h.state = 'open'
             GROUP BY h.customer_id, h.wallet_id, d."grant"),
          lot AS (
            SELECT customer_id, wallet_id, id, held FROM credit_grant
             WHERE workspace_id = :workspace AND held <> 0)
          SELECT customer_id, wallet_id, 'held of grant ' || id,
                 trim_scale(coalesce(drawn.amount, 0)), trim_scale(coalesce(lot.held, 0))
            FROM drawn FULL JOIN lot USING (customer_id, wallet_id, id)
           WHERE coalesce(drawn.amount, 0) <> coalesce(lot.held, 0)
          """);

  private static final SqlCheck HOLD_AMOUNT =
      new SqlCheck(
          "hold amounts",
          "a hold sets aside its amount, from grants or as overage",
          "SELECT count(*) FROM hold WHERE workspace_id = :workspace",
          """
          SELECT h.customer_id, h.wallet_id, 'hold ' || h.id,
                 trim_scale(coalesce(d.amount, 0) + h.overage), trim_scale(h.amount)
            FROM hold h
            LEFT JOIN LATERAL (SELECT sum(amount) AS amount
                                 FROM json_to_recordset(h.act -> 'draws') AS d (amount numeric)) AS d
              ON true
           WHERE h.workspace_id = :workspace AND h.amount <> coalesce(d.amount, 0) + h.overage
          """);

  private static final SqlCheck DEBT =
      new SqlCheck(
          "debts",
          "what a wallet owes is the sum of its debt entries",
          "SELECT count(*) FROM wallet WHERE workspace_id = :workspace",
          """
          WITH owed AS (
            SELECT customer_id, wallet_id,
                   sum(CASE WHEN debit_id = '00000000-0000-0000-0000-000000000005'
                            THEN amount ELSE -amount END) AS amount
              FROM ledger_entry
             WHERE workspace_id = :workspace
               AND '00000000-0000-0000-0000-000000000005' IN (debit_id, credit_id)
             GROUP BY customer_id, wallet_id)
          SELECT w.customer_id, w.id, 'debt', trim_scale(coalesce(owed.amount, 0)),
                 trim_scale(w.debt)
            FROM wallet w
            LEFT JOIN owed ON owed.customer_id = w.customer_id AND owed.wallet_id = w.id
           WHERE w.workspace_id = :workspace AND w.debt <> coalesce(owed.amount, 0)
          """);

  static final List<SqlCheck> ALL = List.of(REMAINING, AMOUNT, HELD, HOLD_AMOUNT, DEBT);

  private BalanceChecks() {}
}

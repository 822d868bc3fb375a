package dev.saldo.store.audit;

import java.util.List;

/// What accounts keep of limits and of what is due, held against the journal and the books.
final class LimitChecks {
  // Refunds give budgets back their share of all that was refunded, exact for the whole and HALF_UP
  // at 12 decimals else, and each refund overage its part. A capture above its hold counted overage
  // twice, what was held and the excess: refunds take the first, then the other.
  // Of a level whose average is billed the journal says nothing: what is counted of it follows from
  // the levels that were set, each as long as it lasts within its term. A peak is in the journal.
  private static final SqlCheck TALLIES =
      new SqlCheck(
          "tallies",
          "what budgets, quotas, free units, overage and resources counted follows from the journal, the"
              + " resources and the levels",
          "SELECT count(*) FROM tally WHERE workspace_id = :workspace",
          """
          WITH counted AS (
            SELECT c.customer_id, c.id, c.credits, t.place, t.subject, t.period_from, t.amount
              FROM command c
              CROSS JOIN LATERAL (
                SELECT raw.place, raw.subject, raw.period_from, raw.amount
                  FROM ROWS FROM (json_to_recordset(c.settlement::json -> 'tallied')
                         AS (subject text, "from" timestamptz, amount numeric)) WITH ORDINALITY
                       AS raw (subject, period_from, amount, place)) AS t
             WHERE c.workspace_id = :workspace AND c.settlement IS NOT NULL),
          moves AS (
            SELECT customer_id, subject, period_from, amount AS consumed, 0 AS held FROM counted
            UNION ALL
            SELECT n.customer_id, n.subject, n.period_from,
                   -CASE WHEN r.credits = n.credits THEN n.amount
                         ELSE div(2 * n.amount * r.credits * 1000000000000 + n.credits,
                                  2 * n.credits) / 1000000000000 END, 0
              FROM (SELECT customer_id, root_id, sum(credits) AS credits FROM command
                     WHERE workspace_id = :workspace AND kind = 'refund'
                     GROUP BY customer_id, root_id) AS r
              JOIN counted n ON n.customer_id = r.customer_id AND n.id = r.root_id
             WHERE n.subject LIKE 'budget:%'
            UNION ALL
            SELECT customer_id, subject, period_from,
                   -greatest(least(earlier + amount, before + back) - greatest(earlier, before), 0), 0
              FROM (SELECT n.customer_id, n.subject, n.period_from, n.amount, r.overage AS back, r.before,
                           sum(n.amount) OVER (PARTITION BY r.customer_id, r.id,
                             split_part(n.subject, ':', 1) ORDER BY n.place) - n.amount AS earlier
                      FROM (SELECT customer_id, id, root_id, overage,
                                   sum(overage) OVER (PARTITION BY customer_id, root_id
                                     ORDER BY id) - overage AS before
                              FROM command
                             WHERE workspace_id = :workspace AND kind = 'refund') AS r
                      JOIN counted n ON n.customer_id = r.customer_id AND n.id = r.root_id
                     WHERE n.subject LIKE 'overage:%' OR n.subject LIKE 'billed:%'
                        OR n.subject LIKE 'billed\\_centre:%') AS given
            UNION ALL
            SELECT h.customer_id, t.subject, t."from", 0, t.amount
              FROM hold h
              CROSS JOIN LATERAL json_to_recordset(h.act -> 'tallied')
                   AS t (subject text, "from" timestamptz, amount numeric)
             WHERE h.workspace_id = :workspace AND h.state = 'open'
            UNION ALL
            SELECT customer_id, 'resource:' || name, timestamptz '1970-01-01T00:00:00Z',
                   CASE WHEN returned_at IS NULL THEN 1 ELSE 0 END, 0
              FROM resource WHERE workspace_id = :workspace),
          derived AS (
            SELECT customer_id, subject COLLATE "C" AS subject, period_from,
                   sum(consumed) AS consumed, sum(held) AS held
              FROM moves GROUP BY customer_id, subject COLLATE "C", period_from),
          stated AS (
            SELECT customer_id, subject, period_from, consumed, held FROM tally
             WHERE workspace_id = :workspace),
          lasting AS (
            SELECT l.customer_id, l.meter, begun.at AS period_from, l.level, l.unbilled,
                   extract(epoch FROM lead(l.at) OVER (
                     PARTITION BY l.customer_id, l.meter, begun.at ORDER BY l.at) - l.at)
                     * 1000000 AS micros
              FROM level l
              CROSS JOIN LATERAL (
                SELECT max(b.at) AS at FROM (
                  SELECT term_from AS at FROM term
                   WHERE workspace_id = l.workspace_id AND customer_id = l.customer_id
                  UNION ALL
                  SELECT period_from FROM tally
                   WHERE workspace_id = l.workspace_id AND customer_id = l.customer_id
                     AND subject = 'usage:' || l.meter || ':') AS b
                 WHERE b.at <= l.at) AS begun
             WHERE l.workspace_id = :workspace),
          area AS (
            SELECT customer_id, subject COLLATE "C" AS subject, period_from,
                   sum(height * micros) AS consumed
              FROM lasting
              CROSS JOIN LATERAL (VALUES ('usage:' || meter || ':', level),
                                         ('unbilled:' || meter || ':', unbilled))
                AS of (subject, height)
             WHERE micros IS NOT NULL
             GROUP BY customer_id, subject COLLATE "C", period_from)
          SELECT customer_id, NULL::uuid, subject || ' from ' || period_from,
                 'consumed ' || trim_scale(coalesce(nullif(d.consumed, 0), a.consumed, 0))
                   || ', held ' || trim_scale(coalesce(d.held, 0)),
                 'consumed ' || trim_scale(coalesce(s.consumed, 0)) || ', held '
                   || trim_scale(coalesce(s.held, 0))
            FROM derived d FULL JOIN stated s USING (customer_id, subject, period_from)
            LEFT JOIN area a USING (customer_id, subject, period_from)
           WHERE coalesce(d.held, 0) <> coalesce(s.held, 0)
              OR coalesce(nullif(d.consumed, 0), a.consumed, 0) <> coalesce(s.consumed, 0)
          """);

  private static final SqlCheck OWNERS =
      new SqlCheck(
          "owners",
          "every row has its wallet and its account",
          """
          SELECT (SELECT count(*) FROM wallet WHERE workspace_id = :workspace)
               + (SELECT count(*) FROM credit_grant WHERE workspace_id = :workspace)
               + (SELECT count(*) FROM hold WHERE workspace_id = :workspace)
               + (SELECT count(*) FROM command WHERE workspace_id = :workspace)
               + (SELECT count(*) FROM resource WHERE workspace_id = :workspace)
          """,
          """
          WITH owned AS (
            SELECT customer_id, id AS wallet_id, 'wallet' AS subject FROM wallet
             WHERE workspace_id = :workspace
            UNION ALL
            SELECT customer_id, wallet_id, 'grant ' || id FROM credit_grant
             WHERE workspace_id = :workspace
            UNION ALL
            SELECT customer_id, wallet_id, 'hold ' || id FROM hold WHERE workspace_id = :workspace
            UNION ALL
            SELECT customer_id, wallet_id, 'line ' || id FROM command
             WHERE workspace_id = :workspace
            UNION ALL
            SELECT customer_id, NULL, 'resource ' || id FROM resource
             WHERE workspace_id = :workspace)
          SELECT o.customer_id, o.wallet_id, o.subject,
                 CASE WHEN a.id IS NULL THEN 'an account' ELSE 'a wallet' END, 'none'
            FROM owned o
            LEFT JOIN account a ON a.workspace_id = :workspace AND a.id = o.customer_id
            LEFT JOIN wallet w ON w.workspace_id = :workspace AND w.customer_id = o.customer_id
                              AND w.id = o.wallet_id
           WHERE a.id IS NULL OR (o.wallet_id IS NOT NULL AND w.id IS NULL)
          """);

  private static final SqlCheck DUE =
      new SqlCheck(
          "due",
          "an account knows the next thing that falls due, and what it has",
          "SELECT count(*) FROM account WHERE workspace_id = :workspace",
          """
          WITH due AS (
            SELECT customer_id, min(at) AS at
              FROM (SELECT customer_id, granted_at AS at FROM credit_grant
                     WHERE workspace_id = :workspace AND state = 'pending'
                    UNION ALL
                    SELECT customer_id, expires_at FROM credit_grant
                     WHERE workspace_id = :workspace AND state = 'active'
                       AND expires_at IS NOT NULL
                    UNION ALL
                    SELECT customer_id, expires_at FROM hold
                     WHERE workspace_id = :workspace AND state = 'open') AS things
             GROUP BY customer_id),
          has AS (
            SELECT a.id,
                   EXISTS (SELECT 1 FROM budget b WHERE b.workspace_id = :workspace
                              AND b.customer_id = a.id AND NOT b.removed) AS budgets,
                   EXISTS (SELECT 1 FROM consent c WHERE c.workspace_id = :workspace
                              AND c.customer_id = a.id AND NOT c.withdrawn) AS consents,
                   EXISTS (SELECT 1 FROM tally t WHERE t.workspace_id = :workspace
                              AND t.customer_id = a.id) AS tallies,
                   EXISTS (SELECT 1 FROM rate_act r WHERE r.workspace_id = :workspace
                              AND r.customer_id = a.id) AS acts
              FROM account a WHERE a.workspace_id = :workspace)
          SELECT a.id, NULL::uuid, 'account',
                 'due by ' || coalesce(due.at::text, 'never') || ', budgets ' || has.budgets
                   || ', consents ' || has.consents || ', tallies ' || has.tallies || ', acts '
                   || has.acts,
                 'due at ' || a.next_due_at || ', budgets ' || a.has_budgets || ', consents '
                   || a.has_consents || ', tallies ' || a.has_tallies || ', acts '
                   || a.has_rate_acts
            FROM account a JOIN has ON has.id = a.id LEFT JOIN due ON due.customer_id = a.id
           WHERE a.workspace_id = :workspace
             AND (a.next_due_at > due.at OR (has.budgets AND NOT a.has_budgets)
                  OR (has.consents AND NOT a.has_consents) OR (has.tallies AND NOT a.has_tallies)
                  OR (has.acts AND NOT a.has_rate_acts))
          """);

  static final List<SqlCheck> ALL = List.of(TALLIES, OWNERS, DUE);

  private LimitChecks() {}
}

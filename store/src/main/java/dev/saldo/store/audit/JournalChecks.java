package dev.saldo.store.audit;

import java.util.List;

/// What the journal says of each command, held against the entries that the command caused.
final class JournalChecks {
  private static final String COMMANDS =
      "SELECT count(*) FROM command WHERE workspace_id = :workspace";

  // What each kind of command moves, and which of its figures says how much. A grant for later and
  // one taken back before it began move nothing.
  private static final SqlCheck CREDITS =
      new SqlCheck(
          "journal",
          "the credits of a command are the sum of the entries it caused",
          COMMANDS,
          """
          WITH moved AS (
            SELECT customer_id, cause AS id, count(*) AS entries,
                   sum(CASE uuid '00000000-0000-0000-0000-000000000002' WHEN credit_id THEN amount
                       WHEN debit_id THEN -amount ELSE 0 END) AS used,
                   sum(CASE uuid '00000000-0000-0000-0000-000000000006' WHEN debit_id THEN amount
                       WHEN credit_id THEN -amount ELSE 0 END) AS overage,
                   sum(CASE WHEN debit_id = '00000000-0000-0000-0000-000000000005' THEN amount
                            WHEN credit_id = '00000000-0000-0000-0000-000000000005'
                             AND debit_id = '00000000-0000-0000-0000-000000000002' THEN -amount
                            ELSE 0 END) AS unfunded,
                   sum(CASE uuid '00000000-0000-0000-0000-000000000005' WHEN credit_id THEN amount
                       ELSE 0 END) AS settled,
                   sum(CASE uuid '00000000-0000-0000-0000-000000000001' WHEN debit_id THEN amount
                       ELSE 0 END) AS issued,
                   sum(CASE uuid '00000000-0000-0000-0000-000000000003' WHEN credit_id THEN amount
                       ELSE 0 END) AS broken,
                   sum(CASE uuid '00000000-0000-0000-0000-000000000004' WHEN credit_id THEN amount
                       ELSE 0 END) AS sent,
                   sum(CASE uuid '00000000-0000-0000-0000-000000000004' WHEN debit_id THEN amount
                       ELSE 0 END) AS received,
                   sum(CASE uuid '00000000-0000-0000-0000-000000000007' WHEN debit_id THEN amount
                       WHEN credit_id THEN -amount ELSE 0 END) AS corrected
              FROM ledger_entry WHERE workspace_id = :workspace
             GROUP BY customer_id, cause)
          SELECT c.customer_id, c.wallet_id, c.kind || ' ' || c.id,
                 coalesce(trim_scale(c.credits)::text, 'no credits')
                   || coalesce(', overage ' || trim_scale(c.overage), '')
                   || coalesce(', unfunded ' || trim_scale(c.unfunded), ''),
                 CASE WHEN m.id IS NULL THEN 'no entries' ELSE m.entries || ' entries: used '
                   || trim_scale(m.used) || ', overage ' || trim_scale(m.overage) || ', unfunded '
                   || trim_scale(m.unfunded) || ', issued ' || trim_scale(m.issued) || ', breakage '
                   || trim_scale(m.broken) || ', sent ' || trim_scale(m.sent) || ', corrected '
                   || trim_scale(m.corrected) END
            FROM command c LEFT JOIN moved m USING (customer_id, id)
           WHERE c.workspace_id = :workspace AND NOT CASE
             WHEN c.kind IN ('charge', 'capture', 'usage') THEN
               coalesce(m.used, 0) = coalesce(c.credits, 0)
               AND coalesce(m.overage, 0) = coalesce(c.overage, 0)
               AND coalesce(m.unfunded, 0) = coalesce(c.unfunded, 0)
             WHEN c.kind = 'refund' THEN
               coalesce(m.used, 0) = -c.credits
               AND coalesce(m.overage, 0) = -coalesce(c.overage, 0)
               AND coalesce(m.unfunded, 0) = -coalesce(c.unfunded, 0)
             WHEN c.kind IN ('grant', 'grant_effective', 'plan_credits') THEN
               coalesce(m.issued, 0) = c.credits
               OR (c.kind = 'grant' AND m.id IS NULL AND EXISTS (
                     SELECT 1 FROM credit_grant g
                      WHERE g.workspace_id = :workspace AND g.customer_id = c.customer_id
                        AND g.id = c.id AND (g.granted_at > c.recorded_at OR g.amount = 0)))
             WHEN c.kind = 'transfer' THEN
               coalesce(m.sent, 0) = c.credits AND coalesce(m.received, 0) = c.credits
             WHEN c.kind = 'correction' THEN
               m.corrected = c.credits OR (m.id IS NULL AND c.credits < 0)
             WHEN c.kind = 'debt_settlement' THEN coalesce(m.settled, 0) = c.credits
             WHEN c.kind = 'grant_expired' THEN coalesce(m.broken, 0) = c.credits
             WHEN c.kind IN ('release', 'hold_expired') THEN
               coalesce(m.broken, 0) <= coalesce(c.credits, 0)
             WHEN c.kind = 'plan_change' THEN true
             -- The plan that begins with a period, or again after a pause, brings its credits.
             WHEN c.kind = 'subscription' THEN
               m.id IS NULL OR (m.issued > 0 AND m.used = 0 AND m.overage = 0 AND m.unfunded = 0
                                AND m.sent = 0 AND m.corrected = 0)
             ELSE m.id IS NULL END
          """);

  private static final SqlCheck REFUNDS =
      new SqlCheck(
          "refunds",
          "what was refunded of a charge, and how often it was tried again, follow from the journal",
          "SELECT count(*) FROM past WHERE workspace_id = :workspace",
          """
          WITH refunded AS (
            SELECT customer_id, root_id AS id, sum(credits) AS amount FROM command
             WHERE workspace_id = :workspace AND kind = 'refund' GROUP BY customer_id, root_id),
          again AS (
            SELECT customer_id, id, count(*) AS times
              FROM (SELECT customer_id, root_id AS id FROM command
                     WHERE workspace_id = :workspace AND root_id IS NOT NULL
                       AND kind IN ('charge', 'usage')
                    UNION ALL
                    SELECT customer_id, root_id FROM hold
                     WHERE workspace_id = :workspace AND root_id IS NOT NULL
                       AND state IN ('open', 'captured')) AS tries
             GROUP BY customer_id, id),
          stated AS (
            SELECT customer_id, charge_id AS id, refunded, regenerations FROM past
             WHERE workspace_id = :workspace)
          SELECT customer_id, NULL::uuid, 'charge ' || id,
                 'refunded ' || trim_scale(coalesce(r.amount, 0)) || ', tried again '
                   || coalesce(a.times, 0),
                 'refunded ' || trim_scale(coalesce(s.refunded, 0)) || ', tried again '
                   || coalesce(s.regenerations, 0)
            FROM refunded r FULL JOIN again a USING (customer_id, id)
            FULL JOIN stated s USING (customer_id, id)
           WHERE coalesce(r.amount, 0) <> coalesce(s.refunded, 0)
              OR coalesce(a.times, 0) <> coalesce(s.regenerations, 0)
          """);

  private static final SqlCheck ENDED_HOLDS =
      new SqlCheck(
          "ended holds",
          "every hold was opened by the journal, and captured by it where it says so",
          "SELECT count(*) FROM hold WHERE workspace_id = :workspace",
          """
          SELECT h.customer_id, h.wallet_id, 'hold ' || h.id,
                 CASE WHEN o.id IS NULL THEN 'a line that opened it'
                      ELSE 'the line of its capture ' || h.captured_by END, 'none'
            FROM hold h
            LEFT JOIN command o ON o.workspace_id = :workspace AND o.customer_id = h.customer_id
                               AND o.id = h.id AND o.kind = 'hold'
                               AND o.credits IS NOT DISTINCT FROM h.amount
            LEFT JOIN command c ON c.workspace_id = :workspace AND c.customer_id = h.customer_id
                               AND c.id = h.captured_by AND c.kind = 'capture'
           WHERE h.workspace_id = :workspace
             AND (o.id IS NULL OR (h.captured_by IS NOT NULL AND c.id IS NULL))
          """);

  private static final SqlCheck CHANGES =
      new SqlCheck(
          "changes",
          "every line of the journal is in the feed of changes once",
          COMMANDS,
          """
          WITH fed AS (
            SELECT f.customer_id, f.id, count(*) AS times
              FROM change_batch b
              CROSS JOIN LATERAL unnest(b.customers, b.commands) AS f (customer_id, id)
             WHERE b.workspace_id = :workspace GROUP BY f.customer_id, f.id),
          line AS (SELECT customer_id, id FROM command WHERE workspace_id = :workspace)
          SELECT customer_id, NULL::uuid, 'line ' || id, CASE WHEN line.id IS NULL THEN 'never'
                 ELSE 'once' END, coalesce(fed.times, 0) || ' times'
            FROM fed FULL JOIN line USING (customer_id, id)
           WHERE line.id IS NULL OR fed.times IS DISTINCT FROM 1
          """);

  static final List<SqlCheck> ALL = List.of(CREDITS, REFUNDS, ENDED_HOLDS, CHANGES);

  private JournalChecks() {}
}

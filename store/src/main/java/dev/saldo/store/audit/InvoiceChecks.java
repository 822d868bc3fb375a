package dev.saldo.store.audit;

import java.util.List;

/// Finalized invoices held against their lines, their numbers and what they said.
final class InvoiceChecks {
  private static final SqlCheck LINES =
      new SqlCheck(
          "invoice-lines",
          "an invoice is the sum of its lines, and asks for what it says",
          """
          SELECT count(*) FROM invoice WHERE workspace_id = :workspace AND sequence IS NOT NULL
          """,
          """
          SELECT i.customer_id, NULL::uuid, i.series || ' ' || i.sequence,
                 'net ' || coalesce(l.net, 0) || ', gross from ' || i.net + i.tax - 1 || ' to '
                   || i.net + i.tax + 1,
                 'net ' || i.net || ', gross ' || i.gross
            FROM invoice i
            LEFT JOIN LATERAL (SELECT sum(net) AS net FROM invoice_line
                                WHERE workspace_id = :workspace AND customer_id = i.customer_id
                                  AND invoice_id = i.id) AS l ON true
           WHERE i.workspace_id = :workspace AND i.sequence IS NOT NULL
             AND (i.net <> coalesce(l.net, 0) OR abs(i.gross - i.net - i.tax) > 1)
          """);

  private static final SqlCheck NUMBERS =
      new SqlCheck(
          "invoice-numbers",
          "the numbers of a series have no gap",
          "SELECT count(*) FROM invoice_series WHERE workspace_id = :workspace",
          """
          SELECT NULL::uuid, NULL::uuid, s.series, 'the last is ' || s.last,
                 count(i.sequence) || ' numbers up to ' || coalesce(max(i.sequence), 0)
            FROM invoice_series s
            LEFT JOIN invoice i ON i.workspace_id = :workspace AND i.series = s.series
           WHERE s.workspace_id = :workspace
           GROUP BY s.series, s.last
          HAVING count(i.sequence) <> s.last OR coalesce(max(i.sequence), 0) <> s.last
          """);

  private static final SqlCheck DIGESTS =
      new SqlCheck(
          "invoice-digests",
          "what an invoice says is what it said when it was finalized",
          """
          SELECT count(*) FROM invoice WHERE workspace_id = :workspace AND sequence IS NOT NULL
          """,
          """
          SELECT customer_id, NULL::uuid, series || ' ' || sequence, encode(digest, 'hex'),
                 encode(sha256(convert_to(document, 'UTF8')), 'hex')
            FROM invoice
           WHERE workspace_id = :workspace AND sequence IS NOT NULL
             AND sha256(convert_to(document, 'UTF8')) <> digest
          """);

  static final List<SqlCheck> ALL = List.of(LINES, NUMBERS, DIGESTS);

  private InvoiceChecks() {}
}

package dev.saldo.store.audit;

import java.util.List;

/// Finalized invoices held against their lines, their numbers and what they said.
final class InvoiceChecks {
  private static final String FINALIZED =
      """
      SELECT count(*) FROM invoice WHERE workspace_id = :workspace AND sequence IS NOT NULL
      """;

  private static final SqlCheck LINES =
      new SqlCheck(
          "invoice-lines",
          "an invoice is the sum of its lines, and asks for what it says",
          FINALIZED,
          """
          SELECT i.customer_id, NULL::uuid, i.series || ' ' || i.sequence,
                 'net ' || coalesce(l.net, 0) || ', gross ' || i.net + i.tax + d.rounding,
                 'net ' || i.net || ', gross ' || i.gross
            FROM invoice i
            CROSS JOIN LATERAL (
              SELECT (i.document::json -> 'totals' ->> 'rounding')::numeric AS rounding) AS d
            LEFT JOIN LATERAL (SELECT sum(net) AS net FROM invoice_line
                                WHERE workspace_id = :workspace AND customer_id = i.customer_id
                                  AND invoice_id = i.id) AS l ON true
           WHERE i.workspace_id = :workspace AND i.sequence IS NOT NULL
             AND (i.net <> coalesce(l.net, 0) OR i.gross <> i.net + i.tax + d.rounding)
          """);

  // The digest covers the document; what is beside it for reading must say the same. An interim
  // invoice that is drafted at the very beginning of its period names none.
  private static final SqlCheck COLUMNS =
      new SqlCheck(
          "invoice-columns",
          "the columns of an invoice say what its document says",
          FINALIZED,
          """
          SELECT i.customer_id, NULL::uuid, i.series || ' ' || i.sequence, said.text, stands.text
            FROM invoice i
            CROSS JOIN LATERAL (SELECT i.document::json AS d) AS doc
            CROSS JOIN LATERAL (
              SELECT concat_ws(' ', d ->> 'id', d ->> 'customer', d ->> 'kind', d ->> 'currency',
                       d -> 'number' ->> 'series', d -> 'number' ->> 'sequence',
                       'issued', (d ->> 'issued_on')::date, 'due', (d ->> 'due_on')::date,
                       'net', trim_scale((d -> 'totals' ->> 'net')::numeric),
                       'tax', trim_scale((d -> 'totals' ->> 'tax')::numeric),
                       'gross', trim_scale((d -> 'totals' ->> 'gross')::numeric),
                       'due', trim_scale((d -> 'totals' ->> 'due')::numeric),
                       'from', (d -> 'period' ->> 'from')::timestamptz,
                       'until', (d -> 'period' ->> 'until')::timestamptz) AS text) AS said
            CROSS JOIN LATERAL (
              SELECT concat_ws(' ', i.id, i.customer_id, i.kind, i.currency, i.series, i.sequence,
                       'issued', i.issued_on, 'due', i.due_on, 'net', trim_scale(i.net),
                       'tax', trim_scale(i.tax), 'gross', trim_scale(i.gross),
                       'due', trim_scale(i.due),
                       'from', CASE WHEN i.interim_from IS NULL THEN i.usage_from
                                    WHEN i.interim_from < i.drafted_at THEN i.interim_from END,
                       'until', CASE WHEN i.interim_from IS NULL THEN i.usage_until
                                     WHEN i.interim_from < i.drafted_at THEN i.drafted_at END)
                       AS text) AS stands
           WHERE i.workspace_id = :workspace AND i.sequence IS NOT NULL
             AND said.text <> stands.text
          """);

  private static final SqlCheck RECORDS =
      new SqlCheck(
          "invoice-line-columns",
          "the rows of an invoice's lines say what its document says",
          """
          SELECT count(*) FROM invoice_line WHERE workspace_id = :workspace
          """,
          """
          WITH said AS (
            SELECT i.customer_id, i.id, (l ->> 'ordinal')::int AS ordinal,
                   concat_ws(' ', l -> 'item' ->> 'kind', l -> 'item' ->> 'code',
                     'for', l -> 'item' ->> 'cost_centre',
                     'quantity', trim_scale((l -> 'item' ->> 'quantity')::numeric),
                     'exact', trim_scale((l -> 'item' ->> 'amount')::numeric),
                     'net', trim_scale((l ->> 'net')::numeric),
                     'tax', trim_scale((l -> 'tax' ->> 'percent')::numeric),
                     'from', (l -> 'item' -> 'period' ->> 'from')::timestamptz,
                     'until', (l -> 'item' -> 'period' ->> 'until')::timestamptz) AS text
              FROM invoice i CROSS JOIN LATERAL json_array_elements(i.document::json -> 'lines') AS l
             WHERE i.workspace_id = :workspace AND i.sequence IS NOT NULL),
          stands AS (
            SELECT customer_id, invoice_id AS id, ordinal,
                   concat_ws(' ', kind, code, 'for', cost_centre, 'quantity', trim_scale(quantity),
                     'exact', trim_scale(exact), 'net', trim_scale(net),
                     'tax', trim_scale(tax_percent), 'from', period_from,
                     'until', period_until) AS text
              FROM invoice_line WHERE workspace_id = :workspace)
          SELECT customer_id, NULL::uuid, 'line ' || ordinal || ' of ' || id, said.text, stands.text
            FROM said FULL JOIN stands USING (customer_id, id, ordinal)
           WHERE said.text IS DISTINCT FROM stands.text
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
          FINALIZED,
          """
          SELECT customer_id, NULL::uuid, series || ' ' || sequence, encode(digest, 'hex'),
                 encode(sha256(convert_to(document, 'UTF8')), 'hex')
            FROM invoice
           WHERE workspace_id = :workspace AND sequence IS NOT NULL
             AND sha256(convert_to(document, 'UTF8')) <> digest
          """);

  static final List<SqlCheck> ALL = List.of(LINES, NUMBERS, DIGESTS, COLUMNS, RECORDS);

  private InvoiceChecks() {}
}

package dev.saldo.store.revenue;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.money.Money;
import dev.saldo.core.revenue.BookedInvoice;
import dev.saldo.core.revenue.Days;
import dev.saldo.core.revenue.RevenueJournal;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.store.reading.Columns;
import dev.saldo.store.reading.ReadSide;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Finalized invoices that concern some days: finalized or declared void in them, or with fees for
/// them. Lives for one report.
public final class InvoiceLineReads {
  private static final int FETCHED = 1_000;

  // A plan's line is of the term on that plan that was in force where the line's time begins. What
  // is given back from there on was charged by the term before, if there was one. Credit notes that
  // end a subscription say what they give back above zero, and those that put an invoice right what
  // that had charged.
  private static final String LINES =
      """
      SELECT i.id, i.kind, i.currency, i.finalized_at, i.tax, i.gross,
             CASE i.status WHEN 'void' THEN i.settled_at END, l.kind, l.code, l.net, l.period_from,
             l.period_until, t.catalog, t.catalog_version
        FROM invoice i
        JOIN invoice_line l ON l.workspace_id = i.workspace_id AND l.customer_id = i.customer_id
                           AND l.invoice_id = i.id
        LEFT JOIN LATERAL (
          SELECT catalog, catalog_version FROM (
            SELECT catalog, catalog_version, plan, term_from, ordinal FROM term
             WHERE workspace_id = i.workspace_id AND customer_id = i.customer_id
            UNION ALL
            SELECT catalog, catalog_version, plan, term_from, term_ordinal FROM account
             WHERE workspace_id = i.workspace_id AND id = i.customer_id) AS terms
           WHERE plan = l.code AND term_from <= l.period_from
           ORDER BY (l.net < 0) <> (i.kind = 'credit_note' AND i.corrects IS NULL)
                      AND term_from = l.period_from,
                    term_from DESC, ordinal DESC
           LIMIT 1) t ON l.kind = 'plan'
       WHERE i.workspace_id = ? AND i.finalized_at < ? AND i.sequence IS NOT NULL
         AND (i.finalized_at >= ? OR l.period_until > ? OR i.status = 'void')
       ORDER BY i.customer_id, i.id, l.ordinal
      """;

  private final RevenueJournal journal;
  private final Shares shares;
  private Optional<Head> current = Optional.empty();
  private final List<BookedInvoice.Line> lines = new ArrayList<>();

  private InvoiceLineReads(RevenueJournal journal, Shares shares) {
    this.journal = journal;
    this.shares = shares;
  }

  /// The port to what share of a plan's fee pays for its credits, in percent.
  public interface Shares {
    BigDecimal percent(CatalogReference catalog, String plan);
  }

  private record Head(
      UUID id,
      boolean creditNote,
      Currency currency,
      Instant finalizedAt,
      BigDecimal tax,
      BigDecimal gross,
      Optional<Instant> voidedAt) {}

  /// Books every invoice that concerns the days.
  ///
  /// @param connection in a transaction that has named the workspace
  public static void book(
      Connection connection, long workspace, Days days, Shares shares, RevenueJournal journal)
      throws SQLException {
    var reads = new InvoiceLineReads(journal, shares);
    var parameters = List.<Object>of(workspace, days.end(), days.begin(), days.begin());
    ReadSide.each(connection, LINES, FETCHED, reads::row, parameters);
    reads.end();
  }

  private void row(Columns row) throws SQLException {
    var head =
        new Head(
            row.uuid(),
            row.text().equals("credit_note"),
            Currency.getInstance(row.text()),
            row.instant(),
            row.decimal(),
            row.decimal(),
            row.instantIfAny());
    if (!current.equals(Optional.of(head))) {
      end();
      current = Optional.of(head);
    }
    lines.add(line(row, head.currency()));
  }

  private BookedInvoice.Line line(Columns row, Currency currency) throws SQLException {
    var kind = LineKind.valueOf(row.text().toUpperCase(Locale.ROOT));
    var code = row.text();
    var net = new Money(currency, row.decimal());
    var from = row.instantIfAny();
    var until = row.instantIfAny();
    var name = row.textIfAny();
    var percent =
        name.isPresent()
            ? shares.percent(new CatalogReference(name.get(), row.integer()), code)
            : BigDecimal.ZERO;
    return new BookedInvoice.Line(
        kind, net, from.flatMap(first -> until.map(last -> new Period(first, last))), percent);
  }

  private void end() {
    current.ifPresent(head -> {
      var invoice =
          new BookedInvoice(
              head.creditNote(),
              head.finalizedAt(),
              new Money(head.currency(), head.tax()),
              new Money(head.currency(), head.gross()),
              lines);
      journal.invoice(invoice);
      head.voidedAt().ifPresent(at -> journal.invoice(invoice.voided(at)));
    });
    lines.clear();
    current = Optional.empty();
  }
}

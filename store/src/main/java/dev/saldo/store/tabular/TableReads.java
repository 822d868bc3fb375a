package dev.saldo.store.tabular;

import dev.saldo.store.reading.Columns;
import dev.saldo.store.reading.ReadSide;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Reads flat tables row by row. Safe for use by many threads.
///
/// A table is read on one snapshot and in the order of its key, so that the same question about a
/// time that is over gives the same rows in the same order.
public final class TableReads {
  /// How many rows are in memory at a time.
  static final int FETCHED = 1_000;

  private final ReadSide reads;

  public TableReads(ReadSide reads) {
    this.reads = reads;
  }

  /// The tables. Each begins with the customer's id, external id and name.
  public enum Source {
    /// Invoices and credit notes with a number, by when they were finalized.
    INVOICES(
        """
        SELECT c.id, c.external_id, c.name, t.id, t.kind, t.status, t.series, t.sequence,
               t.currency, t.usage_from, t.usage_until, t.finalized_at, t.issued_on, t.due_on,
               t.net, t.tax, t.gross, t.due, t.corrects
          FROM invoice t
          JOIN customer c ON c.workspace_id = t.workspace_id AND c.id = t.customer_id
         WHERE t.workspace_id = ? AND t.sequence IS NOT NULL
        """,
        "t.finalized_at",
        "t.customer_id, t.id",
        "itt itttn t zzz yy dddd i"),

    /// Their lines, by when the invoice was finalized.
    INVOICE_LINES(
        """
        SELECT c.id, c.external_id, c.name, i.id, i.kind, i.series, i.sequence, i.finalized_at,
               t.ordinal, t.kind, t.code,
               i.document::json #>> ARRAY['lines', (t.ordinal - 1)::text, 'item', 'title'],
               t.cost_centre, t.period_from, t.period_until, t.quantity, i.currency, t.net,
               t.tax_category, t.tax_percent
          FROM invoice_line t
          JOIN invoice i ON i.workspace_id = t.workspace_id AND i.customer_id = t.customer_id
                        AND i.id = t.invoice_id
          JOIN customer c ON c.workspace_id = t.workspace_id AND c.id = t.customer_id
         WHERE t.workspace_id = ?
        """,
        "i.finalized_at",
        "t.customer_id, t.invoice_id, t.ordinal",
        "itt ittn z nttt t zz d t d t d"),

    /// Charges, captures and recorded events, by when they were recorded: an export of each month
    /// after the other has every one once, also those that came late.
    USAGE(
        """
        SELECT c.id, c.external_id, c.name, t.id, t.kind, t.action, t.source, t.key, t.occurred_at,
               t.recorded_at, t.data, w.name, w.unit, t.credits, t.unfunded, t.overage, t.member,
               t.cost_centre, t.automation, t.agent_run, t.api_key
          FROM command t
          JOIN customer c ON c.workspace_id = t.workspace_id AND c.id = t.customer_id
          LEFT JOIN wallet w ON w.workspace_id = t.workspace_id AND w.customer_id = t.customer_id
                            AND w.id = t.wallet_id
         WHERE t.workspace_id = ? AND t.kind IN ('charge', 'capture', 'usage')
        """,
        "t.recorded_at",
        "t.customer_id, t.id",
        "itt itttt zz t tt ddd ttttt"),

    /// Entries of the ledger, by when they took effect.
    LEDGER(
        """
        SELECT c.id, c.external_id, c.name, t.wallet_id, w.name, w.unit, t.sequence,
               t.effective_at, t.cause, m.kind, t.debit_id, t.credit_id, t.amount,
               encode(t.hash, 'hex')
          FROM ledger_entry t
          JOIN customer c ON c.workspace_id = t.workspace_id AND c.id = t.customer_id
          JOIN wallet w ON w.workspace_id = t.workspace_id AND w.customer_id = t.customer_id
                       AND w.id = t.wallet_id
          LEFT JOIN command m ON m.workspace_id = t.workspace_id AND m.customer_id = t.customer_id
                             AND m.id = t.cause
         WHERE t.workspace_id = ?
        """,
        "t.effective_at",
        "t.customer_id, t.wallet_id, t.sequence",
        "itt i tt n z i t ii d t");

    private final String select;
    private final String time;
    private final String key;
    private final String shape;

    /// @param shape what each column is, in order: an `i`d, a `t`ext, a whole `n`umber, a
    ///   `d`ecimal, a time (`z`) or a da`y`
    Source(String select, String time, String key, String shape) {
      this.select = select;
      this.time = time;
      this.key = key;
      this.shape = shape.replace(" ", "");
    }

    private List<Cell> cells(Columns row) throws SQLException {
      var cells = new ArrayList<Cell>(shape.length());
      for (var i = 0; i < shape.length(); i++) {
        cells.add(
            switch (shape.charAt(i)) {
              case 'i' -> row.uuidIfAny().<Cell>map(Cell.Id::new).orElse(Cell.NONE);
              case 't' -> Cell.text(row.textIfAny());
              case 'n' -> new Cell.Whole(row.number());
              case 'd' -> Cell.number(row.decimalIfAny());
              case 'z' -> Cell.time(row.instantIfAny());
              case 'y' -> Cell.day(row.dayIfAny());
              default -> throw new IllegalStateException(shape);
            });
      }
      return cells;
    }
  }

  /// What a table is narrowed to: `from` is inside, `until` is not.
  public record Filter(Optional<Instant> from, Optional<Instant> until, Optional<UUID> customer) {}

  /// Hands over each row, its columns in the order of the statement.
  public void each(long workspace, Source source, Filter filter, Consumer<List<Cell>> each) {
    var sql = new StringBuilder(source.select);
    var parameters = new ArrayList<Object>(List.of(workspace));
    filter.customer().ifPresent(customer -> add(sql, parameters, "t.customer_id = ?", customer));
    filter.from().ifPresent(from -> add(sql, parameters, source.time + " >= ?", from));
    filter.until().ifPresent(until -> add(sql, parameters, source.time + " < ?", until));
    sql.append(" ORDER BY ").append(source.key);
    reads.in(
        workspace,
        connection -> {
          ReadSide.each(
              connection,
              sql.toString(),
              FETCHED,
              row -> each.accept(source.cells(row)),
              parameters);
          return source;
        });
  }

  private static void add(
      StringBuilder sql, List<Object> parameters, String condition, Object value) {
    sql.append(" AND ").append(condition);
    parameters.add(value);
  }
}

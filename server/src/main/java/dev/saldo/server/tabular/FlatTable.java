package dev.saldo.server.tabular;

import dev.saldo.core.invoicing.InvoiceNumber;
import dev.saldo.core.ledger.LedgerAccount;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.receipt.ActKinds;
import dev.saldo.server.wallet.LedgerRoutes;
import dev.saldo.store.tabular.Cell;
import dev.saldo.store.tabular.Column;
import dev.saldo.store.tabular.Column.Type;
import dev.saldo.store.tabular.TableReads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The flat tables: their columns, and how a row becomes cells.
public enum FlatTable {
  INVOICES(
      TableReads.Source.INVOICES,
      FlatTable::invoice,
      "invoice kind status number currency usage_from:time usage_until:time finalized_at:time"
          + " issued_on:day due_on:day net:decimal tax:decimal gross:decimal due:decimal corrects"),
  INVOICE_LINES(
      TableReads.Source.INVOICE_LINES,
      FlatTable::invoiceLine,
      "invoice invoice_kind number finalized_at:time ordinal:integer kind code title cost_centre"
          + " period_from:time period_until:time quantity:decimal currency net:decimal"
          + " tax_category tax_percent:decimal"),
  USAGE(
      TableReads.Source.USAGE,
      FlatTable::usage,
      "act kind action source key occurred_at:time recorded_at:time data wallet unit"
          + " credits:decimal unfunded:decimal overage:decimal member cost_centre automation"
          + " agent_run api_key"),
  LEDGER(
      TableReads.Source.LEDGER,
      FlatTable::ledger,
      "wallet wallet_name unit sequence:integer effective_at:time cause cause_kind debit debit_kind"
          + " credit credit_kind amount:decimal hash");

  private final TableReads.Source source;
  private final Reader reader;
  private final List<Column> columns;

  FlatTable(TableReads.Source source, Reader reader, String own) {
    this.source = source;
    this.reader = reader;
    this.columns =
        Stream.concat(
                Stream.of("customer", "external_id", "customer_name"),
                Arrays.stream(own.split(" ", -1)))
            .map(FlatTable::column)
            .toList();
  }

  /// Reads what follows the customer, from left to right.
  private interface Reader {
    void read(Iterator<Cell> row, List<Cell> into);
  }

  /// `invoices`, `invoice-lines`, `usage` or `ledger`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<FlatTable> of(String word) {
    return Arrays.stream(values()).filter(table -> table.word().equals(word)).findFirst();
  }

  TableReads.Source source() {
    return source;
  }

  List<Column> columns() {
    return columns;
  }

  /// The row as it is shown, a cell for each column.
  List<Cell> shown(List<Cell> row) {
    var from = row.iterator();
    var cells = new ArrayList<Cell>(columns.size());
    cells.add(id(IdKind.CUSTOMER, from.next()));
    take(from, 2, cells);
    reader.read(from, cells);
    return cells;
  }

  private static Column column(String text) {
    var parts = text.split(":", -1);
    return new Column(
        parts[0], parts.length == 1 ? Type.TEXT : Type.valueOf(parts[1].toUpperCase(Locale.ROOT)));
  }

  private static void invoice(Iterator<Cell> row, List<Cell> cells) {
    cells.add(id(IdKind.INVOICE, row.next()));
    take(row, 2, cells);
    cells.add(number(row.next(), row.next()));
    take(row, 10, cells);
    cells.add(id(IdKind.INVOICE, row.next()));
  }

  private static void invoiceLine(Iterator<Cell> row, List<Cell> cells) {
    cells.add(id(IdKind.INVOICE, row.next()));
    take(row, 1, cells);
    cells.add(number(row.next(), row.next()));
    row.forEachRemaining(cells::add);
  }

  private static void usage(Iterator<Cell> row, List<Cell> cells) {
    var id = row.next();
    var kind = row.next();
    cells.add(act(kind, id));
    cells.add(kind);
    row.forEachRemaining(cells::add);
  }

  private static void ledger(Iterator<Cell> row, List<Cell> cells) {
    cells.add(id(IdKind.WALLET, row.next()));
    take(row, 4, cells);
    var cause = row.next();
    var kind = row.next();
    cells.add(act(kind, cause));
    cells.add(kind);
    for (var leg = 0; leg < 2; leg++) {
      var account = ((Cell.Id) row.next()).value();
      cells.add(new Cell.Text(LedgerRoutes.account(account)));
      cells.add(new Cell.Text(new LedgerAccount(account).label()));
    }
    row.forEachRemaining(cells::add);
  }

  private static Cell id(IdKind kind, Cell id) {
    return id instanceof Cell.Id(var value) ? new Cell.Text(PublicId.of(kind, value)) : id;
  }

  private static Cell act(Cell kind, Cell id) {
    return id(ActKinds.of(kind instanceof Cell.Text(var word) ? word : ""), id);
  }

  private static Cell number(Cell series, Cell sequence) {
    var number = new InvoiceNumber(((Cell.Text) series).value(), ((Cell.Whole) sequence).value());
    return new Cell.Text(number.toString());
  }

  private static void take(Iterator<Cell> row, int count, List<Cell> cells) {
    for (var i = 0; i < count; i++) {
      cells.add(row.next());
    }
  }
}

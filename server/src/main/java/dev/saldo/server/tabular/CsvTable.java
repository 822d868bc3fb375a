package dev.saldo.server.tabular;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.saldo.server.problem.Figure;
import dev.saldo.store.tabular.Cell;
import dev.saldo.store.tabular.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// A table as CSV (RFC 4180): quoted where it must be, lines end with CR LF.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe before it. Numbers and
/// times don't, so that what is below zero stays a number. A text without letters is `""`, and
/// nothing is nothing.
public final class CsvTable {
  private static final String FORMULAS = "=+-@\t\r\n\0";

  private CsvTable() {}

  /// Writes rows as they come.
  ///
  /// @param out stays open
  static void write(List<Column> columns, RowSource rows, OutputStream out) throws IOException {
    var csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.CRLF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .build(out, StandardCharsets.UTF_8);
    try {
      csv.writeRecord(columns.stream().map(Column::name).toList());
      rows.each(cells -> csv.writeRecord(texts(cells)));
      csv.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Iterable<String> texts(List<Cell> cells) {
    Stream<String> texts = cells.stream().map(CsvTable::text);
    return texts::iterator;
  }

  @SuppressWarnings("NullAway") // The library writes null as nothing, and "" as quotes.
  private static String text(Cell cell) {
    return switch (cell) {
      case Cell.None _ -> null;
      case Cell.Text(var text) -> safe(text);
      case Cell.Id(var id) -> id.toString();
      case Cell.Whole(var whole) -> Long.toString(whole);
      case Cell.Number(var number) -> Figure.plain(number);
      case Cell.Time(var time) -> time.toString();
      case Cell.Day(var day) -> day.toString();
    };
  }

  /// The text as a spreadsheet reads it as one.
  public static String safe(String text) {
    return !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}

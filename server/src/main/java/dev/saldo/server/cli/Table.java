package dev.saldo.server.cli;

import java.util.ArrayList;
import java.util.List;

/// Rows under aligned columns, for people.
///
/// Words stand on the left, figures on the right, two blanks apart:
///
/// ```
/// customer  available
/// orchard          40
/// ```
public final class Table {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<Column> columns) {
    this.columns = columns;
  }

  /// One column.
  ///
  /// @param right whether its cells stand on the right, as figures do
  public record Column(String title, boolean right) {}

  /// A column of words.
  public static Column words(String title) {
    return new Column(title, false);
  }

  /// A column of figures.
  public static Column figures(String title) {
    return new Column(title, true);
  }

  public static Table of(Column... columns) {
    return new Table(List.of(columns));
  }

  /// Adds a row with a cell for each column.
  public Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size());
    }
    var row = new ArrayList<String>(cells.length);
    for (var cell : cells) {
      row.add(Printable.onOneLine(String.valueOf(cell)));
    }
    rows.add(row);
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /// The titles and the rows, without blanks at the end; titles that are all empty are left out.
  public List<String> lines() {
    var widths = new int[columns.size()];
    for (var i = 0; i < widths.length; i++) {
      widths[i] = width(columns.get(i).title());
      for (var row : rows) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    var lines = new ArrayList<String>(rows.size() + 1);
    if (columns.stream().anyMatch(column -> !column.title().isEmpty())) {
      lines.add(line(columns.stream().map(Column::title).toList(), widths));
    }
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (var i = 0; i < widths.length; i++) {
      var cell = cells.get(i);
      var fill = " ".repeat(widths[i] - width(cell));
      line.append(i == 0 ? "" : GAP);
      line.append(columns.get(i).right() ? fill + cell : cell + fill);
    }
    return line.toString().stripTrailing();
  }

  /// How many places a text takes; marks that stand on the letter before take none.
  private static int width(String text) {
    return (int)
        text.codePoints()
            .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK)
            .count();
  }
}

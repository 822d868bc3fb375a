package dev.saldo.store.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// A table on its way into a Parquet file, in a folder of its own that is gone when this is closed.
///
/// Rows go to the disk as they come. Decimals are exact, with 12 digits after the point; a figure
/// with more of them is rounded HALF_UP there. Times are instants in microseconds. The library
/// behind it is loaded with the first such file and not before. Belongs to one thread.
public final class ParquetFile implements AutoCloseable {
  private static final int SCALE = 12;
  private static final String TABLE = "exported";

  private final List<Column> columns;
  private final Path folder;
  private final Connection connection;
  private final DuckDBAppender appender;

  private ParquetFile(List<Column> columns, Path folder) throws IOException {
    this.columns = List.copyOf(columns);
    this.folder = folder;
    try {
      connection =
          DuckDb.open(folder.resolve("rows.db").toString(), folder.resolve("spill").toString());
      execute("CREATE TABLE " + TABLE + " (" + definitions(columns) + ")");
      appender = connection.unwrap(DuckDBConnection.class).createAppender("main", TABLE);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /// Begins a file.
  ///
  /// @throws IOException where the disk for temporary files can't be used
  public static ParquetFile begin(List<Column> columns) throws IOException {
    var folder =
        Files.createTempDirectory(
            "saldo-parquet-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      return new ParquetFile(columns, folder);
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  /// Adds a row, a cell for each column.
  public void row(List<Cell> cells) throws IOException {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells.size() + " cells in " + columns.size() + " columns");
    }
    try {
      appender.beginRow();
      for (var cell : cells) {
        append(cell);
      }
      appender.endRow();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /// Ends the file and copies it; nothing can be added afterwards.
  public void copyTo(OutputStream out) throws IOException {
    var file = folder.resolve("rows.parquet");
    try {
      appender.close();
      execute("COPY " + TABLE + " TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
    } catch (SQLException e) {
      throw failed(e);
    }
    Files.copy(file, out);
  }

  private void append(Cell cell) throws SQLException {
    switch (cell) {
      case Cell.None _ -> appender.appendNull();
      case Cell.Text(var text) -> appender.append(text);
      case Cell.Id(var id) -> appender.append(id.toString());
      case Cell.Whole(var whole) -> appender.append(whole);
      case Cell.Number(var number) -> appender.append(number.setScale(SCALE, RoundingMode.HALF_UP));
      case Cell.Time(var time) -> appender.append(time.atOffset(ZoneOffset.UTC));
      case Cell.Day(var day) -> appender.append(day);
    }
  }

  private static String definitions(List<Column> columns) {
    return columns.stream()
        .map(column -> '"' + column.name() + "\" " + type(column.type()))
        .collect(Collectors.joining(", "));
  }

  private static String type(Column.Type type) {
    return switch (type) {
      case TEXT -> "VARCHAR";
      case INTEGER -> "BIGINT";
      case DECIMAL -> "DECIMAL(38, " + SCALE + ")";
      case TIME -> "TIMESTAMPTZ";
      case DAY -> "DATE";
    };
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static IOException failed(SQLException e) {
    return new IOException("a Parquet file can't be written: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    try {
      appender.close();
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

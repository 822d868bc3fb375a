package dev.saldo.server.tabular;

import dev.saldo.store.tabular.Column;
import dev.saldo.store.tabular.ParquetFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/// In which form a table is written.
public enum TableFormat {
  /// RFC 4180, in UTF-8, with the names of the columns in the first line.
  CSV("text/csv;charset=utf-8", "csv"),
  /// One JSON object a line.
  JSON("application/x-ndjson", "jsonl"),
  PARQUET("application/vnd.apache.parquet", "parquet");

  private final String mediaType;
  private final String ending;

  TableFormat(String mediaType, String ending) {
    this.mediaType = mediaType;
    this.ending = ending;
  }

  public static TableFormat of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  public String mediaType() {
    return mediaType;
  }

  /// What a file's name ends with.
  public String ending() {
    return ending;
  }

  /// Writes rows as they come.
  ///
  /// @param out stays open
  void write(List<Column> columns, RowSource rows, OutputStream out) throws IOException {
    switch (this) {
      case CSV -> CsvTable.write(columns, rows, out);
      case JSON -> rows.each(cells -> JsonLines.write(columns, cells, out));
      case PARQUET -> {
        try (var file = ParquetFile.begin(columns)) {
          rows.each(file::row);
          file.copyTo(out);
        }
      }
    }
  }
}

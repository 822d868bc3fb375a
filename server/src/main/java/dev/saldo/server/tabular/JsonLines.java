package dev.saldo.server.tabular;

import dev.saldo.server.json.JsonWriter;
import dev.saldo.store.tabular.Cell;
import dev.saldo.store.tabular.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// A table as one JSON object a line; decimals are strings and nothing is `null`.
final class JsonLines {
  private JsonLines() {}

  static void write(List<Column> columns, List<Cell> cells, OutputStream out) throws IOException {
    out.write(
        JsonWriter.object(json -> {
          for (var i = 0; i < columns.size(); i++) {
            write(json, columns.get(i).name(), cells.get(i));
          }
        }));
    out.write('\n');
  }

  private static void write(JsonWriter json, String name, Cell cell) {
    switch (cell) {
      case Cell.None _ -> json.none(name);
      case Cell.Text(var text) -> json.text(name, text);
      case Cell.Id(var id) -> json.text(name, id.toString());
      case Cell.Whole(var whole) -> json.integer(name, whole);
      case Cell.Number(var number) -> json.decimal(name, number);
      case Cell.Time(var time) -> json.time(name, time);
      case Cell.Day(var day) -> json.day(name, day);
    }
  }
}

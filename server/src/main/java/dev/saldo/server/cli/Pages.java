package dev.saldo.server.cli;

import dev.saldo.server.json.JsonWriter;
import java.util.function.BiConsumer;
import picocli.CommandLine.Option;

/// Lists what the API gives in pages: as a table, or as one JSON object a line.
final class Pages {
  private static final int PAGE = 100;

  @Option(
      names = {"--most", "--limit"},
      paramLabel = "N",
      defaultValue = "100",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int most = PAGE;

  @Option(names = "--json", description = "Prints one JSON object a line.")
  private boolean json;

  /// Prints the items of a list.
  ///
  /// @param path with its query, if it has one
  /// @param row puts an item into the table
  int print(Api api, String path, Terminal terminal, Table table, BiConsumer<Table, Shown> row) {
    if (most < 1) {
      throw CommandFault.usage("--most is 1 or more");
    }
    var left = most;
    var cursor = "";
    do {
      var page = Math.min(left, PAGE);
      var asked = path + (path.contains("?") ? "&" : "?") + "limit=" + page;
      var answered =
          api.get(cursor.isEmpty() ? asked : asked + "&cursor=" + Api.part(cursor)).json();
      for (var item : answered.items("data")) {
        if (json) {
          terminal.json(JsonWriter.of(item.json()));
        } else {
          row.accept(table, item);
        }
      }
      left -= page;
      cursor = answered.text("next_cursor");
    } while (left > 0 && !cursor.isEmpty());
    if (!json) {
      terminal.table(table);
      if (!cursor.isEmpty()) {
        terminal.line("there are more: give --most");
      }
    }
    return Exit.OK;
  }
}

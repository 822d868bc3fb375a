package dev.saldo.server.cli;

import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.Fault;
import dev.saldo.server.json.JsonWriter;
import java.util.List;
import java.util.Locale;

/// What is wrong with a catalog's text, shown where it stands.
final class CatalogFaults {
  private static final int LINE_MAX = 200;

  private CatalogFaults() {}

  /// A text that was read.
  record Read(String file, String text, CatalogReading reading) {
    boolean isValid() {
      return reading instanceof CatalogReading.Readable;
    }

    List<Fault> faults() {
      return switch (reading) {
        case CatalogReading.Readable(var _, var warnings) -> warnings;
        case CatalogReading.Faulty(var faults) -> faults;
      };
    }
  }

  /// Prints every fault as `file:line:column`, with the line and a caret below the place.
  static void print(Read read, Terminal terminal) {
    var lines = read.text().split("\n", -1);
    for (var fault : read.faults()) {
      var place = fault.place();
      terminal.line(
          "%s:%d:%d: %s: %s%s"
              .formatted(
                  read.file(),
                  place.line(),
                  place.column(),
                  word(fault),
                  fault.path().isEmpty() ? "" : fault.path() + ": ",
                  fault.message()));
      if (place.line() <= lines.length) {
        var line = lines[place.line() - 1].replace('\t', ' ').stripTrailing();
        if (!line.isBlank() && line.length() <= LINE_MAX) {
          terminal.line("  " + line);
          terminal.line("  " + " ".repeat(Math.max(0, place.column() - 1)) + "^");
        }
      }
    }
    terminal.line(read.file() + (read.isValid() ? ": valid" : ": not a catalog"));
  }

  static void write(JsonWriter json, Read read) {
    json.text("file", read.file())
        .flag("valid", read.isValid())
        .objects(
            "faults",
            read.faults(),
            (item, fault) ->
                item.integer("line", fault.place().line())
                    .integer("column", fault.place().column())
                    .text("path", fault.path())
                    .text("message", fault.message())
                    .text("severity", word(fault)));
  }

  private static String word(Fault fault) {
    return fault.severity().name().toLowerCase(Locale.ROOT);
  }
}

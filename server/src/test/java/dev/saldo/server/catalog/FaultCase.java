package dev.saldo.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// One case of a table of edits to a catalog.
///
/// @param title what is wrong
/// @param marks what stands in brackets after the title
/// @param base the catalog before the edit
/// @param text the edited catalog; where the marker stood is `line` and `column`
/// @param expected parts of what is said
record FaultCase(
    String title,
    String marks,
    String base,
    String text,
    int line,
    int column,
    List<String> expected) {
  private static final String MARKER = "▶";

  @Override
  public String toString() {
    return title;
  }

  static String resource(String name) {
    try (var in = FaultCase.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static List<FaultCase> read(String table, String base) {
    var cases = new ArrayList<FaultCase>();
    for (var block : resource(table).split("\n(?=case )", -1)) {
      if (block.startsWith("case ")) {
        cases.add(of(block, base));
      }
    }
    return cases;
  }

  private static FaultCase of(String block, String base) {
    var lines = block.lines().toList();
    var heading = lines.getFirst().substring("case ".length()).split(" \\(", 2);
    var text = base;
    var from = new ArrayList<String>();
    var to = new ArrayList<String>();
    var expected = new ArrayList<String>();
    for (var line : lines.subList(1, lines.size())) {
      var rest = line.isEmpty() ? "" : line.substring(Math.min(2, line.length()));
      if (line.startsWith("-") && !to.isEmpty()) {
        text = edited(text, from, to);
      }
      if (line.startsWith("-")) {
        from.add(rest);
      } else if (line.startsWith("+")) {
        to.add(rest);
      } else if (line.startsWith("=")) {
        expected.add(rest);
      }
    }
    text = edited(text, from, to);
    var before = text.contains(MARKER) ? text.substring(0, text.indexOf(MARKER)) : "";
    var line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    var column = before.length() - before.lastIndexOf('\n');
    var marks = heading.length == 1 ? "" : heading[1];
    return new FaultCase(heading[0], marks, base, text.replace(MARKER, ""), line, column, expected);
  }

  private static String edited(String text, List<String> from, List<String> to) {
    if (from.isEmpty()) {
      return text;
    }
    var old = String.join("\n", from);
    assertThat(text.split(Pattern.quote(old), -1)).as(old).hasSize(2);
    var edited = text.replace(old, String.join("\n", to));
    from.clear();
    to.clear();
    return edited;
  }
}

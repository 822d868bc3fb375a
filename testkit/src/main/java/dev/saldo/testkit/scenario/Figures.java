package dev.saldo.testkit.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The golden table: every figure that the systems described in the catalogs promise, with its
/// value. A figure that no scenario asserts, or one that is asserted with another value, fails the
/// build.
public final class Figures {
  private static final String TABLE = "figures.csv";

  private final Map<String, Figure> byId;

  private Figures(Map<String, Figure> byId) {
    this.byId = byId;
  }

  /// One figure.
  ///
  /// @param topic `credits`, `money`, `limits`, `resources`, `cost` or `signals`
  /// @param words what it is the figure of
  public record Figure(String id, String topic, String value, String words) {
    /// The catalog it belongs to: the id's first part.
    public String system() {
      return id.substring(0, id.indexOf('.'));
    }
  }

  /// The table that belongs to this build.
  public static Figures standard() {
    try (var in = Figures.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + TABLE);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lines of id, topic, value and words, with semicolons between; `#` begins a remark.
  static Figures parse(String text) {
    var byId = new LinkedHashMap<String, Figure>();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> Arrays.stream(line.split(";", 4)).map(String::strip).toList())
        .forEach(cells -> {
          if (cells.size() != 4) {
            throw new IllegalArgumentException("four cells are needed in " + cells);
          }
          var figure = new Figure(cells.get(0), cells.get(1), cells.get(2), cells.get(3));
          if (byId.put(figure.id(), figure) != null) {
            throw new IllegalArgumentException(figure.id() + " stands twice");
          }
        });
    return new Figures(byId);
  }

  public java.util.Collection<Figure> all() {
    return byId.values();
  }

  /// The figure of an id.
  ///
  /// @throws IllegalArgumentException if there is none
  public Figure of(String id) {
    var figure = byId.get(id);
    if (figure == null) {
      throw new IllegalArgumentException("there is no figure " + id);
    }
    return figure;
  }
}

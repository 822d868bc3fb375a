package dev.saldo.server.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes a record down, component by component, always the same way.
final class Rendering {
  private final StringBuilder out = new StringBuilder();

  private Rendering() {}

  static String of(Object value) {
    var rendering = new Rendering();
    rendering.write("", value, "");
    return rendering.out.toString();
  }

  private void write(String name, Object value, String indent) {
    switch (value) {
      case Optional<?> optional -> optional.ifPresent(present -> write(name, present, indent));
      case Map<?, ?> map -> {
        line(indent, name, map.isEmpty() ? "{}" : "");
        var sorted = map instanceof SequencedMap<?, ?> ? map : new TreeMap<>(byText(map));
        sorted.forEach((key, item) -> write(key.toString(), item, indent + "  "));
      }
      case Set<?> set ->
          line(indent, name, new TreeSet<>(set.stream().map(Object::toString).toList()).toString());
      case List<?> list when list.stream().anyMatch(Record.class::isInstance) -> {
        line(indent, name, "");
        list.forEach(item -> write("-", item, indent + "  "));
      }
      case Record row when row.getClass().getPackageName().endsWith("money") ->
          line(indent, name, row.toString());
      case Record row -> {
        line(indent, name, row.getClass().getSimpleName());
        for (var component : row.getClass().getRecordComponents()) {
          try {
            write(component.getName(), component.getAccessor().invoke(row), indent + "  ");
          } catch (ReflectiveOperationException broken) {
            throw new LinkageError("no component " + component.getName(), broken);
          }
        }
      }
      default -> line(indent, name, value.toString());
    }
  }

  private static Map<String, Object> byText(Map<?, ?> map) {
    var byText = new TreeMap<String, Object>();
    map.forEach((key, item) -> byText.put(key.toString(), item));
    return byText;
  }

  private void line(String indent, String name, String text) {
    out.append(indent).append((name + " " + text).strip()).append('\n');
  }
}

package dev.saldo.core.catalog;

import java.util.List;
import java.util.Map;

/// Writes maps, lists, texts, whole numbers and flags as indented JSON (RFC 8259).
final class JsonText {
  private static final String INDENT = "  ";

  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String of(Object value) {
    var text = new JsonText();
    text.write(value, "\n");
    return text.out.toString();
  }

  /// @param newline a line end and the indentation of what is being written
  private void write(Object value, String newline) {
    switch (value) {
      case Map<?, ?> map -> object(map, newline);
      case List<?> list -> array(list, newline);
      case String text -> string(text);
      case Integer number -> out.append(number.intValue());
      case Boolean flag -> out.append(flag.booleanValue());
      default -> throw new IllegalArgumentException("not a value of JSON: " + value);
    }
  }

  private void object(Map<?, ?> map, String newline) {
    var separator = "{";
    for (var entry : map.entrySet()) {
      out.append(separator).append(newline).append(INDENT);
      string(String.valueOf(entry.getKey()));
      out.append(": ");
      write(entry.getValue(), newline + INDENT);
      separator = ",";
    }
    out.append(map.isEmpty() ? "{" : newline).append('}');
  }

  private void array(List<?> list, String newline) {
    var separator = "[";
    for (var item : list) {
      out.append(separator).append(newline).append(INDENT);
      write(item, newline + INDENT);
      separator = ",";
    }
    out.append(list.isEmpty() ? "[" : newline).append(']');
  }

  private void string(String text) {
    out.append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}

package dev.saldo.server.json;

import dev.saldo.server.problem.Figure;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A writer of one JSON object (or array) straight into bytes.
///
/// Decimals are written as strings without exponent or trailing zeros, times as RFC 3339 in UTC.
/// Every `optional…` writes nothing where there is no value; [#none] writes `null`.
public final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[512];
  private int length;
  private boolean first = true;

  private JsonWriter() {}

  /// The bytes of one object.
  public static byte[] object(Consumer<JsonWriter> members) {
    JsonWriter writer = new JsonWriter();
    writer.put('{');
    members.accept(writer);
    writer.put('}');
    return Arrays.copyOf(writer.bytes, writer.length);
  }

  /// The bytes of a value as it was read, members in their order.
  public static byte[] of(Json value) {
    JsonWriter writer = new JsonWriter();
    writer.json(value);
    return Arrays.copyOf(writer.bytes, writer.length);
  }

  public JsonWriter text(String name, String value) {
    name(name);
    string(value);
    return this;
  }

  public JsonWriter optionalText(String name, Optional<String> value) {
    value.ifPresent(text -> text(name, text));
    return this;
  }

  public JsonWriter decimal(String name, BigDecimal value) {
    name(name);
    put('"');
    ascii(Figure.plain(value));
    put('"');
    return this;
  }

  public JsonWriter optionalDecimal(String name, Optional<BigDecimal> value) {
    value.ifPresent(decimal -> decimal(name, decimal));
    return this;
  }

  public JsonWriter integer(String name, long value) {
    name(name);
    ascii(Long.toString(value));
    return this;
  }

  public JsonWriter flag(String name, boolean value) {
    name(name);
    ascii(value ? "true" : "false");
    return this;
  }

  public JsonWriter time(String name, Instant value) {
    name(name);
    put('"');
    ascii(value.toString());
    put('"');
    return this;
  }

  public JsonWriter optionalTime(String name, Optional<Instant> value) {
    value.ifPresent(time -> time(name, time));
    return this;
  }

  public JsonWriter day(String name, LocalDate value) {
    return text(name, value.toString());
  }

  /// A member that is `null`.
  public JsonWriter none(String name) {
    name(name);
    ascii("null");
    return this;
  }

  public JsonWriter object(String name, Consumer<JsonWriter> members) {
    name(name);
    nested('{', '}', () -> members.accept(this));
    return this;
  }

  /// An array of objects.
  public <T> JsonWriter objects(
      String name, Iterable<? extends T> items, BiConsumer<JsonWriter, T> members) {
    name(name);
    nested(
        '[',
        ']',
        () -> {
          for (T item : items) {
            comma();
            nested('{', '}', () -> members.accept(this, item));
            first = false;
          }
        });
    return this;
  }

  /// An array of strings.
  public JsonWriter texts(String name, Iterable<String> items) {
    name(name);
    nested(
        '[',
        ']',
        () -> {
          for (String item : items) {
            comma();
            string(item);
          }
        });
    return this;
  }

  /// A member that was read before.
  public JsonWriter json(String name, Json value) {
    name(name);
    json(value);
    return this;
  }

  /// A member whose bytes are JSON already.
  public JsonWriter raw(String name, byte[] json) {
    name(name);
    grow(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
    return this;
  }

  private void json(Json value) {
    switch (value) {
      case Json.Obj object ->
          nested(
              '{',
              '}',
              () -> {
                for (int i = 0; i < object.size(); i++) {
                  json(object.names().get(i), object.values().get(i));
                }
              });
      case Json.Arr array ->
          nested(
              '[',
              ']',
              () -> {
                for (Json item : array.items()) {
                  comma();
                  json(item);
                }
              });
      case Json.Text(String text) -> string(text);
      case Json.Num(String raw) -> ascii(raw);
      case Json.Flag(boolean flag) -> ascii(flag ? "true" : "false");
      case Json.Null _ -> ascii("null");
    }
  }

  private void nested(char open, char close, Runnable inside) {
    put(open);
    first = true;
    inside.run();
    put(close);
    first = false;
  }

  private void name(String name) {
    comma();
    string(name);
    put(':');
  }

  private void comma() {
    if (!first) {
      put(',');
    }
    first = false;
  }

  private void string(String text) {
    put('"');
    int size = text.length();
    grow(size);
    for (int i = 0; i < size; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        put('\\');
        put(c);
      } else if (c < 0x20) {
        escape(c);
      } else if (c < 0x80) {
        put(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < size
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        utf8(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        utf8(Character.isSurrogate(c) ? 0xFFFD : c);
      }
    }
    put('"');
  }

  private void escape(char c) {
    put('\\');
    switch (c) {
      case '\n' -> put('n');
      case '\r' -> put('r');
      case '\t' -> put('t');
      default -> {
        ascii("u00");
        put((char) HEX[c >> 4]);
        put((char) HEX[c & 0xF]);
      }
    }
  }

  private void utf8(int point) {
    if (point < 0x800) {
      put((char) (0xC0 | point >> 6));
    } else {
      if (point < 0x10000) {
        put((char) (0xE0 | point >> 12));
      } else {
        put((char) (0xF0 | point >> 18));
        put((char) (0x80 | point >> 12 & 0x3F));
      }
      put((char) (0x80 | point >> 6 & 0x3F));
    }
    put((char) (0x80 | point & 0x3F));
  }

  private void ascii(String text) {
    grow(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  private void put(char b) {
    if (length == bytes.length) {
      grow(1);
    }
    bytes[length++] = (byte) b;
  }

  private void grow(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more + 64));
    }
  }
}

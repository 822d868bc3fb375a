package dev.saldo.store.account;

import dev.saldo.core.metering.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the data of events as the journal has it, for whoever reads very many: only the properties
/// that are wanted, and without a tree where the text is as plain as it nearly always is. What it
/// says is what [JsonTree] says. Belongs to one thread.
public final class DataJson {
  private static final int DIGITS_MAX = 18;
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private final Set<String> wanted;
  private final Property[] properties;

  /// The keys of an event in their order: the next event often has the same.
  private final List<Key> keys = new ArrayList<>();

  private final Map<String, Value> values = new HashMap<>();
  private byte[] json = {};
  private int at;
  private int row;

  /// @param wanted the properties that are read; all others are left out
  public DataJson(Set<String> wanted) {
    this.wanted = Set.copyOf(wanted);
    this.properties = wanted.stream().map(Property::new).toArray(Property[]::new);
  }

  /// A property with the text that it had last: events in a row often say the same.
  private static final class Property {
    private final String name;
    private final byte[] bytes;
    private byte[] text = {};
    private Value value = Value.of("");
    private int row;

    private Property(String name) {
      this.name = name;
      this.bytes = name.getBytes(StandardCharsets.UTF_8);
    }

    private Value text(byte[] json, int from, int end) {
      if (!Arrays.equals(json, from, end, text, 0, text.length)) {
        text = Arrays.copyOfRange(json, from, end);
        value = Value.of(new String(text, StandardCharsets.UTF_8));
      }
      return value;
    }
  }

  /// A key with its quotes and its colon.
  ///
  /// @param property null where it isn't wanted
  private record Key(byte[] text, @Nullable Property property) {
    private boolean isAt(byte[] json, int at) {
      var end = at + text.length;
      return end <= json.length && Arrays.equals(json, at, end, text, 0, text.length);
    }
  }

  /// The wanted properties of an event that are there.
  ///
  /// @return good until the next is read
  public Map<String, Value> read(String data) {
    return read(data.getBytes(StandardCharsets.UTF_8));
  }

  /// The wanted properties of an event that are there.
  ///
  /// @param data in UTF-8; not changed, nor kept
  /// @return good until the next is read
  public Map<String, Value> read(byte[] data) {
    json = data;
    at = 0;
    row++;
    if (plain()) {
      for (var property : properties) {
        if (property.row != row) {
          values.remove(property.name);
        }
      }
    } else {
      values.clear();
      values.putAll(JsonTree.values(JsonTree.read(new String(data, StandardCharsets.UTF_8))));
      values.keySet().retainAll(wanted);
    }
    return values;
  }

  /// @return whether it was a flat object without spaces and escapes, read to its end
  private boolean plain() {
    if (!take('{')) {
      return false;
    }
    if (take('}')) {
      return at == json.length;
    }
    var count = 0;
    do {
      var key = key(count++);
      if (key == null || !value(key.property)) {
        return false;
      }
    } while (take(','));
    return take('}') && at == json.length;
  }

  private boolean take(char wantedNext) {
    if (at < json.length && json[at] == wantedNext) {
      at++;
      return true;
    }
    return false;
  }

  /// Goes over a key and its colon.
  ///
  /// @param number which of the event's it is, from 0
  /// @return null where it isn't plain
  private @Nullable Key key(int number) {
    if (number < keys.size() && keys.get(number).isAt(json, at)) {
      var known = keys.get(number);
      at += known.text.length;
      return known;
    }
    var from = at;
    var end = textEnd();
    if (end < 0 || !take(':')) {
      return null;
    }
    var key = new Key(Arrays.copyOfRange(json, from, at), property(from + 1, end));
    keys.subList(Math.min(number, keys.size()), keys.size()).clear();
    keys.add(key);
    return key;
  }

  private @Nullable Property property(int from, int end) {
    for (var property : properties) {
      if (Arrays.equals(property.bytes, 0, property.bytes.length, json, from, end)) {
        return property;
      }
    }
    return null;
  }

  /// @param property null where it isn't wanted
  private boolean value(@Nullable Property property) {
    if (at == json.length) {
      return false;
    }
    return switch (json[at]) {
      case '"' -> text(property);
      case 't' -> flag(property, TRUE, true);
      case 'f' -> flag(property, FALSE, false);
      default -> number(property);
    };
  }

  private void is(Property property, Value value) {
    property.row = row;
    values.put(property.name, value);
  }

  private boolean text(@Nullable Property property) {
    var from = at + 1;
    var end = textEnd();
    if (end < 0) {
      return false;
    }
    if (property != null) {
      is(property, property.text(json, from, end));
    }
    return true;
  }

  private boolean flag(@Nullable Property property, byte[] text, boolean flag) {
    var end = at + text.length;
    if (end > json.length || !Arrays.equals(json, at, end, text, 0, text.length)) {
      return false;
    }
    at = end;
    if (property != null) {
      is(property, Value.of(flag));
    }
    return true;
  }

  /// Goes over a text.
  ///
  /// @return where it ends, below zero where it isn't plain
  private int textEnd() {
    if (!take('"')) {
      return -1;
    }
    for (var end = at; end < json.length; end++) {
      if (json[end] == '"') {
        at = end + 1;
        return end;
      }
      if (json[end] == '\\') {
        return -1;
      }
    }
    return -1;
  }

  /// Goes over a number without an exponent.
  private boolean number(@Nullable Property property) {
    var from = at;
    var digits = 0L;
    var count = 0;
    var point = -1;
    var isNegative = take('-');
    for (; at < json.length; at++) {
      var next = json[at];
      if (next == '.') {
        point = count;
      } else if (next >= '0' && next <= '9') {
        digits = digits * 10 + (next - '0');
        count++;
      } else {
        break;
      }
    }
    if (count == 0) {
      return false;
    }
    if (property != null) {
      is(property, Value.of(decimal(from, count, point, isNegative ? -digits : digits)));
    }
    return true;
  }

  /// @param count how many digits it has
  /// @param point before which of them its point is, below zero without one
  private BigDecimal decimal(int from, int count, int point, long digits) {
    return count > DIGITS_MAX
        ? new BigDecimal(new String(json, from, at - from, StandardCharsets.US_ASCII))
        : BigDecimal.valueOf(digits, point < 0 ? 0 : count - point);
  }
}

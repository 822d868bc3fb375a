package dev.saldo.store.account;

import dev.saldo.core.metering.Value;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the data of events as the journal has it, for whoever reads very many: only the properties
/// that are wanted, and without a tree where the text is as plain as it nearly always is. What it
/// says is what [JsonTree] says. Belongs to one thread.
public final class DataJson {
  private static final int DIGITS_MAX = 18;

  private final Set<String> wanted;
  private final Property[] properties;
  private final Map<String, Value> values = new HashMap<>();
  private String json = "";
  private int at;

  /// @param wanted the properties that are read; all others are left out
  public DataJson(Set<String> wanted) {
    this.wanted = Set.copyOf(wanted);
    this.properties = wanted.stream().map(Property::new).toArray(Property[]::new);
  }

  /// A property with the text that it had last: events in a row often say the same.
  private static final class Property {
    private final String name;
    private String text = "";
    private Value value = Value.of("");

    private Property(String name) {
      this.name = name;
    }

    private Value of(String json, int from, int end) {
      if (end - from != text.length() || !json.startsWith(text, from)) {
        text = json.substring(from, end);
        value = Value.of(text);
      }
      return value;
    }
  }

  /// The wanted properties of an event that are there.
  ///
  /// @return good until the next is read
  public Map<String, Value> read(String data) {
    json = data;
    at = 0;
    values.clear();
    if (!plain()) {
      values.clear();
      values.putAll(JsonTree.values(JsonTree.read(data)));
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
      return at == json.length();
    }
    do {
      var from = at + 1;
      var end = textEnd();
      if (end < 0 || !take(':') || !value(property(from, end))) {
        return false;
      }
    } while (take(','));
    return take('}') && at == json.length();
  }

  private boolean take(char wantedNext) {
    if (at < json.length() && json.charAt(at) == wantedNext) {
      at++;
      return true;
    }
    return false;
  }

  private @Nullable Property property(int from, int end) {
    for (var property : properties) {
      if (property.name.length() == end - from && json.startsWith(property.name, from)) {
        return property;
      }
    }
    return null;
  }

  /// @param property null where it isn't wanted
  private boolean value(@Nullable Property property) {
    if (at == json.length()) {
      return false;
    }
    return switch (json.charAt(at)) {
      case '"' -> text(property);
      case 't', 'f' -> flag(property);
      default -> number(property);
    };
  }

  private boolean text(@Nullable Property property) {
    var from = at + 1;
    var end = textEnd();
    if (end < 0) {
      return false;
    }
    if (property != null) {
      values.put(property.name, property.of(json, from, end));
    }
    return true;
  }

  private boolean flag(@Nullable Property property) {
    var flag = json.startsWith("true", at);
    if (!flag && !json.startsWith("false", at)) {
      return false;
    }
    at += flag ? 4 : 5;
    if (property != null) {
      values.put(property.name, Value.of(flag));
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
    var end = json.indexOf('"', at);
    for (var i = at; i < end; i++) {
      if (json.charAt(i) == '\\') {
        return -1;
      }
    }
    at = end + 1;
    return end;
  }

  /// Goes over a number without an exponent.
  private boolean number(@Nullable Property property) {
    var from = at;
    var digits = 0L;
    var count = 0;
    var point = -1;
    var isNegative = take('-');
    for (; at < json.length(); at++) {
      var next = json.charAt(at);
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
      values.put(
          property.name,
          Value.of(
              count > DIGITS_MAX
                  ? new BigDecimal(json.substring(from, at))
                  : BigDecimal.valueOf(
                      isNegative ? -digits : digits, point < 0 ? 0 : count - point)));
    }
    return true;
  }
}

package dev.saldo.store.account;

import dev.saldo.core.metering.Value;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the data of an event as the journal has it, for whoever reads very many: only the
/// properties that are wanted, and without a tree where the text is as plain as it nearly always
/// is. What it says is what [JsonTree] says.
public final class DataJson {
  private static final int WHOLE_DIGITS_MAX = 18;

  private final String json;
  private final Set<String> wanted;
  private int at;

  private DataJson(String json, Set<String> wanted) {
    this.json = json;
    this.wanted = wanted;
  }

  /// The wanted properties that are there.
  public static Map<String, Value> read(String json, Set<String> wanted) {
    var values = new HashMap<String, Value>();
    if (!new DataJson(json, wanted).plain(values)) {
      values.clear();
      values.putAll(JsonTree.values(JsonTree.read(json)));
      values.keySet().retainAll(wanted);
    }
    return values;
  }

  /// @return whether it was a flat object without spaces and escapes, read to its end
  private boolean plain(Map<String, Value> values) {
    if (!take('{')) {
      return false;
    }
    if (take('}')) {
      return at == json.length();
    }
    do {
      var name = text();
      if (name == null || !take(':') || !value(name, values)) {
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

  private boolean value(String name, Map<String, Value> values) {
    if (at == json.length()) {
      return false;
    }
    var isWanted = wanted.contains(name);
    switch (json.charAt(at)) {
      case '"' -> {
        var text = text();
        if (text == null) {
          return false;
        }
        if (isWanted) {
          values.put(name, Value.of(text));
        }
      }
      case 't', 'f' -> {
        var flag = json.startsWith("true", at);
        if (!flag && !json.startsWith("false", at)) {
          return false;
        }
        at += flag ? 4 : 5;
        if (isWanted) {
          values.put(name, Value.of(flag));
        }
      }
      default -> {
        var from = at;
        var isWhole = digits();
        if (at == from) {
          return false;
        }
        if (isWanted) {
          values.put(name, Value.of(number(from, isWhole)));
        }
      }
    }
    return true;
  }

  /// @return null where it isn't plain
  private @Nullable String text() {
    if (!take('"')) {
      return null;
    }
    var end = json.indexOf('"', at);
    if (end < 0) {
      return null;
    }
    for (var i = at; i < end; i++) {
      if (json.charAt(i) == '\\') {
        return null;
      }
    }
    var text = json.substring(at, end);
    at = end + 1;
    return text;
  }

  /// Goes over a number without an exponent.
  ///
  /// @return whether it has neither sign nor point, and few digits
  private boolean digits() {
    var from = at;
    var isWhole = true;
    while (at < json.length()) {
      var next = json.charAt(at);
      if (next == '-' || next == '.') {
        isWhole = false;
      } else if (next < '0' || next > '9') {
        break;
      }
      at++;
    }
    return isWhole && at - from <= WHOLE_DIGITS_MAX;
  }

  private BigDecimal number(int from, boolean isWhole) {
    if (!isWhole) {
      return new BigDecimal(json.substring(from, at));
    }
    var number = 0L;
    for (var i = from; i < at; i++) {
      number = number * 10 + (json.charAt(i) - '0');
    }
    return BigDecimal.valueOf(number);
  }
}

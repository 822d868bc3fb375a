package dev.saldo.testkit.scenario;

import dev.saldo.client.Body;
import dev.saldo.client.Document;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/// A term of decimals with `+ - * /` and brackets: exact, but that a division keeps twelve
/// decimals.
final class Sum {
  private static final int DECIMALS = 12;

  private final int line;
  private final String text;
  private int at;

  private Sum(int line, String text) {
    this.line = line;
    this.text = text.replace(" ", "");
  }

  /// The term's `value`.
  ///
  /// @throws ScenarioFault if it isn't one
  static Document of(int line, String text) {
    var sum = new Sum(line, text);
    var value = sum.sum();
    if (sum.at < sum.text.length()) {
      throw sum.fault();
    }
    var json = Body.of("value", value).toString();
    return Document.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private BigDecimal sum() {
    var value = product();
    while (true) {
      if (takes('+')) {
        value = value.add(product());
      } else if (takes('-')) {
        value = value.subtract(product());
      } else {
        return value;
      }
    }
  }

  private BigDecimal product() {
    var value = factor();
    while (true) {
      if (takes('*')) {
        value = value.multiply(factor());
      } else if (takes('/')) {
        var by = factor();
        if (by.signum() == 0) {
          throw new ScenarioFault(line, "a division by zero in " + text);
        }
        value = value.divide(by, DECIMALS, RoundingMode.HALF_UP);
      } else {
        return value;
      }
    }
  }

  private BigDecimal factor() {
    if (takes('-')) {
      return factor().negate();
    }
    if (takes('(')) {
      var value = sum();
      if (!takes(')')) {
        throw fault();
      }
      return value;
    }
    var from = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    try {
      return new BigDecimal(text.substring(from, at));
    } catch (NumberFormatException _) {
      throw fault();
    }
  }

  private boolean takes(char sign) {
    if (at < text.length() && text.charAt(at) == sign) {
      at++;
      return true;
    }
    return false;
  }

  private ScenarioFault fault() {
    return new ScenarioFault(
        line, "not a term of decimals at character %d: %s".formatted(at, text));
  }
}

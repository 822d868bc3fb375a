package dev.saldo.server.subscription;

import dev.saldo.server.json.Body;
import dev.saldo.server.json.Json;
import dev.saldo.server.problem.ProblemType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads the use that a quote is for: by meter a quantity, or one for each value.
final class QuotedUsage {
  private static final Pattern QUANTITY = Pattern.compile("[0-9]{1,26}(\\.[0-9]{1,12})?");
  private static final int VALUES_MAX = 200;

  private QuotedUsage() {}

  /// By meter and value, the empty one where there is a quantity alone.
  ///
  /// @throws dev.saldo.server.problem.ProblemException where something isn't a quantity
  static Map<String, Map<String, BigDecimal>> read(Body body) {
    var usage = new LinkedHashMap<String, Map<String, BigDecimal>>();
    if (body.value("usage").orElse(null) instanceof Json.Obj meters) {
      for (var i = 0; i < meters.size(); i++) {
        var meter = meters.names().get(i);
        usage.put(meter, values("/usage/" + meter, meters.values().get(i)));
      }
    }
    return usage;
  }

  private static Map<String, BigDecimal> values(String pointer, Json json) {
    if (!(json instanceof Json.Obj by)) {
      return Map.of("", quantity(pointer, json));
    }
    if (by.size() > VALUES_MAX) {
      throw SubscriptionBodies.fault(pointer, ProblemType.TOO_MANY_ITEMS, Map.of());
    }
    var values = new LinkedHashMap<String, BigDecimal>();
    for (var i = 0; i < by.size(); i++) {
      var value = by.names().get(i);
      values.put(value, quantity(pointer + "/" + value, by.values().get(i)));
    }
    return values;
  }

  private static BigDecimal quantity(String pointer, Json json) {
    var text =
        switch (json) {
          case Json.Text(var value) -> value;
          case Json.Num(var raw) when raw.matches("[0-9]{1,16}") -> raw;
          case Json.Num _, Json.Flag _, Json.Null _, Json.Arr _, Json.Obj _ -> "";
        };
    if (!QUANTITY.matcher(text).matches()) {
      throw SubscriptionBodies.fault(pointer, ProblemType.AMOUNT_INVALID, Map.of());
    }
    return new BigDecimal(text);
  }
}

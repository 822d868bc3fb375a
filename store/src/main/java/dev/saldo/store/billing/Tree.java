package dev.saldo.store.billing;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The pieces that all of this room's JSON is made of. Amounts are text, so that no reader takes
/// them for floating point numbers.
final class Tree {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Tree() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static JsonNode read(String json) {
    return JSON.readTree(json);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  static void put(ObjectNode object, String name, Optional<?> value) {
    value.ifPresent(present -> object.put(name, text(present)));
  }

  static void put(ObjectNode object, String name, Period period) {
    object
        .putObject(name)
        .put("from", period.from().toString())
        .put("until", period.until().toString());
  }

  static String text(Object value) {
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  static String text(JsonNode object, String name) {
    return object.required(name).stringValue();
  }

  static Optional<String> optional(JsonNode object, String name) {
    return object.optional(name).map(JsonNode::stringValue);
  }

  static BigDecimal decimal(JsonNode object, String name) {
    return new BigDecimal(text(object, name));
  }

  static Instant instant(JsonNode object, String name) {
    return Instant.parse(text(object, name));
  }

  static Period period(JsonNode period) {
    return new Period(instant(period, "from"), instant(period, "until"));
  }

  static Money money(Currency currency, String amount) {
    return new Money(currency, new BigDecimal(amount));
  }
}

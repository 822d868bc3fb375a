package dev.saldo.client;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The JSON of a request: decimals and times as strings, whole numbers as numbers.
public final class Body {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode node = NODES.objectNode();

  private Body() {}

  /// An object without members.
  public static Body empty() {
    return new Body();
  }

  /// An object with one member; see [#put].
  public static Body of(String name, Object value) {
    return new Body().put(name, value);
  }

  /// An object with the members of a map, in its order.
  public static Body of(Map<String, ?> members) {
    var body = new Body();
    members.forEach(body::put);
    return body;
  }

  /// Adds a member: text, flag, whole number, decimal, time, list, map or another body; nothing for
  /// an empty `Optional`.
  public Body put(String name, Object value) {
    if (!(value instanceof Optional<?> optional)) {
      node.set(name, tree(value));
    } else if (optional.isPresent()) {
      node.set(name, tree(optional.get()));
    }
    return this;
  }

  byte[] bytes() {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The JSON of any value that [#put] takes.
  static byte[] bytes(Object value) {
    return JSON.writeValueAsBytes(tree(value));
  }

  @Override
  public String toString() {
    return node.toString();
  }

  private static JsonNode tree(Object value) {
    return switch (value) {
      case Body body -> body.node;
      case String text -> NODES.stringNode(text);
      case Boolean flag -> NODES.booleanNode(flag);
      case Integer whole -> NODES.numberNode(whole);
      case Long whole -> NODES.numberNode(whole);
      case BigDecimal decimal -> NODES.stringNode(decimal.toPlainString());
      case Instant time -> NODES.stringNode(time.toString());
      case Collection<?> items -> list(items);
      case Map<?, ?> members -> object(members);
      default -> throw new IllegalArgumentException("no JSON for a " + value.getClass());
    };
  }

  private static ArrayNode list(Collection<?> items) {
    var list = NODES.arrayNode();
    items.forEach(item -> list.add(tree(item)));
    return list;
  }

  private static ObjectNode object(Map<?, ?> members) {
    var object = NODES.objectNode();
    members.forEach((name, value) -> object.set(String.valueOf(name), tree(value)));
    return object;
  }
}

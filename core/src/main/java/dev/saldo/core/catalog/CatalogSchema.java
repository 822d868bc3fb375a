package dev.saldo.core.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The format of catalogs as a JSON Schema (draft 2020-12), written from the same shapes that
/// [CatalogReader] checks, so that an editor completes and marks what the reader would.
///
/// A schema can't say all: names that aren't defined, bands that overlap, plans alike and keys that
/// stand twice are found by the reader alone.
public final class CatalogSchema {
  private static final String AMOUNT = "[0-9]{1,26}(\\.[0-9]{1,12})?";

  private final Map<String, Object> definitions = new TreeMap<>();

  private CatalogSchema() {}

  /// The schema as indented JSON text, always the same.
  public static String json() {
    var schema = new CatalogSchema();
    var root = new LinkedHashMap<String, Object>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Saldo catalog");
    root.putAll(schema.properties(CatalogReader.SHAPE));
    root.put("$defs", schema.definitions);
    return JsonText.of(root) + "\n";
  }

  private SequencedMap<String, Object> of(Shape shape) {
    return switch (shape) {
      case Shape.Text(var pattern, var what) -> text(pattern.pattern(), "Must be " + what + ".");
      case Shape.Amount amount -> amount(amount);
      case Shape.Count(var min, var max) -> map("type", "integer", "minimum", min, "maximum", max);
      case Shape.CountOr(var min, var max, var word) ->
          map(
              "oneOf",
              List.of(
                  map("type", "integer", "minimum", min, "maximum", max),
                  map("type", "string", "const", word)));
      case Shape.Flag _ -> map("type", "boolean");
      case Shape.Label _ ->
          map("type", List.of("string", "boolean"), "minLength", 1, "maxLength", 255);
      case Shape.Choice(var words) -> map("type", "string", "enum", words);
      case Shape.Length length -> length(length);
      case Shape.Reference _ -> map("type", "string", "minLength", 1);
      case Shape.ListOf(var item, var min) ->
          map("type", "array", "items", of(item), "minItems", min, "uniqueItems", true);
      case Shape.MapOf(var name, var value, var min) ->
          map(
              "type",
              "object",
              "propertyNames",
              of(name),
              "additionalProperties",
              of(value),
              "minProperties",
              min);
      case Shape.Table table -> definition(table);
      case Shape.ShortOr(var scalar, var mapping) -> map("anyOf", List.of(of(scalar), of(mapping)));
      case Shape.OneOf(var tables) -> map("oneOf", tables.stream().map(this::definition).toList());
    };
  }

  private SequencedMap<String, Object> definition(Shape.Table table) {
    definitions.put(table.name(), properties(table));
    return map("$ref", "#/$defs/" + table.name());
  }

  private SequencedMap<String, Object> properties(Shape.Table table) {
    var properties = new LinkedHashMap<String, Object>();
    for (var key : table.keys()) {
      var property = new LinkedHashMap<String, Object>();
      property.put("description", key.about());
      of(key.shape()).forEach(property::putIfAbsent);
      properties.put(key.name(), property);
    }
    var required = table.keys().stream().filter(Shape.Key::required).map(Shape.Key::name).toList();
    var object = map("description", table.about(), "type", "object", "properties", properties);
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    object.put("additionalProperties", false);
    return object;
  }

  private static SequencedMap<String, Object> amount(Shape.Amount amount) {
    var notZero = amount.positive() ? "(?=.*[1-9])" : "";
    return text(notZero + AMOUNT, "Must be " + ScalarChecker.wanted(amount) + ".");
  }

  private static SequencedMap<String, Object> length(Shape.Length length) {
    var pattern = length.ever() ? Lengths.PATTERN + "|" + Lengths.EVER : Lengths.PATTERN;
    return text(pattern, "Must be " + ScalarChecker.wanted(length) + ".");
  }

  private static SequencedMap<String, Object> text(String pattern, String message) {
    return map("type", "string", "pattern", "^(?:" + pattern + ")$", "description", message);
  }

  private static SequencedMap<String, Object> map(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (var i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}

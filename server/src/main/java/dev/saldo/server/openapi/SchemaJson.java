package dev.saldo.server.openapi;

import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The writer of schemas as JSON Schema 2020-12, gathering named ones as components.
final class SchemaJson {
  private static final String REFERENCE = "#/components/schemas/";

  /// Digits as [dev.saldo.server.json.Validator] takes them, by sign.
  private static final String DIGITS = "\\d{1,26}(\\.\\d{1,12})?$";

  private final Map<String, Schema> components = new TreeMap<>();

  /// Writes the members of a schema's object.
  void write(JsonWriter json, Schema schema) {
    switch (schema) {
      case Schema.Named(String name, Schema inner) -> json.text("$ref", component(name, inner));
      case Schema.Obj object -> object(json, object);
      case Schema.Text text -> text(json, text);
      case Schema.Decimal(Schema.Sign sign, int scaleMax) ->
          json.text("type", "string")
              .text("format", "decimal")
              .text("pattern", decimalPattern(sign, scaleMax));
      case Schema.Quantity(Schema.Sign sign) -> quantity(json, sign);
      case Schema.Int(long min, long max) ->
          json.text("type", "integer").integer("minimum", min).integer("maximum", max);
      case Schema.Flag _ -> json.text("type", "boolean");
      case Schema.Time _ -> json.text("type", "string").text("format", "date-time");
      case Schema.Day _ -> json.text("type", "string").text("format", "date");
      case Schema.Choice(List<String> words) -> json.text("type", "string").texts("enum", words);
      case Schema.ListOf(Schema item, int itemsMin, int itemsMax) ->
          json.text("type", "array")
              .object("items", items -> write(items, item))
              .integer("minItems", itemsMin)
              .integer("maxItems", itemsMax);
      case Schema.MapOf(Schema value, int entriesMax, int nameLengthMax) ->
          json.text("type", "object")
              .object("additionalProperties", values -> write(values, value))
              .object(
                  "propertyNames",
                  names -> names.integer("minLength", 1).integer("maxLength", nameLengthMax))
              .integer("maxProperties", entriesMax);
      case Schema.Any _ -> {}
    }
  }

  /// Writes all components that were met, and those that they meet in turn.
  void components(JsonWriter json) {
    List<String> written = List.of();
    while (written.size() < components.size()) {
      written = List.copyOf(components.keySet());
      for (Schema schema : List.copyOf(components.values())) {
        JsonWriter.object(unused -> write(unused, schema));
      }
    }
    components.forEach((name, schema) -> json.object(name, inner -> write(inner, schema)));
  }

  private String component(String name, Schema schema) {
    Schema known = components.putIfAbsent(name, schema);
    if (known != null && !known.equals(schema)) {
      throw new IllegalStateException("two schemas have the name " + name);
    }
    return REFERENCE + name;
  }

  private void object(JsonWriter json, Schema.Obj object) {
    json.text("type", "object");
    json.object(
        "properties",
        properties ->
            object
                .fields()
                .forEach(field -> properties.object(field.name(), f -> field(f, field))));
    json.texts(
        "required", object.fields().stream().filter(Field::required).map(Field::name).toList());
    json.flag("additionalProperties", object.isOpen());
  }

  private void field(JsonWriter json, Field field) {
    if (field.nullable()) {
      json.objects(
          "anyOf",
          List.of(true, false),
          (option, typed) -> {
            if (typed) {
              write(option, field.schema());
            } else {
              option.text("type", "null");
            }
          });
    } else {
      write(json, field.schema());
    }
    if (!field.description().isEmpty()) {
      json.text("description", field.description());
    }
  }

  private static void text(JsonWriter json, Schema.Text text) {
    json.text("type", "string")
        .integer("minLength", text.lengthMin())
        .integer("maxLength", text.lengthMax());
    text.pattern().ifPresent(pattern -> json.text("pattern", "^(?:" + pattern + ")$"));
    if (text.kind() == Schema.TextKind.SECRET) {
      json.text("format", "password");
    }
  }

  private static void quantity(JsonWriter json, Schema.Sign sign) {
    json.objects(
        "oneOf",
        List.of(true, false),
        (option, decimal) -> {
          if (decimal) {
            option
                .text("type", "string")
                .text("format", "decimal")
                .text("pattern", decimalPattern(sign, 12));
          } else {
            long max = (1L << 53) - 1;
            long min =
                switch (sign) {
                  case POSITIVE -> 1;
                  case NOT_NEGATIVE -> 0;
                  case ANY -> -max;
                };
            option.text("type", "integer").integer("minimum", min).integer("maximum", max);
          }
        });
  }

  private static String decimalPattern(Schema.Sign sign, int scaleMax) {
    String digits =
        switch (scaleMax) {
          case 0 -> "\\d{1,26}$";
          case 12 -> DIGITS;
          default -> "\\d{1,26}(\\.\\d{1," + scaleMax + "})?$";
        };
    return switch (sign) {
      case POSITIVE -> "^(?=.*[1-9])" + digits;
      case NOT_NEGATIVE -> "^(-(?=[0.]+$))?" + digits;
      case ANY -> "^-?" + digits;
    };
  }
}

package dev.saldo.server.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An object that was checked against its schema, to be read by its fields' names.
///
/// Reading can't fail on what a caller sent. Asking for a field that the schema doesn't name, or in
/// another kind than the schema's, or for a missing field without `optional`, is a fault of ours
/// and throws [IllegalStateException]. `null` reads as "none"; [#isNull] tells it from a missing
/// field.
public final class Body {
  private final Schema.Obj schema;
  private final Json.Obj json;

  private Body(Schema.Obj schema, Json.Obj json) {
    this.schema = schema;
    this.json = json;
  }

  /// Wraps an object that [Validator] found no fault in.
  public static Body checked(Schema.Obj schema, Json.Obj json) {
    return new Body(schema, json);
  }

  /// Whether the field was sent, `null` included.
  public boolean has(String name) {
    field(name);
    return json.find(name) != null;
  }

  /// Whether the field was sent as `null`.
  public boolean isNull(String name) {
    field(name);
    return json.find(name) instanceof Json.Null;
  }

  /// The object as sent.
  public Json.Obj json() {
    return json;
  }

  /// A text or a choice.
  public String text(String name) {
    return needed(name, optionalText(name));
  }

  public Optional<String> optionalText(String name) {
    return switch (found(name)) {
      case null -> Optional.empty();
      case Json.Text(String value) -> Optional.of(value);
      case Json other -> throw otherKind(name, other);
    };
  }

  /// An amount or a quantity, at the scale as sent.
  public BigDecimal decimal(String name) {
    return needed(name, optionalDecimal(name));
  }

  public Optional<BigDecimal> optionalDecimal(String name) {
    Schema kind = field(name).schema().resolved();
    if (!(kind instanceof Schema.Decimal) && !(kind instanceof Schema.Quantity)) {
      throw new IllegalStateException("not a decimal: " + name);
    }
    return switch (found(name)) {
      case null -> Optional.empty();
      case Json.Text(String value) -> Optional.of(new BigDecimal(value));
      case Json.Num(String raw) -> Optional.of(new BigDecimal(raw));
      case Json other -> throw otherKind(name, other);
    };
  }

  public long integer(String name) {
    OptionalLong value = optionalInteger(name);
    if (value.isEmpty()) {
      throw missing(name);
    }
    return value.getAsLong();
  }

  public OptionalLong optionalInteger(String name) {
    if (!(field(name).schema().resolved() instanceof Schema.Int)) {
      throw new IllegalStateException("not an integer: " + name);
    }
    return switch (found(name)) {
      case null -> OptionalLong.empty();
      case Json.Num(String raw) -> OptionalLong.of(Long.parseLong(raw));
      case Json other -> throw otherKind(name, other);
    };
  }

  public boolean flag(String name) {
    return needed(name, optionalFlag(name));
  }

  public Optional<Boolean> optionalFlag(String name) {
    return switch (found(name)) {
      case null -> Optional.empty();
      case Json.Flag(boolean value) -> Optional.of(value);
      case Json other -> throw otherKind(name, other);
    };
  }

  public Instant time(String name) {
    return needed(name, optionalTime(name));
  }

  public Optional<Instant> optionalTime(String name) {
    return optionalText(name).map(text -> needed(name, Rfc3339.time(text)));
  }

  public LocalDate day(String name) {
    return needed(name, optionalDay(name));
  }

  public Optional<LocalDate> optionalDay(String name) {
    return optionalText(name).map(text -> needed(name, Rfc3339.day(text)));
  }

  public Body object(String name) {
    return needed(name, optionalObject(name));
  }

  public Optional<Body> optionalObject(String name) {
    if (!(field(name).schema().resolved() instanceof Schema.Obj inner)) {
      throw new IllegalStateException("not an object with fields: " + name);
    }
    return switch (found(name)) {
      case null -> Optional.empty();
      case Json.Obj object -> Optional.of(new Body(inner, object));
      case Json other -> throw otherKind(name, other);
    };
  }

  /// A list of objects; none where it wasn't sent.
  public List<Body> objects(String name) {
    if (!(field(name).schema().resolved() instanceof Schema.ListOf list)
        || !(list.item().resolved() instanceof Schema.Obj inner)) {
      throw new IllegalStateException("not a list of objects: " + name);
    }
    List<Body> bodies = new ArrayList<>();
    for (Json item : items(name)) {
      bodies.add(new Body(inner, (Json.Obj) item));
    }
    return bodies;
  }

  /// A list of texts; none where it wasn't sent.
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Json item : items(name)) {
      if (!(item instanceof Json.Text(String value))) {
        throw otherKind(name, item);
      }
      texts.add(value);
    }
    return texts;
  }

  /// A map of texts in the order as sent; none where it wasn't sent.
  public Map<String, String> textsByName(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    membersByName(name)
        .forEach((key, value) -> {
          if (!(value instanceof Json.Text(String text))) {
            throw otherKind(name, value);
          }
          texts.put(key, text);
        });
    return texts;
  }

  /// A map of decimals in the order as sent; none where it wasn't sent.
  public Map<String, BigDecimal> decimalsByName(String name) {
    Map<String, BigDecimal> decimals = new LinkedHashMap<>();
    membersByName(name)
        .forEach((key, value) -> {
          switch (value) {
            case Json.Text(String text) -> decimals.put(key, new BigDecimal(text));
            case Json.Num(String raw) -> decimals.put(key, new BigDecimal(raw));
            case Json other -> throw otherKind(name, other);
          }
        });
    return decimals;
  }

  /// Any JSON value as sent, `null` included.
  public Optional<Json> value(String name) {
    field(name);
    return Optional.ofNullable(json.find(name));
  }

  private Map<String, Json> membersByName(String name) {
    if (!(field(name).schema().resolved() instanceof Schema.MapOf)) {
      throw new IllegalStateException("not a map: " + name);
    }
    Map<String, Json> members = new LinkedHashMap<>();
    if (found(name) instanceof Json.Obj object) {
      for (int i = 0; i < object.size(); i++) {
        members.put(object.names().get(i), object.values().get(i));
      }
    }
    return members;
  }

  private List<Json> items(String name) {
    return switch (found(name)) {
      case null -> List.of();
      case Json.Arr(List<Json> items) -> items;
      case Json other -> throw otherKind(name, other);
    };
  }

  private @Nullable Json found(String name) {
    field(name);
    Json value = json.find(name);
    return value instanceof Json.Null ? null : value;
  }

  private Field field(String name) {
    Field field = schema.find(name);
    if (field == null) {
      throw new IllegalStateException("the schema has no field " + name);
    }
    return field;
  }

  private static <T> T needed(String name, Optional<T> value) {
    return value.orElseThrow(() -> missing(name));
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException("read as required, but the schema lets it be none: " + name);
  }

  private static IllegalStateException otherKind(String name, Json value) {
    return new IllegalStateException(name + " is of another kind: " + value.getClass());
  }

  @Override
  public String toString() {
    return "Body" + json.names();
  }
}

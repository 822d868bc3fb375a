package dev.saldo.server.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The shape of a JSON value: what a body is checked against and what the API's description says.
public sealed interface Schema {

  /// An object with named fields; others are refused (`unknown_field`), unless it is an open one,
  /// which only answers are.
  final class Obj implements Schema {
    private final List<Field> fields;
    private final boolean open;
    private final Map<String, Field> byName = new HashMap<>();

    private Obj(List<Field> fields, boolean open) {
      this.fields = List.copyOf(fields);
      this.open = open;
      for (Field field : fields) {
        if (byName.put(field.name(), field) != null) {
          throw new IllegalArgumentException("a field occurs twice: " + field.name());
        }
      }
    }

    public List<Field> fields() {
      return fields;
    }

    /// Whether it may have further fields.
    public boolean isOpen() {
      return open;
    }

    @Nullable Field find(String name) {
      return byName.get(name);
    }
  }

  /// A text of a kind.
  ///
  /// @param lengthMin least number of characters
  /// @param lengthMax greatest number of characters
  /// @param pattern what the whole text must match, where given; must be linear in the text
  record Text(TextKind kind, int lengthMin, int lengthMax, Optional<Pattern> pattern)
      implements Schema {}

  /// What a text may hold besides its length and pattern.
  enum TextKind {
    /// One line for people, without control or direction characters; a fault is `name_invalid`.
    NAME,
    /// Lines for people.
    LINES,
    /// Data: anything that is well-formed.
    DATA,
    /// A secret: as data, and never shown in examples.
    SECRET
  }

  /// Credits or money as a decimal string, at most 26 digits before and `scaleMax` ≤ 12 after the
  /// point.
  record Decimal(Sign sign, int scaleMax) implements Schema {}

  /// Which signs an amount may have.
  enum Sign {
    POSITIVE,
    NOT_NEGATIVE,
    ANY
  }

  /// A measured quantity ≥ 0 or of any sign: a decimal string, or a JSON integer up to 2^53 − 1.
  record Quantity(Sign sign) implements Schema {}

  /// A JSON integer within bounds.
  record Int(long min, long max) implements Schema {}

  record Flag() implements Schema {}

  /// An RFC 3339 time with offset, in the years 1970 to 2199.
  record Time() implements Schema {}

  /// A calendar day, `YYYY-MM-DD`, in the years 1970 to 2199.
  record Day() implements Schema {}

  /// One of a list of words.
  record Choice(List<String> words) implements Schema {}

  record ListOf(Schema item, int itemsMin, int itemsMax) implements Schema {}

  /// An object whose names are data: labels, dimensions, metadata.
  record MapOf(Schema value, int entriesMax, int nameLengthMax) implements Schema {}

  /// Any JSON value.
  record Any() implements Schema {}

  /// A schema that the description keeps under a name and refers to.
  record Named(String name, Schema schema) implements Schema {}

  static Obj object(Field... fields) {
    return new Obj(Arrays.asList(fields), false);
  }

  static Obj object(List<Field> fields) {
    return new Obj(fields, false);
  }

  /// An object of an answer that may have further fields.
  static Obj openObject(Field... fields) {
    return new Obj(Arrays.asList(fields), true);
  }

  static Named named(String name, Schema schema) {
    return new Named(name, schema);
  }

  /// A name of 1 to 255 characters.
  static Text name() {
    return new Text(TextKind.NAME, 1, 255, Optional.empty());
  }

  /// A text of several lines.
  static Text lines(int lengthMax) {
    return new Text(TextKind.LINES, 0, lengthMax, Optional.empty());
  }

  /// A text that is data: 1 to `lengthMax` characters.
  static Text text(int lengthMax) {
    return new Text(TextKind.DATA, 1, lengthMax, Optional.empty());
  }

  /// A text of 1 to `lengthMax` characters that matches a pattern as a whole.
  static Text matching(String pattern, int lengthMax) {
    return new Text(TextKind.DATA, 1, lengthMax, Optional.of(Pattern.compile(pattern)));
  }

  /// An id of this API: the prefix, `_` and letters or digits.
  static Text id(String prefix) {
    return matching(prefix + "_[0-9A-Za-z]{1,64}", 80);
  }

  static Text secret(int lengthMax) {
    return new Text(TextKind.SECRET, 1, lengthMax, Optional.empty());
  }

  /// An amount above zero.
  static Decimal amount() {
    return new Decimal(Sign.POSITIVE, 12);
  }

  static Decimal decimal(Sign sign) {
    return new Decimal(sign, 12);
  }

  static Quantity quantity() {
    return new Quantity(Sign.NOT_NEGATIVE);
  }

  static Int integer(long min, long max) {
    return new Int(min, max);
  }

  static Flag flag() {
    return new Flag();
  }

  static Time time() {
    return new Time();
  }

  static Day day() {
    return new Day();
  }

  static Choice choice(String... words) {
    return new Choice(List.of(words));
  }

  static ListOf list(Schema item, int itemsMax) {
    return new ListOf(item, 0, itemsMax);
  }

  static ListOf list(Schema item, int itemsMin, int itemsMax) {
    return new ListOf(item, itemsMin, itemsMax);
  }

  static MapOf map(Schema value, int entriesMax) {
    return new MapOf(value, entriesMax, 100);
  }

  static Any any() {
    return new Any();
  }

  /// This schema without its name.
  default Schema resolved() {
    Schema schema = this;
    while (schema instanceof Named(String _, Schema inner)) {
      schema = inner;
    }
    return schema;
  }
}

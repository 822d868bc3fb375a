package dev.saldo.server.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A JSON value (RFC 8259) as it was sent: members in order, numbers as written.
public sealed interface Json {

  /// An object; no name occurs twice.
  record Obj(List<String> names, List<Json> values) implements Json {
    public static final Obj EMPTY = new Obj(List.of(), List.of());

    public int size() {
      return names.size();
    }

    /// The member's value, null where there is none.
    public @Nullable Json find(String name) {
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i).equals(name)) {
          return values.get(i);
        }
      }
      return null;
    }
  }

  record Arr(List<Json> items) implements Json {}

  /// A string: well-formed Unicode without NUL.
  record Text(String value) implements Json {}

  /// A number, as the digits that were sent.
  record Num(String raw) implements Json {}

  record Flag(boolean value) implements Json {}

  /// The literal `null`.
  record Null() implements Json {}

  Null NULL = new Null();
  Flag TRUE = new Flag(true);
  Flag FALSE = new Flag(false);
}

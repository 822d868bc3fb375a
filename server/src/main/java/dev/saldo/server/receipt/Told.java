package dev.saldo.server.receipt;

import dev.saldo.server.json.Json;
import java.util.List;
import java.util.Optional;

/// A stored answer, read member by member as text; a member that isn't there reads as nothing.
record Told(Json.Obj json) {
  /// The text or number of a member, empty where there is none.
  String text(String name) {
    return optional(name).orElse("");
  }

  Optional<String> optional(String name) {
    return switch (json.find(name)) {
      case Json.Text(var text) -> Optional.of(text);
      case Json.Num(var raw) -> Optional.of(raw);
      case Json.Flag(var flag) -> Optional.of(Boolean.toString(flag));
      case null, default -> Optional.empty();
    };
  }

  Told object(String name) {
    return new Told(json.find(name) instanceof Json.Obj inner ? inner : Json.Obj.EMPTY);
  }

  List<Told> objects(String name) {
    return json.find(name) instanceof Json.Arr(var items)
        ? items.stream()
            .filter(Json.Obj.class::isInstance)
            .map(item -> new Told((Json.Obj) item))
            .toList()
        : List.of();
  }

  /// Whether an amount is there and isn't zero.
  boolean isAny(String name) {
    return optional(name).filter(amount -> !amount.equals("0")).isPresent();
  }
}

package dev.saldo.server.cli;

import dev.saldo.server.json.Json;
import java.util.List;
import java.util.Optional;

/// A piece of an answer, read leniently: what isn't there is empty.
record Shown(Json json) {
  Shown of(String name) {
    return new Shown(
        json instanceof Json.Obj object
            ? Optional.ofNullable(object.find(name)).orElse(Json.NULL)
            : Json.NULL);
  }

  String text(String name) {
    return of(name).text();
  }

  String text() {
    return switch (json) {
      case Json.Text(var value) -> value;
      case Json.Num(var raw) -> raw;
      case Json.Flag(var value) -> Boolean.toString(value);
      case Json.Obj _, Json.Arr _, Json.Null _ -> "";
    };
  }

  List<Shown> items(String name) {
    return of(name).json() instanceof Json.Arr(var items)
        ? items.stream().map(Shown::new).toList()
        : List.of();
  }

  boolean is(String name) {
    return of(name).json() instanceof Json.Flag(var value) && value;
  }
}

package dev.saldo.server.openapi;

import dev.saldo.server.http.Route;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import java.util.ArrayList;
import java.util.List;

/// One parameter of an operation: where it stands and what it may be.
///
/// @param in `path`, `query` or `header`
record Parameter(String in, Field field) {

  /// All parameters of a route: its path's parts, its query's, and the headers it reads.
  static List<Parameter> of(Route route) {
    List<Parameter> parameters = new ArrayList<>();
    for (String segment : route.template().split("/", -1)) {
      if (segment.startsWith("{")) {
        String name = segment.substring(1, segment.length() - 1);
        parameters.add(
            new Parameter("path", Field.of(name, Schema.text(255), "Part of the address.")));
      }
    }
    route.parameters().forEach(field -> parameters.add(new Parameter("query", field)));
    if (route.idempotent()) {
      parameters.add(
          new Parameter(
              "header",
              Field.of(
                  "Idempotency-Key",
                  Schema.matching("[ -~]{1,255}", 255),
                  "The same for every repetition of this act.")));
    }
    return parameters;
  }
}

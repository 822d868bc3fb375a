package dev.saldo.server.http;

import dev.saldo.server.json.Body;
import dev.saldo.server.problem.Problem;

/// One item of a batch or one line of a stream, each checked by itself.
public sealed interface Item {

  /// Its place, from 0.
  int index();

  record Sound(int index, Body body) implements Item {}

  /// An item that isn't JSON or doesn't fit the schema.
  record Faulty(int index, Problem problem) implements Item {}
}

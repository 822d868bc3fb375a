package dev.saldo.server.cli;

import java.util.Map;
import java.util.Optional;

/// What a command gets from where it was typed.
///
/// @param environment the environment's variables
public record Invocation(Terminal terminal, Map<String, String> environment) {
  public Invocation {
    environment = Map.copyOf(environment);
  }

  /// That of this process.
  public static Invocation ofProcess() {
    return new Invocation(Terminal.system(), System.getenv());
  }

  /// A variable of the environment, unless it is empty.
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}

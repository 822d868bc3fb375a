package dev.saldo.server.http;

import java.util.Optional;

/// One thing that must be well for this node to take requests.
public interface Check {

  /// A short name: `database`, `clock`, `migrations`.
  String name();

  /// What is wrong, in words an operator may read; none where all is well. Answers within a second.
  Optional<String> fault();
}

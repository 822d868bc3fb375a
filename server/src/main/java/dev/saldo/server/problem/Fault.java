package dev.saldo.server.problem;

import java.util.Map;

/// One fault in what was sent: where it stands and what is wrong with it.
///
/// @param pointer RFC 6901 pointer into the body, or the name of the query parameter
/// @param figures what the fault's text names, for example the greatest length allowed
public record Fault(String pointer, ProblemType type, Map<String, Figure> figures) {
  public Fault {
    figures = Map.copyOf(figures);
  }

  public Fault(String pointer, ProblemType type) {
    this(pointer, type, Map.of());
  }
}

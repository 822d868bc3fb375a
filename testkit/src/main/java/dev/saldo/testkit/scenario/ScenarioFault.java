package dev.saldo.testkit.scenario;

/// What is wrong with a scenario file, with its line.
public final class ScenarioFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScenarioFault(int line, String sentence) {
    super("line " + line + ": " + sentence);
  }
}

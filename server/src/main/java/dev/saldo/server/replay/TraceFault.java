package dev.saldo.server.replay;

/// Where a trace can't be read, and why.
public final class TraceFault extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param line from 1
  /// @param column from 1, of the cell's first character
  TraceFault(int line, int column, String sentence) {
    super("line %d, column %d: %s".formatted(line, column, sentence));
  }
}

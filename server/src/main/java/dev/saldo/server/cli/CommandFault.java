package dev.saldo.server.cli;

/// What stops a command, in one sentence for the person who typed it.
final class CommandFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exit;

  private CommandFault(int exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  /// Something failed or was refused.
  static CommandFault failed(String sentence) {
    return new CommandFault(Exit.FAILED, sentence);
  }

  /// What was typed can't be meant.
  static CommandFault usage(String sentence) {
    return new CommandFault(Exit.USAGE, sentence);
  }

  int exit() {
    return exit;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}

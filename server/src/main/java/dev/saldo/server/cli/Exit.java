package dev.saldo.server.cli;

/// What a command tells the shell in the end.
public final class Exit {
  /// Done.
  public static final int OK = 0;

  /// A difference was found, something was refused, or something failed.
  public static final int FAILED = 1;

  /// The command wasn't understood.
  public static final int USAGE = 2;

  private Exit() {}
}

package dev.saldo.server.engine;

import java.io.Serial;

/// A command broke the program or the database's rules: it had no effect, and never will. A fault
/// of Saldo, not a refusal.
public final class CommandFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  CommandFailedException(Throwable cause) {
    super("a command could not be decided and had no effect", cause);
  }
}

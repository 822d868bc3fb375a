package dev.saldo.server.cli;

import java.nio.file.Path;

/// What a command says of a file that it fetched.
final class Fetched {
  private Fetched() {}

  static int told(Terminal terminal, Path file, long bytes, boolean json) {
    if (json) {
      terminal.json(out -> out.text("file", file.toString()).integer("bytes", bytes));
    } else {
      terminal.line("%s bytes are in %s".formatted(Progress.grouped(bytes), file));
    }
    return Exit.OK;
  }
}

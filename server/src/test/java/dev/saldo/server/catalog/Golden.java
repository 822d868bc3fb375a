package dev.saldo.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that must equal what the program makes; `-Dgolden.update=true` writes it anew.
final class Golden {
  private Golden() {}

  static void same(Path file, String made) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, made);
    }
    assertThat(made)
        .as("%s; -Dgolden.update=true writes it anew", file)
        .isEqualTo(Files.readString(file));
  }
}

package dev.saldo.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the program lives: the checkout that the launcher stands in.
final class Home {
  private Home() {}

  /// The launcher's folder, or the working directory without a launcher.
  static Path folder() {
    var home = System.getProperty("saldo.home");
    return Path.of(home == null ? "" : home).toAbsolutePath();
  }

  /// A catalog that is sold with the program, or a file of the user's, by name or path.
  static Optional<Path> catalog(String nameOrFile) {
    if (nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml")) {
      return Optional.of(Path.of(nameOrFile)).filter(Files::isRegularFile);
    }
    for (var at = folder(); at != null; at = at.getParent()) {
      var file = at.resolve("catalogs").resolve(nameOrFile + ".yaml");
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}

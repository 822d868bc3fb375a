package dev.saldo.server.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The checkout that the tests run in, found upwards from the working directory by the launcher
/// that stands in its root.
record Repository(Path root) {

  static Repository here() {
    Path folder = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("saldo"))
        || !Files.isRegularFile(folder.resolve("pom.xml"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not inside a checkout of Saldo");
      }
    }
    return new Repository(folder);
  }

  /// The names of the catalogs that are sold with Saldo: their files' or folders' names.
  Set<String> catalogNames() throws IOException {
    Path catalogs = root.resolve("catalogs");
    if (!Files.isDirectory(catalogs)) {
      return Set.of();
    }
    try (Stream<Path> entries = Files.list(catalogs)) {
      return entries
          .filter(entry -> Files.isDirectory(entry) || entry.toString().matches(".*\\.ya?ml"))
          .map(entry -> entry.getFileName().toString().replaceFirst("\\..*", ""))
          .collect(Collectors.toSet());
    }
  }

  /// Files that may be longer than the limit, by path, with the length that each may have.
  static Map<String, Integer> longFiles() throws IOException {
    try (var list = Repository.class.getResourceAsStream("/tidy/long-files.txt")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .collect(Collectors.toMap(parts -> parts[0], parts -> Integer.valueOf(parts[1])));
    }
  }
}

package dev.saldo.testkit.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The scenarios of a folder: `NAME.scenario.yaml` beside the catalogs.
///
/// @param folder where catalogs and scenarios are
public record ScenarioFiles(Path folder) {
  private static final String ENDING = ".scenario.yaml";

  /// The catalogs of the checkout that the program runs from, else of the working directory or one
  /// above it.
  public static ScenarioFiles here() {
    var home = System.getProperty("saldo.home");
    var from = Path.of(home == null ? "" : home).toAbsolutePath();
    for (var at = from; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("catalogs"))) {
        return new ScenarioFiles(at.resolve("catalogs"));
      }
    }
    return new ScenarioFiles(from.resolve("catalogs"));
  }

  /// The names of all scenarios.
  public List<String> names() {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads a scenario.
  ///
  /// @throws ScenarioFault if it isn't understood
  public Scenario read(String name) {
    return ScenarioReader.read(name, text(folder.resolve(name + ENDING)));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

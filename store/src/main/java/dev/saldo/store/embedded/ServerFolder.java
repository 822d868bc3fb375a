package dev.saldo.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder an embedded server lives in, and where each thing stands in it.
///
/// @param root absolute, without symbolic links, so that paths compare as text
record ServerFolder(Path root) {
  private static final Logger LOG = LoggerFactory.getLogger(ServerFolder.class);

  /// Makes the folder if it is missing. Others may pass through it when this process is root,
  /// because the server then runs as somebody else; what is secret has its own permissions.
  static ServerFolder open(Path folder) {
    try {
      Path absolute = folder.toAbsolutePath().normalize();
      if (!Files.isDirectory(absolute)) {
        Files.createDirectories(absolute);
        String permissions = RunAs.isRoot() ? "rwx--x--x" : "rwx------";
        Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString(permissions));
      }
      Path real = absolute.toRealPath();
      if (real.startsWith(temporary())) {
        LOG.info(
            "{} lies under the system's temporary folder, which may be emptied any time", real);
      }
      return new ServerFolder(real);
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          EmbeddedPostgresException.Fault.FOLDER_UNUSABLE,
          "The data folder %s can't be used: %s".formatted(folder, e),
          e);
    }
  }

  private static Path temporary() throws IOException {
    return Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toRealPath();
  }

  Path data() {
    return root.resolve("data");
  }

  Path freshData() {
    return root.resolve("data.new");
  }

  Path binaries() {
    return root.resolve("binaries");
  }

  Path secrets() {
    return root.resolve("secrets");
  }

  Path log() {
    return root.resolve("log");
  }

  Path startupLog() {
    return log().resolve("startup.log");
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path pid() {
    return root.resolve("pid");
  }

  Path port() {
    return root.resolve("port");
  }

  Path ballast() {
    return root.resolve("ballast");
  }

  /// The number in one of the small files, or empty when it isn't there or is damaged.
  static Optional<Long> number(Path file) {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// Writes a small file whole or not at all.
  static void replace(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, text, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Deletes a folder with all that is in it; nothing happens when it isn't there.
  static void deleteTree(Path top) {
    if (!Files.exists(top)) {
      return;
    }
    try (var paths = Files.walk(top)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The last lines the server wrote, oldest first, for messages to people.
  String lastWords() {
    var lines = new ArrayList<String>();
    lines.addAll(tail(startupLog()));
    newestServerLog().ifPresent(file -> lines.addAll(tail(file)));
    String text = lines.isEmpty() ? "(nothing was logged)" : String.join("\n  ", lines);
    return "Last lines of %s:%n  %s".formatted(log(), text);
  }

  private Optional<Path> newestServerLog() {
    try (var files = Files.list(log())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("postgresql-"))
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<String> tail(Path file) {
    int linesMax = 8;
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      return lines.subList(Math.max(0, lines.size() - linesMax), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }
}

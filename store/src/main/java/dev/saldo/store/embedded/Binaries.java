package dev.saldo.store.embedded;

import dev.saldo.store.embedded.EmbeddedPostgresException.Fault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// The PostgreSQL server's programs, unpacked from the archive on the class path.
///
/// Unpacking goes into a folder of its own that is then renamed, so any number of processes may do
/// it at once: the first one wins and the others throw theirs away. The count and size of all files
/// stand in a note beside them, so an unpacking that a power cut left half written is done again.
///
/// @param home the folder with `bin`, `lib` and `share`
record Binaries(Path home) {
  static final int MAJOR = 18;
  private static final String NOTE = "unpacked";

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /// Whether WAL can be compressed with LZ4: the archive says so by bringing the library.
  boolean lz4() {
    try (var files = Files.list(home.resolve("lib"))) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("liblz4"));
    } catch (IOException e) {
      return false;
    }
  }

  static Binaries unpack(Path cache) {
    String name = resourceName();
    URL archive = Binaries.class.getResource("/" + name);
    if (archive == null) {
      throw new EmbeddedPostgresException(
          Fault.PLATFORM_UNSUPPORTED,
          "There is no embedded PostgreSQL for this system (%s isn't on the class path). Set DATABASE_URL to a PostgreSQL of your own."
              .formatted(name));
    }
    try {
      Files.createDirectories(cache);
      Path home = cache.toRealPath().resolve("postgresql-" + MAJOR + "-" + digest(archive));
      if (!whole(home)) {
        clearAbandoned(home.getParent());
        unpack(archive, home);
      }
      return new Binaries(home);
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          Fault.BINARIES_UNUSABLE,
          "PostgreSQL couldn't be unpacked to %s: %s".formatted(cache, e),
          e);
    }
  }

  private static String resourceName() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String kind = system.startsWith("mac") ? "darwin" : system.replace(' ', '-');
    String width =
        switch (processor) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> processor;
        };
    return "postgres-" + kind + "-" + width + ".txz";
  }

  private static String digest(URL archive) throws IOException {
    try (var in =
        new DigestInputStream(archive.openStream(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  private static void unpack(URL archive, Path home) throws IOException {
    Path fresh = Files.createTempDirectory(home.getParent(), "unpacking-");
    try {
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      try (var in = new TarArchiveInputStream(new XZInputStream(buffered(archive)))) {
        for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          unpack(in, entry, fresh);
        }
      }
      Files.writeString(fresh.resolve(NOTE), measure(fresh));
      settle(fresh, home);
    } finally {
      ServerFolder.deleteTree(fresh);
    }
  }

  /// Removes what processes left behind that were killed while unpacking, hours ago.
  private static void clearAbandoned(@Nullable Path cache) throws IOException {
    if (cache == null) {
      return;
    }
    Instant longAgo = Instant.now().minus(Duration.ofHours(6));
    try (var folders = Files.newDirectoryStream(cache, "{unpacking,broken}-*")) {
      for (Path left : folders) {
        if (Files.getLastModifiedTime(left).toInstant().isBefore(longAgo)) {
          ServerFolder.deleteTree(left);
        }
      }
    }
  }

  private static InputStream buffered(URL archive) throws IOException {
    return new BufferedInputStream(archive.openStream(), 1 << 16);
  }

  private static void unpack(TarArchiveInputStream in, TarArchiveEntry entry, Path fresh)
      throws IOException {
    Path target = fresh.resolve(entry.getName()).normalize();
    if (!target.startsWith(fresh)) {
      throw new IOException("the archive points outside itself: " + entry.getName());
    }
    if (entry.getName().endsWith(".a") || entry.getName().contains("/pgxs/")) {
      return;
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(parent(target));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(target, fresh.resolve(entry.getLinkName()).normalize());
    } else {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
      boolean program = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static Path parent(Path path) throws IOException {
    @Nullable Path parent = path.getParent();
    if (parent == null) {
      throw new IOException(path + " has no folder above");
    }
    return parent;
  }

  private static void settle(Path fresh, Path home) throws IOException {
    if (Files.exists(home) && !whole(home)) {
      Path broken = Files.createTempDirectory(home.getParent(), "broken-");
      Files.move(home, broken.resolve("home"), StandardCopyOption.ATOMIC_MOVE);
      ServerFolder.deleteTree(broken);
    }
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!whole(home)) {
        throw e;
      }
    }
  }

  private static boolean whole(Path home) throws IOException {
    Path note = home.resolve(NOTE);
    return Files.exists(note) && Files.readString(note).equals(measure(home));
  }

  private static String measure(Path home) throws IOException {
    long count = 0;
    long bytes = 0;
    try (var paths = Files.walk(home)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (Files.isRegularFile(path) && !path.getFileName().toString().startsWith(NOTE)) {
          count++;
          bytes += Files.size(path);
        }
      }
    }
    return count + " files, " + bytes + " bytes";
  }
}

package dev.saldo.store.embedded;

import dev.saldo.store.embedded.EmbeddedPostgresException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/// The server's passwords, made once and kept in files that only this user can read.
///
/// @param superuser opens everything; used to set up databases and never by the application
/// @param owner owns the tables and runs migrations
record Secrets(String superuser, String owner) {
  private static final int BYTES = 24;

  /// Reads the passwords, or makes them when the data doesn't exist yet.
  static Secrets open(ServerFolder folder) {
    try {
      Path home = folder.secrets();
      Files.createDirectories(home);
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
      boolean mayMake = !Files.exists(folder.data());
      return new Secrets(
          readOrMake(home.resolve("superuser"), mayMake),
          readOrMake(home.resolve("owner"), mayMake));
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          Fault.FOLDER_UNUSABLE,
          "The passwords in %s can't be used: %s".formatted(folder.secrets(), e),
          e);
    }
  }

  private static String readOrMake(Path file, boolean mayMake) throws IOException {
    if (Files.exists(file)) {
      String text = Files.readString(file).strip();
      if (!text.isEmpty()) {
        return text;
      }
    }
    if (!mayMake) {
      throw new EmbeddedPostgresException(
          Fault.FOLDER_UNUSABLE,
          "%s is missing, and the data beside it can't be opened without it. Restore it from a backup."
              .formatted(file));
    }
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    String made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    ServerFolder.replace(file, made);
    return made;
  }

  @Override
  public String toString() {
    return "Secrets[hidden]";
  }
}

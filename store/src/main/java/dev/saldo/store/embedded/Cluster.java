package dev.saldo.store.embedded;

import dev.saldo.store.embedded.EmbeddedPostgresException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/// The data folder of a server: made once, whole or not at all, and checked before each start.
final class Cluster {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private Cluster() {}

  /// Makes the data folder if there is none, and refuses one of another major version.
  static void prepare(ServerFolder folder, Binaries binaries, RunAs runAs, Secrets secrets) {
    try {
      Files.createDirectories(folder.log());
      Files.setPosixFilePermissions(folder.log(), PosixFilePermissions.fromString("rwx------"));
      runAs.own(folder.log());
      if (!Files.exists(folder.data())) {
        make(folder, binaries, runAs, secrets);
      }
      runAs.own(folder.data());
      check(folder);
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          Fault.FOLDER_UNUSABLE,
          "The data folder %s can't be prepared: %s".formatted(folder.root(), e),
          e);
    }
  }

  private static void make(ServerFolder folder, Binaries binaries, RunAs runAs, Secrets secrets)
      throws IOException {
    Path fresh = folder.freshData();
    ServerFolder.deleteTree(fresh);
    Files.createDirectory(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    runAs.own(fresh);
    Path password = folder.log().resolve("password");
    ServerFolder.replace(password, secrets.superuser());
    runAs.own(password);
    try {
      Command made = Command.run(TIMEOUT, runAs.command(words(binaries, fresh, password)));
      if (!made.succeeded()) {
        throw new EmbeddedPostgresException(
            Fault.INIT_FAILED,
            "PostgreSQL's data couldn't be made in %s:%n%s"
                .formatted(fresh, made.output().strip()));
      }
    } finally {
      Files.deleteIfExists(password);
    }
    Files.move(fresh, folder.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> words(Binaries binaries, Path fresh, Path password) {
    return List.of(
        binaries.program("initdb").toString(),
        "--pgdata=" + fresh,
        "--username=" + EmbeddedPostgres.SUPERUSER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--data-checksums");
  }

  private static void check(ServerFolder folder) throws IOException {
    String major = Files.readString(folder.data().resolve("PG_VERSION")).strip();
    if (!major.equals(Integer.toString(Binaries.MAJOR))) {
      throw new EmbeddedPostgresException(
          Fault.FOLDER_UNUSABLE,
          "The data in %s belongs to PostgreSQL %s; this Saldo brings PostgreSQL %d. Export it with the Saldo that made it and import it into an empty folder."
              .formatted(folder.data(), major, Binaries.MAJOR));
    }
  }
}

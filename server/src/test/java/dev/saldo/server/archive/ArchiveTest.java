package dev.saldo.server.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.server.audit.Audit;
import dev.saldo.server.audit.Trading;
import dev.saldo.store.archive.ArchiveException;
import dev.saldo.store.archive.ArchiveLimits;
import dev.saldo.store.archive.Export;
import dev.saldo.store.archive.Import;
import dev.saldo.store.archive.Manifest;
import dev.saldo.store.audit.Watcher;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.OwnerSession;
import dev.saldo.store.embedded.TemporaryPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir static Path folder;
  private static TemporaryPostgres postgres;
  private static Path archive;
  private static Manifest written;

  @BeforeAll
  static void export() throws Exception {
    postgres = TemporaryPostgres.start();
    try (Database database = postgres.newDatabase()) {
      new Trading(database, 1, 21).trade(3, 40);
      new Trading(database, 2, 22).trade(2, 20);
      archive = folder.resolve("all.zip");
      written = Export.write(database.access(), archive, Optional.empty(), NOW, Watcher.NONE);
    }
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  private static Import.Result read(DatabaseAccess into, Path file) throws Exception {
    return Import.read(into, file, ArchiveLimits.STANDARD, Watcher.NONE);
  }

  @Test
  void whatComesOutGoesInAndComesOutTheSame() throws Exception {
    var access = postgres.newAccess();
    var result = read(access, archive);

    assertThat(result.isImported()).isTrue();
    assertThat(result.examined()).hasSize(2);
    assertThat(new Audit(access).run().isClean()).isTrue();
    var again =
        Export.write(access, folder.resolve("again.zip"), Optional.empty(), NOW, Watcher.NONE);
    assertThat(digests(again)).isEqualTo(digests(written));
    assertThat(written.rows()).isGreaterThan(500);
  }

  /// The feed's transaction numbers are the database's own.
  private static Map<String, String> digests(Manifest manifest) {
    return manifest.parts().stream()
        .filter(part -> !part.table().equals("change_batch") && !part.table().equals("notice"))
        .collect(Collectors.toMap(part -> part.folder() + part.table(), Manifest.Part::sha256));
  }

  @Test
  void anArchiveIsForItsOwnerAlone() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .isEqualTo("rw-------");
  }

  @Test
  void aDatabaseWithRowsIsRefused() throws Exception {
    var access = postgres.newAccess();
    read(access, archive);

    assertThatThrownBy(() -> read(access, archive))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("isn't empty");
  }

  @Test
  void aDamagedFileIsRefused() throws Exception {
    refused(
        rewritten((name, text) ->
            name.equals("1/credit_grant.csv") ? text.replaceFirst(",pack,", ",back,") : text),
        "damaged");
  }

  @Test
  void anEntryForgedTogetherWithTheManifestFailsTheAudit() throws Exception {
    var access = postgres.newAccess();
    var forged =
        new Forgery(archive, folder.resolve("forged.zip"))
            .with("1/wallet.csv", text -> text.replaceFirst(",credit,([0-9]+),", ",credit,9$1,"))
            .write();

    var result = read(access, forged);

    assertThat(result.isImported()).isFalse();
    assertEmpty(access);
  }

  @Test
  void namesThatLeaveTheirFolderAreRefused() throws Exception {
    var slip = folder.resolve("slip.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(slip))) {
      put(zip, "../../etc/evil.csv", "x");
      put(
          zip,
          "manifest.json",
          """
          {"format": "saldo archive 1", "schema": "1", "server": "18",
           "exported_at": "2026-01-01T00:00:00Z", "files": [{"folder": "../..", "table": "evil",
           "rows": 1, "bytes": 1, "sha256": "%s"}]}
          """
              .formatted("0".repeat(64)));
    }
    refused(slip, "can't be");
  }

  @Test
  void filesThatNoManifestNamesAreRefused() throws Exception {
    var more = folder.resolve("more.zip");
    copy(archive, more, zip -> put(zip, "1/extra.csv", "x"));
    refused(more, "manifest names");
  }

  @Test
  void bombsAreRefused() throws Exception {
    var bomb = folder.resolve("bomb.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry("1/tally.csv"));
      var zeros = new byte[1 << 20];
      for (var i = 0; i < 20; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
      put(
          zip,
          "manifest.json",
          """
          {"format": "saldo archive 1", "schema": "1", "server": "18",
           "exported_at": "2026-01-01T00:00:00Z", "files": [{"folder": "1", "table": "tally",
           "rows": 1, "bytes": %d, "sha256": "%s"}]}
          """
              .formatted(20L << 20, "0".repeat(64)));
    }
    refused(bomb, "compressed");
  }

  @Test
  void aFileLongerThanItSaysIsCutOff() throws Exception {
    refused(
        rewritten((name, text) -> name.equals("1/tally.csv") ? text + text : text), "longer than");
  }

  @Test
  void whatIsntAnArchiveIsRefused() throws Exception {
    var text = folder.resolve("text.zip");
    Files.writeString(text, "hello");
    refused(text, "isn't an archive");
    refused(folder.resolve("nothing.zip"), "no archive");
  }

  private static void refused(Path file, String why) throws Exception {
    var access = postgres.newAccess();
    assertThatThrownBy(() -> read(access, file))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining(why);
    assertEmpty(access);
  }

  private static void assertEmpty(DatabaseAccess access) throws Exception {
    try (var owner = OwnerSession.open(access);
        var statement = owner.createStatement();
        var row =
            statement.executeQuery(
                """
                SELECT (SELECT count(*) FROM account), (SELECT bool_and(relforcerowsecurity)
                          FROM pg_class WHERE oid = 'ledger_entry'::regclass)
                """)) {
      row.next();
      assertThat(row.getLong(1)).isZero();
      assertThat(row.getBoolean(2)).isTrue();
    }
  }

  private interface Rewriting {
    String of(String name, String text);
  }

  /// The archive with other content under the same manifest.
  private static Path rewritten(Rewriting rewriting) throws IOException {
    var target = Files.createTempFile(folder, "rewritten", ".zip");
    var files = new LinkedHashMap<String, String>();
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        var entry = entries.nextElement();
        var text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        files.put(entry.getName(), rewriting.of(entry.getName(), text));
      }
    }
    try (var zip = new ZipOutputStream(Files.newOutputStream(target))) {
      files.forEach((name, text) -> put(zip, name, text));
    }
    return target;
  }

  private static void copy(Path from, Path to, Consumer<ZipOutputStream> more) throws IOException {
    try (var in = new ZipFile(from.toFile());
        OutputStream out = Files.newOutputStream(to);
        var zip = new ZipOutputStream(out)) {
      for (var entries = in.entries(); entries.hasMoreElements(); ) {
        var entry = entries.nextElement();
        zip.putNextEntry(new ZipEntry(entry.getName()));
        in.getInputStream(entry).transferTo(zip);
        zip.closeEntry();
      }
      more.accept(zip);
    }
  }

  static void put(ZipOutputStream zip, String name, String text) {
    try {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Names that would be files elsewhere, each with a manifest that names it and with one that
  /// doesn't.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/evil.csv",
        "1//etc/evil.csv",
        "1/tally.csv\0.txt",
        "1\\tally.csv",
        "C:\\evil.csv"
      })
  void namesThatAreNoPlaceInAnArchiveAreRefused(String name) throws Exception {
    var more = Files.createTempFile(folder, "placed", ".zip");
    copy(archive, more, zip -> put(zip, name, "x"));
    refused(more, "rchive");
    var at = name.lastIndexOf('/');
    var named = Files.createTempFile(folder, "named", ".zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(named))) {
      put(zip, name, "x");
      put(
          zip,
          "manifest.json",
          """
          {"format": "saldo archive 1", "schema": "1", "server": "18",
           "exported_at": "2026-01-01T00:00:00Z", "files": [{"folder": "%s", "table": "%s",
           "rows": 1, "bytes": 1, "sha256": "%s"}]}
          """
              .formatted(
                  json(name.substring(0, Math.max(0, at))),
                  json(name.substring(at + 1)),
                  "0".repeat(64)));
    }
    refused(named, "can't be");
  }

  private static String json(String text) {
    return text.replace("\\", "\\\\").replace("\0", "\\u0000");
  }

  @Test
  void moreFilesOrBytesThanTheLimitsAreRefused() throws Exception {
    var few = new ArchiveLimits(3, 1L << 40, 250, 1L << 20);
    var small = new ArchiveLimits(100_000, 1_000, 250, 1L << 20);
    for (var limits : List.of(few, small)) {
      var access = postgres.newAccess();
      assertThatThrownBy(() -> Import.read(access, archive, limits, Watcher.NONE))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining("more than");
      assertEmpty(access);
    }
  }

  /// An entry that calls itself a link to a file outside is a file with a path for its content.
  @Test
  void aLinkIsNotFollowed() throws Exception {
    // Whoever followed it would find what is missing.
    var outside = folder.resolve("outside.csv");
    try (var zip = new ZipFile(archive.toFile())) {
      Files.copy(zip.getInputStream(zip.getEntry("1/tally.csv")), outside);
    }
    var linked = rewritten((name, text) -> name.equals("1/tally.csv") ? outside.toString() : text);
    var bytes = Files.readAllBytes(linked);
    asLink(bytes, "1/tally.csv");
    Files.write(linked, bytes);
    refused(linked, "1/tally.csv can't be imported");
  }

  /// Writes into the archive's directory that an entry was made on Unix and is a symbolic link.
  private static void asLink(byte[] zip, String name) {
    var wanted = name.getBytes(StandardCharsets.UTF_8);
    for (var at = 0; at + 46 + wanted.length <= zip.length; at++) {
      var isEntry = zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2;
      if (isEntry
          && Arrays.equals(zip, at + 46, at + 46 + wanted.length, wanted, 0, wanted.length)) {
        zip[at + 5] = 3;
        var mode = 0120777;
        zip[at + 40] = (byte) mode;
        zip[at + 41] = (byte) (mode >> 8);
        return;
      }
    }
    throw new IllegalStateException("no entry " + name);
  }
}

package dev.saldo.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saldo.store.database.DatabaseUrl;
import dev.saldo.store.embedded.EmbeddedPostgresException.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the embedded server promises about its folder: rows stay, one process at a time, orphans
/// are found, unsafe settings and wrong passwords are refused. All tests share one folder, one
/// after the other.
final class EmbeddedPostgresTest {
  private static Path folder = Path.of("");

  @BeforeAll
  static void makeTable() throws Exception {
    folder = TestServer.folder("rwxr-xr-x");
    try (var server = start()) {
      TestServer.execute(owner(server), "CREATE TABLE kept (n int)");
    }
  }

  @AfterAll
  static void deleteFolder() {
    TestServer.delete(folder);
  }

  private static EmbeddedPostgres start() {
    return EmbeddedPostgres.start(folder, TestServer.options());
  }

  private static DatabaseUrl owner(EmbeddedPostgres server) {
    return server.provision("saldo").owner();
  }

  private static long add(EmbeddedPostgres server) throws SQLException {
    TestServer.execute(owner(server), "INSERT INTO kept VALUES (1)");
    return rows(server);
  }

  private static long rows(EmbeddedPostgres server) throws SQLException {
    return TestServer.number(owner(server), "SELECT count(*) FROM kept");
  }

  @Test
  void keepsRowsAndPortOverARestart() throws Exception {
    long before;
    int port;
    try (var server = start()) {
      before = add(server);
      port = server.port();
      assertThat(server.state()).isInstanceOf(ServerState.Running.class);
    }
    try (var server = start()) {
      assertThat(rows(server)).isEqualTo(before);
      assertThat(server.port()).isEqualTo(port);
    }
  }

  @Test
  void isStoppedAfterClose() {
    var server = start();
    long pid = ((ServerState.Running) server.state()).pid();
    server.close();
    server.close();
    assertThat(server.state()).isInstanceOf(ServerState.Stopped.class);
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void refusesAWrongPassword() {
    try (var server = start()) {
      var right = owner(server);
      var wrong =
          new DatabaseUrl(right.authority(), "saldo", right.user(), "guess", right.parameters());
      assertThatThrownBy(() -> TestServer.connect(wrong))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }
  }

  @Test
  void refusesASecondServerInTheSameProcess() throws Exception {
    try (var server = start()) {
      var refusal = catchThrowableOfType(EmbeddedPostgresException.class, () -> start().close());
      assertThat(refusal.fault()).isEqualTo(Fault.FOLDER_IN_USE);
      assertThat(refusal).hasMessageContaining(folder.toRealPath().toString());
      assertThat(rows(server)).isNotNegative();
    }
  }

  @Test
  void refusesToServeWithoutDurability() {
    for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      var refusal =
          catchThrowableOfType(
              EmbeddedPostgresException.class,
              () ->
                  EmbeddedPostgres.start(folder, TestServer.options().withSetting(setting, "off"))
                      .close());
      assertThat(refusal.fault()).isEqualTo(Fault.UNSAFE_SETTINGS);
      assertThat(refusal).hasMessageContaining(setting + "=off");
    }
  }

  @Test
  void saysWhatTheServerSaidWhenItCannotStart() {
    var options = TestServer.options().withSetting("shared_buffers", "nonsense");
    assertThatThrownBy(() -> EmbeddedPostgres.start(folder, options).close())
        .isInstanceOfSatisfying(
            EmbeddedPostgresException.class,
            e -> assertThat(e.fault()).isEqualTo(Fault.START_FAILED))
        .hasMessageContaining("shared_buffers");
  }

  @Test
  void findsTheOrphanOfAKilledProcess() throws Exception {
    long before;
    try (var server = start()) {
      before = add(server);
    }
    Process other = serveElsewhere();
    long orphan = awaitReady(other);
    var refusal = catchThrowableOfType(EmbeddedPostgresException.class, () -> start().close());
    assertThat(refusal.fault()).isEqualTo(Fault.FOLDER_IN_USE);
    assertThat(refusal).hasMessageContaining("process " + other.pid());
    other.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isPresent();

    try (var server = start()) {
      assertThat(rows(server)).isEqualTo(before);
      assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  private static Process serveElsewhere() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ServeFolder.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long awaitReady(Process process) throws IOException {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("ready ")) {
          return Long.parseLong(line.substring("ready ".length()));
        }
      }
    }
    throw new AssertionError("the other process never got ready");
  }

  @Test
  void ignoresANoteThatNamesAnotherProgram() throws Exception {
    long before;
    try (var server = start()) {
      before = add(server);
    }
    long self = ProcessHandle.current().pid();
    Files.writeString(folder.resolve("data/postmaster.pid"), self + "\n");
    try (var server = start()) {
      assertThat(rows(server)).isEqualTo(before);
    }
  }

  @Test
  void runsInAFolderThatOnlyItsOwnerMayEnter() throws Exception {
    Path closed = TestServer.folder("rwx------");
    Path inside = Files.createDirectory(closed.resolve("inside"));
    try (var server = EmbeddedPostgres.start(inside, TestServer.options())) {
      assertThat(TestServer.number(owner(server), "SELECT 1")).isEqualTo(1);
      var runAs = RunAs.choose(new ServerFolder(inside.toRealPath()), inside.toRealPath());
      assertThat(runAs.prefix().stream().limit(1))
          .containsExactlyElementsOf(RunAs.isRoot() ? List.of("unshare") : List.of());
    } finally {
      TestServer.delete(closed);
    }
  }

  @Test
  void keepsPasswordsToItself() throws Exception {
    for (String name : List.of("superuser", "owner")) {
      assertThat(Files.getPosixFilePermissions(folder.resolve("secrets").resolve(name)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void tellsWhenTheDiskRunsLow() {
    long mebibyte = 1024L * 1024;
    var options = TestServer.options().withSpare(mebibyte, 0);
    try (var server = EmbeddedPostgres.start(folder, options)) {
      assertThat(server.space().low()).isFalse();
      assertThat(server.space().freeBytes()).isPositive();
    }
    var space = new StorageSpace(mebibyte, 2 * mebibyte);
    assertThat(space.low()).isTrue();
  }
}

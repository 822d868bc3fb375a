package dev.saldo.store.embedded;

import dev.saldo.store.embedded.EmbeddedPostgresException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The PostgreSQL processes that work on one data folder, found even when they are orphans of a
/// process that was killed, and stopped.
///
/// A process counts only if it runs a program called `postgres` and, on Linux, has this very folder
/// (same device and inode) as its working directory; so neither a recycled process id nor the same
/// path in another container is ever touched.
final class ServerProcesses {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcesses.class);
  private static final Duration FAST = Duration.ofSeconds(30);
  private static final Duration IMMEDIATE = Duration.ofSeconds(5);
  private static final Path PROC = Path.of("/proc/self");

  private final Path data;

  ServerProcesses(Path data) {
    this.data = data;
  }

  /// Stops every server left on the folder and clears a note of a server that is no longer there.
  void stopOrphans() {
    if (!Files.exists(data)) {
      return;
    }
    Optional<ProcessHandle> noted =
        notedPid().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).filter(this::isOurs);
    noted.ifPresent(server -> {
      LOG.warn("Stopping PostgreSQL {}, left running on {}", server.pid(), data);
      stop(server);
    });
    for (ProcessHandle left : allOnFolder()) {
      stop(left);
    }
    try {
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          Fault.FOLDER_UNUSABLE, "%s can't be written: %s".formatted(data, e), e);
    }
  }

  /// Stops one server: sessions are cut and all is written; if that takes too long it is stopped at
  /// once and recovers at the next start.
  void stop(ProcessHandle server) {
    if (signalled(server, "INT", FAST) || signalled(server, "QUIT", IMMEDIATE)) {
      return;
    }
    server.destroyForcibly();
    if (!ended(server, IMMEDIATE)) {
      throw new EmbeddedPostgresException(
          Fault.START_FAILED,
          "PostgreSQL process %d on %s can't be stopped.".formatted(server.pid(), data));
    }
  }

  private static boolean signalled(ProcessHandle server, String signal, Duration patience) {
    if (!server.isAlive()) {
      return true;
    }
    Command.run(
        Duration.ofSeconds(5), List.of("/bin/sh", "-c", "kill -" + signal + " " + server.pid()));
    return ended(server, patience);
  }

  private static boolean ended(ProcessHandle server, Duration patience) {
    try {
      server.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The process id in the server's own note, or empty when there is none.
  private Optional<Long> notedPid() {
    return line(0).flatMap(ServerProcesses::number);
  }

  /// Whether the server with this process id has noted that it takes connections.
  boolean ready(long pid) {
    return notedPid().filter(noted -> noted == pid).isPresent()
        && line(7).filter(status -> status.startsWith("ready")).isPresent();
  }

  private Optional<String> line(int index) {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.size() > index ? Optional.of(lines.get(index).strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private List<ProcessHandle> allOnFolder() {
    var found = new ArrayList<ProcessHandle>();
    if (Files.exists(PROC)) {
      ProcessHandle.allProcesses().filter(this::isOurs).forEach(found::add);
    }
    return found;
  }

  private boolean isOurs(ProcessHandle process) {
    if (!Files.exists(PROC)) {
      Command asked =
          Command.run(
              Duration.ofSeconds(5),
              List.of("ps", "-o", "command=", "-p", Long.toString(process.pid())));
      return asked.output().contains("postgres") && asked.output().contains(data.toString());
    }
    Path home = Path.of("/proc", Long.toString(process.pid()));
    try {
      String program = Files.readSymbolicLink(home.resolve("exe")).toString();
      return program.replace(" (deleted)", "").endsWith("/postgres")
          && key(home.resolve("cwd")).equals(key(data));
    } catch (IOException | SecurityException e) {
      return false;
    }
  }

  private static Object key(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key == null ? path.toRealPath() : key;
  }
}

package dev.saldo.store.embedded;

import dev.saldo.store.embedded.EmbeddedPostgresException.Fault;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// One life of the server process, from its start until it ends.
final class ServerRun {
  private static final long POLL_MS = 10;

  private final Process process;
  private final ServerProcesses processes;

  private ServerRun(Process process, ServerProcesses processes) {
    this.process = process;
    this.processes = processes;
  }

  /// What is needed to start the server, again and again.
  ///
  /// @param folder where it lives
  /// @param binaries its programs
  /// @param runAs whom it runs as
  /// @param overrides settings that replace the built-in ones
  /// @param timeout how long it may take to answer
  record Plan(
      ServerFolder folder,
      Binaries binaries,
      RunAs runAs,
      Map<String, String> overrides,
      Duration timeout) {}

  /// Starts the server on a port and waits until it takes connections. Orphans are stopped first.
  static ServerRun start(Plan plan, int port, BooleanSupplier cancelled) {
    var processes = new ServerProcesses(plan.folder().data());
    processes.stopOrphans();
    var run = new ServerRun(launch(plan, port), processes);
    try {
      run.awaitReady(plan, cancelled);
      return run;
    } catch (RuntimeException e) {
      run.stop();
      throw e;
    }
  }

  private static Process launch(Plan plan, int port) {
    ServerFolder folder = plan.folder();
    var words = new ArrayList<>(List.of(plan.binaries().program("postgres").toString()));
    words.addAll(List.of("-D", folder.data().toString()));
    words.addAll(new ServerSettings(folder, plan.binaries(), port, plan.overrides()).words());
    var builder =
        new ProcessBuilder(ownSession(plan.runAs().command(words)))
            .directory(folder.root().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(folder.startupLog().toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          Fault.START_FAILED, "PostgreSQL can't be started: %s".formatted(e), e);
    }
  }

  /// A session of its own, so that Ctrl-C in the terminal reaches Saldo alone, which then drains
  /// its work before it stops the server.
  private static List<String> ownSession(List<String> command) {
    var words = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      words.add("/usr/bin/setsid");
    } else if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
      words.addAll(List.of("/usr/bin/perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV"));
    }
    words.addAll(command);
    return words;
  }

  private void awaitReady(Plan plan, BooleanSupplier cancelled) {
    long deadline = System.nanoTime() + plan.timeout().toNanos();
    while (!processes.ready(process.pid())) {
      if (ended(POLL_MS)) {
        throw new EmbeddedPostgresException(
            Fault.START_FAILED,
            "PostgreSQL stopped while starting (exit code %d). %s"
                .formatted(process.exitValue(), plan.folder().lastWords()));
      }
      if (cancelled.getAsBoolean()) {
        throw new EmbeddedPostgresException(Fault.START_FAILED, "The start was called off.");
      }
      if (System.nanoTime() > deadline) {
        throw new EmbeddedPostgresException(
            Fault.START_FAILED,
            "PostgreSQL didn't answer within %s. %s"
                .formatted(plan.timeout(), plan.folder().lastWords()));
      }
    }
  }

  /// Waits for the end of the process, at most so long.
  boolean ended(long patienceMs) {
    try {
      return process.waitFor(patienceMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException(Fault.START_FAILED, "The wait was interrupted.", e);
    }
  }

  long pid() {
    return process.pid();
  }

  int exitCode() {
    return process.exitValue();
  }

  void stop() {
    processes.stop(process.toHandle());
  }
}

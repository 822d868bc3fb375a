package dev.saldo.store.embedded;

import dev.saldo.store.embedded.EmbeddedPostgresException.Fault;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The watch over a running server: when it dies unasked it is started again, after a pause that
/// doubles from 0.1 to 10 seconds, for as long as it takes. Only unsafe settings end the attempts.
final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final long PAUSE_MS_MIN = 100;
  private static final long PAUSE_MS_MAX = 10_000;
  private static final long ROUND_MS = 5_000;

  private final Supplier<ServerRun> starter;
  private final Ballast ballast;
  private final ServerFolder folder;
  private final int port;
  private final CountDownLatch closed;
  private final Thread thread;
  private volatile ServerRun run;
  private volatile ServerState state;

  Supervisor(ServerRun first, Supplier<ServerRun> starter, Place place, CountDownLatch closed) {
    this.run = first;
    this.starter = starter;
    this.ballast = place.ballast();
    this.folder = place.folder();
    this.port = place.port();
    this.closed = closed;
    this.state = new ServerState.Running(first.pid(), port);
    this.thread = Thread.ofPlatform().daemon().name("saldo-postgres-watch").unstarted(this::watch);
  }

  /// Where the watched server lives.
  record Place(ServerFolder folder, Ballast ballast, int port) {}

  void start() {
    thread.start();
  }

  ServerState state() {
    return state;
  }

  private void watch() {
    while (!isClosed()) {
      ballast.keep();
      if (run.ended(ROUND_MS) && !isClosed()) {
        revive("exit code " + run.exitCode() + ". " + folder.lastWords());
      }
      if (state instanceof ServerState.Failed) {
        return;
      }
    }
  }

  private void revive(String death) {
    String reason = "PostgreSQL stopped unasked: " + death;
    long pauseMs = PAUSE_MS_MIN;
    for (int attempt = 1; !isClosed(); attempt++) {
      state = new ServerState.Restarting(attempt, reason);
      LOG.warn("Restarting PostgreSQL (attempt {}). {}", attempt, reason);
      ballast.giveBackIfFull();
      if (pause(pauseMs)) {
        return;
      }
      try {
        ServerRun next = starter.get();
        run = next;
        state = new ServerState.Running(next.pid(), port);
        LOG.info("PostgreSQL runs again as process {}", next.pid());
        return;
      } catch (EmbeddedPostgresException e) {
        reason = String.valueOf(e.getMessage());
        if (e.fault() == Fault.UNSAFE_SETTINGS) {
          state = new ServerState.Failed(reason);
          return;
        }
      }
      pauseMs = Math.min(PAUSE_MS_MAX, 2 * pauseMs);
    }
  }

  private boolean pause(long pauseMs) {
    try {
      return closed.await(pauseMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /// Stops the server and the watch; the latch must have been counted down before.
  void stop() {
    run.stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    run.stop();
    state = new ServerState.Stopped();
  }
}

package dev.saldo.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.saldo.server.Settings;
import dev.saldo.server.Wiring;
import dev.saldo.server.access.KeyMint;
import dev.saldo.server.http.HttpSettings;
import dev.saldo.server.http.Mode;
import dev.saldo.server.http.Scope;
import dev.saldo.store.access.Workspace;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.embedded.TemporaryPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// A whole Saldo inside this process, for a command that brings its own: on a database that is
/// thrown away in the end, or on a folder that stays.
public final class OwnServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Wiring wiring;
  private final Optional<TemporaryPostgres> temporary;
  private boolean closed;

  private OwnServer(Wiring wiring, Optional<TemporaryPostgres> temporary) {
    this.wiring = wiring;
    this.temporary = temporary;
  }

  /// One on a database of its own that is gone with it.
  public static OwnServer temporary() {
    quiet();
    var postgres = TemporaryPostgres.start();
    try {
      var keys = Files.createDirectory(postgres.server().folder().resolve("saldo"));
      var settings = Settings.on(postgres.newAccess(), keys, HttpSettings.of(LOOPBACK, 0));
      return new OwnServer(Wiring.start(settings), Optional.of(postgres));
    } catch (IOException e) {
      postgres.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /// One on a folder that is made the first time and stays.
  ///
  /// @param port 0 for any free one
  public static OwnServer inFolder(Path folder, int port) {
    quiet();
    var settings = Settings.inFolder(folder, HttpSettings.of(LOOPBACK, port));
    return new OwnServer(Wiring.start(settings), Optional.empty());
  }

  public URI address() {
    return URI.create("http://" + LOOPBACK + ":" + wiring.port());
  }

  /// The connections to its database.
  public DatabaseAccess access() {
    return wiring.storage().database().access();
  }

  /// A new test-mode key with every scope, of a workspace that is begun if it isn't there.
  ///
  /// @return the key's secret
  public String testKey(String workspace, String command) {
    var scopes = Arrays.stream(Scope.values()).map(Scope::word).sorted().toList();
    var test =
        wiring.beginWorkspace(workspace).stream()
            .filter(row -> !row.live())
            .mapToLong(Workspace::id)
            .findFirst()
            .orElseThrow();
    return wiring
        .mint()
        .make(test, Mode.TEST, KeyMint.Wanted.of(command, scopes, "saldo " + command))
        .secret()
        .text();
  }

  /// A command's own server says only what goes wrong, unless a level was asked for.
  private static void quiet() {
    if (System.getenv("SALDO_LOG_LEVEL") == null
        && LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.WARN);
      // When the process is told to end, a database that goes away is nothing to report.
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> root.setLevel(Level.OFF), "saldo-quiet"));
    }
  }

  /// Ends the server, and throws away what was temporary. Closing twice does nothing.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        wiring.close();
      } finally {
        temporary.ifPresent(TemporaryPostgres::close);
      }
    }
  }
}

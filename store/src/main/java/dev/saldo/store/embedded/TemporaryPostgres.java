package dev.saldo.store.embedded;

import dev.saldo.store.database.Database;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.Migrations;
import dev.saldo.store.database.PoolSizes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An embedded server whose data is thrown away at the end, and fresh databases on it.
///
/// The first database is migrated once into a template and each one handed out is a copy of it,
/// which takes some tens of milliseconds. Closing, or the end of the JVM, stops the server and
/// deletes its folder.
public final class TemporaryPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryPostgres.class);
  private static final String TEMPLATE = "saldo_template";

  private final EmbeddedPostgres server;
  private final Thread atExit;
  private final AtomicInteger made = new AtomicInteger();
  private boolean migrated;
  private boolean closed;

  private TemporaryPostgres(EmbeddedPostgres server) {
    this.server = server;
    this.atExit = new Thread(this::stopAndDelete, "saldo-temporary-postgres-end");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// Starts one in a new folder under `java.io.tmpdir`; its programs are unpacked once per user
  /// under `~/.cache/saldo`.
  public static TemporaryPostgres start() {
    try {
      return start(Files.createTempDirectory("saldo-postgres-"), PostgresOptions.temporary());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts one in a folder that is deleted in the end with all that is in it.
  public static TemporaryPostgres start(Path folder, PostgresOptions options) {
    PostgresOptions chosen =
        options.binaries().isPresent() ? options : options.withBinaries(userCache());
    return new TemporaryPostgres(EmbeddedPostgres.start(folder, chosen));
  }

  private static Path userCache() {
    String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home", "."));
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", home + "/.cache");
    return Path.of(cache, "saldo", "postgresql");
  }

  /// Connections to a fresh, migrated database that nobody else uses.
  public synchronized DatabaseAccess newAccess() {
    if (!migrated) {
      Migrations.standard().run(server.provision(TEMPLATE));
      migrated = true;
    }
    return server.provision("saldo_" + made.incrementAndGet(), Optional.of(TEMPLATE));
  }

  /// A fresh, migrated database, opened with small pools. Close it when done.
  public Database newDatabase() {
    return newDatabase(PoolSizes.small());
  }

  /// A fresh, migrated database, opened with pools of the given sizes. Close it when done.
  public Database newDatabase(PoolSizes sizes) {
    return Database.open(newAccess(), sizes);
  }

  /// The server below, to look at its state or to disturb it.
  public EmbeddedPostgres server() {
    return server;
  }

  @Override
  public void close() {
    stopAndDelete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      LOG.debug("Closed while the JVM goes down", e);
    }
  }

  private synchronized void stopAndDelete() {
    if (!closed) {
      closed = true;
      server.close();
      ServerFolder.deleteTree(server.folder());
    }
  }
}

package dev.saldo.server.storage;

import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.embedded.EmbeddedPostgres;
import dev.saldo.store.embedded.PostgresOptions;
import dev.saldo.store.embedded.StorageSpace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The open database, with the server below it where that is ours.
public final class Storage implements AutoCloseable {
  private static final String DATABASE = "saldo";

  private final @Nullable EmbeddedPostgres server;
  private final Database database;

  private Storage(@Nullable EmbeddedPostgres server, Database database) {
    this.server = server;
    this.database = database;
  }

  /// Starts what must be started, brings the schema up to date and opens the pools.
  public static Storage open(Place place, PoolSizes sizes) {
    return switch (place) {
      case Place.Elsewhere(var access) -> new Storage(null, Database.open(access, sizes));
      case Place.Folder(var folder) -> {
        EmbeddedPostgres server = EmbeddedPostgres.start(folder, PostgresOptions.defaults());
        try {
          yield new Storage(server, Database.open(server.provision(DATABASE), sizes));
        } catch (RuntimeException e) {
          server.close();
          throw e;
        }
      }
    };
  }

  public Database database() {
    return database;
  }

  /// The room left, where the disk is ours to watch.
  public Optional<StorageSpace> space() {
    return server == null ? Optional.empty() : Optional.of(server.space());
  }

  /// Closes the pools, and stops the server where it is ours.
  @Override
  public void close() {
    database.close();
    if (server != null) {
      server.close();
    }
  }
}

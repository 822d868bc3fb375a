package dev.saldo.server.cli;

import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.embedded.EmbeddedPostgres;
import dev.saldo.store.embedded.EmbeddedPostgresException;
import dev.saldo.store.embedded.EmbeddedPostgresException.Fault;
import dev.saldo.store.embedded.PostgresOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a command that works on the database itself finds it: the options that `serve` has too.
final class DatabaseOptions {
  private static final String DATABASE = "saldo";

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "${env:SALDO_DATA:-${sys:saldo.home:-.}/.saldo}",
      description = "Where data is kept (SALDO_DATA; default: .saldo beside the program).")
  private Path data = Path.of(".saldo");

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      defaultValue = "${env:DATABASE_URL}",
      description = "A PostgreSQL to use instead of the own one, as its owner (DATABASE_URL).")
  private @Nullable String databaseUrl;

  @Option(
      names = "--database-app-url",
      paramLabel = "URL",
      defaultValue = "${env:DATABASE_APP_URL}",
      description = "The same as the role that requests run as (DATABASE_APP_URL).")
  private @Nullable String databaseAppUrl;

  /// A database that can be reached until it is closed.
  ///
  /// @param server the server that was started for it, if one had to be
  record Reached(DatabaseAccess access, Optional<EmbeddedPostgres> server)
      implements AutoCloseable {
    @Override
    public void close() {
      server.ifPresent(EmbeddedPostgres::close);
    }
  }

  Path data() {
    return data;
  }

  /// The database elsewhere, if one was given.
  Optional<DatabaseAccess> elsewhere() {
    return text(databaseUrl).map(url -> DatabaseAccess.fromUrls(url, text(databaseAppUrl)));
  }

  /// The database: elsewhere, or in the folder, where a running server is used as it is and none is
  /// started for the time of the command.
  Reached reach() {
    var elsewhere = elsewhere();
    if (elsewhere.isPresent()) {
      return new Reached(elsewhere.get(), Optional.empty());
    }
    if (!Files.isDirectory(data)) {
      throw CommandFault.failed(
          "there is no data folder %s: give --data or --database-url, or begin one with `saldo serve`"
              .formatted(data.toAbsolutePath().normalize()));
    }
    return inFolder();
  }

  /// The same in a folder that needn't be there yet.
  Reached reachOrBegin() {
    return elsewhere()
        .map(access -> new Reached(access, Optional.empty()))
        .orElseGet(this::inFolder);
  }

  private Reached inFolder() {
    try {
      var server = EmbeddedPostgres.start(data, PostgresOptions.defaults());
      try {
        return new Reached(server.provision(DATABASE), Optional.of(server));
      } catch (RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (EmbeddedPostgresException e) {
      if (e.fault() != Fault.FOLDER_IN_USE) {
        throw e;
      }
      return new Reached(EmbeddedPostgres.attach(data, DATABASE), Optional.empty());
    }
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }
}

package dev.saldo.server.storage;

import dev.saldo.server.http.Check;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.Readiness;
import java.util.Optional;

/// Whether the database answers.
public final class DatabaseCheck implements Check {
  private final Database database;

  public DatabaseCheck(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Optional<String> fault() {
    return switch (database.ready()) {
      case Readiness.Ready _ -> Optional.empty();
      case Readiness.NotReady(var reason) ->
          Optional.of(reason.substring(0, Math.min(500, reason.length())));
    };
  }
}

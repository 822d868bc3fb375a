package dev.saldo.server.storage;

import dev.saldo.store.database.DatabaseAccess;
import java.nio.file.Path;

/// Where data is kept.
public sealed interface Place {

  /// In a folder, by a PostgreSQL server of our own.
  record Folder(Path folder) implements Place {}

  /// In a database that somebody else runs.
  record Elsewhere(DatabaseAccess access) implements Place {}
}

package dev.saldo.server.cli;

import dev.saldo.server.audit.Audit;
import dev.saldo.store.database.DatabaseAccess;
import java.util.Optional;

/// The audit after a replay, where the database can be reached.
///
/// @param access empty where it can't
record ReplayAudit(Optional<DatabaseAccess> access) {
  /// What an audit found.
  ///
  /// @param ok empty where none was made
  /// @param words why none was made, or what it found
  record Verdict(Optional<Boolean> ok, String words) {}

  static ReplayAudit of(DatabaseAccess access) {
    return new ReplayAudit(Optional.of(access));
  }

  /// On the database that the environment names in `DATABASE_URL`.
  static ReplayAudit ofEnvironment(Invocation invocation) {
    return new ReplayAudit(
        invocation
            .variable("DATABASE_URL")
            .map(url -> DatabaseAccess.fromUrls(url, invocation.variable("DATABASE_APP_URL"))));
  }

  Verdict run() throws Exception {
    if (access.isEmpty()) {
      return new Verdict(
          Optional.empty(),
          "not made: the server's database isn't reachable from here (DATABASE_URL); run `saldo"
              + " audit` beside it");
    }
    var clean = new Audit(access.get()).run().isClean();
    return new Verdict(
        Optional.of(clean), clean ? "clean" : "differences found; see `saldo audit`");
  }
}

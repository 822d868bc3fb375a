package dev.saldo.store.database;

/// Whether the database answers now.
public sealed interface Readiness {

  /// It answers.
  ///
  /// @param serverVersion PostgreSQL's version, such as 18.6
  record Ready(String serverVersion) implements Readiness {}

  /// It doesn't.
  ///
  /// @param reason why not, without secrets
  record NotReady(String reason) implements Readiness {}
}

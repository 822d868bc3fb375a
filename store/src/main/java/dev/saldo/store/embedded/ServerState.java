package dev.saldo.store.embedded;

/// What the embedded server is doing at the moment.
public sealed interface ServerState {

  /// The server answers.
  ///
  /// @param pid the server's process
  /// @param port the port on 127.0.0.1
  record Running(long pid, int port) implements ServerState {}

  /// The server died unasked and is being started again; this goes on until it runs.
  ///
  /// @param attempt counts from 1
  /// @param reason why it died or why the last attempt failed, with the last lines of its log
  record Restarting(int attempt, String reason) implements ServerState {}

  /// The server is down and no restart would mend it; a person must act.
  ///
  /// @param reason what to act on
  record Failed(String reason) implements ServerState {}

  /// The server was closed.
  record Stopped() implements ServerState {}
}

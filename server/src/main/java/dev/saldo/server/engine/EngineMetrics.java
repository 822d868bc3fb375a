package dev.saldo.server.engine;

import java.time.Duration;

/// What the engine tells of its work. Called in the lanes' threads: quick, without waiting.
public interface EngineMetrics {
  /// Nobody listens.
  EngineMetrics NONE = new EngineMetrics() {};

  /// A transaction has ended.
  ///
  /// @param customers how many accounts were locked
  /// @param took from the first lock to the commit
  default void batch(int commands, int customers, Duration took) {}

  /// A command got its answer.
  ///
  /// @param waited since it was submitted
  default void reply(Reply reply, Duration waited) {}

  /// A batch failed and is being run again in parts.
  default void halved(int commands) {}

  /// Accounts were locked elsewhere and their commands wait for another turn.
  default void skipped(int commands) {}
}

package dev.saldo.store.database;

/// How many connections are kept, and how long they may take.
///
/// @param hot connections for the commands that decide and commit; a few, each with large batches
/// @param reads connections for everything else
/// @param statementTimeoutMs after this a statement is cancelled by the server
/// @param lockTimeoutMs after this a wait for a lock is given up
public record PoolSizes(int hot, int reads, int statementTimeoutMs, int lockTimeoutMs) {

  public PoolSizes {
    if (hot < 1 || reads < 1) {
      throw new IllegalArgumentException("a pool has at least one connection");
    }
    if (statementTimeoutMs < 1 || lockTimeoutMs < 1) {
      throw new IllegalArgumentException("time limits are at least a millisecond");
    }
  }

  /// For a server on a small machine: 4 and 8 connections, 10 s and 5 s.
  public static PoolSizes standard() {
    return new PoolSizes(4, 8, 10_000, 5_000);
  }

  /// For a test or a command-line run: 2 and 2 connections, 10 s and 5 s.
  public static PoolSizes small() {
    return new PoolSizes(2, 2, 10_000, 5_000);
  }

  /// The same with other numbers of connections.
  public PoolSizes withConnections(int hotConnections, int readConnections) {
    return new PoolSizes(hotConnections, readConnections, statementTimeoutMs, lockTimeoutMs);
  }
}

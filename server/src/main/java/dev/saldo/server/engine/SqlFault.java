package dev.saldo.server.engine;

import java.sql.SQLException;

/// What a failure of the database means for a batch.
enum SqlFault {
  /// The connection is gone, or the server is going or coming.
  CONNECTION,
  /// Two transactions were in each other's way; the same again will do.
  COLLISION,
  /// Somebody else held a lock for too long.
  LOCK,
  /// There is no room to write.
  STORAGE,
  /// Something about the batch itself.
  BATCH;

  static SqlFault of(SQLException failure) {
    var state = String.valueOf(failure.getSQLState());
    if (state.startsWith("08") || state.startsWith("57P") || state.equals("25P03")) {
      return CONNECTION;
    }
    return switch (state) {
      case "53300", "null", "57014" -> CONNECTION;
      case "40001", "40P01" -> COLLISION;
      case "55P03" -> LOCK;
      case "53100" -> STORAGE;
      default -> BATCH;
    };
  }
}

package dev.saldo.store.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// A check that is one statement over a whole workspace.
///
/// @param examined answers how many rows are held against the promise
/// @param differences answers the customer, the wallet (or nothing), the subject, what was expected
///   and what was found, for each row that differs
record SqlCheck(String name, String promise, String examined, String differences) {
  private static final int FETCHED = 1_000;

  Finding run(Connection connection, long workspace) throws SQLException {
    var tallying = new Tallying(name, promise, workspace);
    try (var statement = connection.createStatement()) {
      try (var row = statement.executeQuery(of(workspace, examined))) {
        row.next();
        tallying.examined(row.getLong(1));
      }
      statement.setFetchSize(FETCHED);
      try (var rows = statement.executeQuery(of(workspace, differences))) {
        while (rows.next()) {
          tallying.differs(
              Optional.ofNullable(rows.getObject(1, UUID.class)),
              Optional.ofNullable(rows.getObject(2, UUID.class)),
              String.valueOf(rows.getString(3)),
              Optional.ofNullable(rows.getString(4)).orElse("none"),
              Optional.ofNullable(rows.getString(5)).orElse("none"));
        }
      }
    }
    return tallying.done();
  }

  /// The workspace is a number and stands in the text, so that the planner knows how much of a
  /// table it is.
  private static String of(long workspace, String sql) {
    return sql.replace(":workspace", Long.toString(workspace));
  }
}

package dev.saldo.store.archive;

import java.sql.Connection;
import java.sql.SQLException;

/// The feed of changes in its new database: in its old order, before everything that is to come.
///
/// The feed goes by transaction numbers, which mean nothing in another database: there they may lie
/// in the future, where no reader looks. So the old transactions are dealt, in their order, over
/// the lowest numbers, which were all given long before a database is ready for use.
final class ImportedFeed {
  private static final int NUMBERS = 500;

  private static final String DEAL =
      """
      CREATE TEMP TABLE imported_transaction ON COMMIT DROP AS
      SELECT xid, (1 + (row_number() OVER (ORDER BY xid) - 1) * %d / count(*) OVER ())::text::xid8
                    AS number
        FROM (SELECT xid FROM change_batch UNION SELECT xid FROM notice) AS known
      """
          .formatted(NUMBERS);

  private static final String GATHER =
      """
      CREATE TEMP TABLE imported_change ON COMMIT DROP AS
      SELECT b.workspace_id, i.number, array_agg(u.customer ORDER BY b.xid, u.place) AS customers,
             array_agg(u.command ORDER BY b.xid, u.place) AS commands
        FROM change_batch b
        JOIN imported_transaction i USING (xid)
        CROSS JOIN LATERAL unnest(b.customers, b.commands) WITH ORDINALITY
             AS u (customer, command, place)
       GROUP BY b.workspace_id, i.number
      """;

  private final Connection connection;

  ImportedFeed(Connection connection) {
    this.connection = connection;
  }

  void settle() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(DEAL);
      statement.execute(GATHER);
      statement.execute("DELETE FROM change_batch");
      statement.execute(
          """
          INSERT INTO change_batch (workspace_id, xid, customers, commands)
          SELECT workspace_id, number, customers, commands FROM imported_change
          """);
      statement.execute(
          "UPDATE notice n SET xid = i.number FROM imported_transaction i WHERE i.xid = n.xid");
    }
  }
}

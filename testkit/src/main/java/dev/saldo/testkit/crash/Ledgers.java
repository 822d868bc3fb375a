package dev.saldo.testkit.crash;

import dev.saldo.server.account.Bodies;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.store.database.DatabaseAccess;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// What stands in the database, read from outside the server as the tables' owner.
final class Ledgers {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final long VERSION = 0x7000L;

  private static final String LINES =
      """
      SELECT u.external_id, c.id, c.source, c.key, c.answer::text, c.customer_id,
             coalesce(b.credits, 0)
        FROM command c
        JOIN customer u ON u.workspace_id = c.workspace_id AND u.id = c.customer_id
        LEFT JOIN (SELECT customer_id, cause, sum(amount) AS credits
                     FROM ledger_entry WHERE workspace_id = ? GROUP BY 1, 2) b
          ON b.customer_id = c.customer_id AND b.cause = c.id
       WHERE c.workspace_id = ? AND c.id >= ? AND c.key LIKE ?
      """;

  private static final String REMAINING =
      """
      SELECT u.external_id, sum(g.remaining)
        FROM credit_grant g
        JOIN customer u ON u.workspace_id = g.workspace_id AND u.id = g.customer_id
       WHERE g.workspace_id = ? GROUP BY 1
      """;

  private final Supplier<DatabaseAccess> access;

  /// @param access as it is now; another start may take another port
  Ledgers(Supplier<DatabaseAccess> access) {
    this.access = access;
  }

  /// What has come since a time, with what is left now.
  ///
  /// @param prefix of the keys that count
  Booked since(Instant time, String prefix) throws SQLException {
    try (var connection = connect()) {
      var workspace = begin(connection);
      return new Booked(
          lines(connection, workspace, time, prefix), remaining(connection, workspace));
    }
  }

  /// PostgreSQL may still be on its way up.
  private Connection connect() throws SQLException {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var owner = access.get().owner();
      try {
        return DriverManager.getConnection(owner.toJdbc(), owner.properties());
      } catch (SQLException e) {
        if (System.nanoTime() > until) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static long begin(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo; SET statement_timeout = '60s'");
      long workspace;
      try (var row =
          statement.executeQuery(
              "SELECT id FROM workspace WHERE name = 'default' AND mode = 'live'")) {
        row.next();
        workspace = row.getLong(1);
      }
      statement.execute("SET saldo.workspace = '" + workspace + "'");
      return workspace;
    }
  }

  private static List<Booked.Line> lines(
      Connection connection, long workspace, Instant since, String prefix) throws SQLException {
    var lines = new ArrayList<Booked.Line>();
    try (var statement = connection.prepareStatement(LINES)) {
      statement.setLong(1, workspace);
      statement.setLong(2, workspace);
      statement.setObject(3, new UUID(since.toEpochMilli() << 16 | VERSION, 0));
      statement.setString(4, prefix + "%");
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          lines.add(line(rows));
        }
      }
    }
    return lines;
  }

  private static Booked.Line line(ResultSet row) throws SQLException {
    var isEvent = !row.getString(3).isEmpty();
    var answer =
        isEvent
            ? PublicId.of(IdKind.EVENT, row.getObject(2, UUID.class))
            : Bodies.text(row.getObject(6, UUID.class), row.getString(5));
    return new Booked.Line(row.getString(1), row.getString(4), answer, row.getBigDecimal(7));
  }

  private static Map<String, BigDecimal> remaining(Connection connection, long workspace)
      throws SQLException {
    var remaining = new HashMap<String, BigDecimal>();
    try (var statement = connection.prepareStatement(REMAINING)) {
      statement.setLong(1, workspace);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          remaining.put(rows.getString(1), rows.getBigDecimal(2));
        }
      }
    }
    return remaining;
  }
}

package dev.saldo.testkit.billing;

import dev.saldo.store.database.Database;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.embedded.TemporaryPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Kills billing runs with `kill -9` at random points, one after the other over the same
/// subscriptions, lets the last one end, and looks at what stands in the tables.
public final class BillingCrash {
  private static final long WORKSPACE = 1;
  private static final int SLICE = 10;
  private static final int SLICES_MAX = 12;
  private static final int PAUSE_MAX_US = 40_000;

  /// What must be 0, each with the statement that counts it.
  private static final List<String[]> WRONG =
      List.of(
          new String[] {
            "subscriptions without their invoice",
            "SELECT count(*) FROM invoice WHERE finalize_at IS NOT NULL AND sequence IS NULL"
          },
          new String[] {
            "periods on two invoices",
            "SELECT count(*) FROM (SELECT customer_id FROM invoice WHERE sequence IS NOT NULL"
                + " GROUP BY customer_id HAVING count(*) <> 1) AS twice"
          },
          new String[] {
            "numbers left out or given twice",
            "SELECT coalesce(max(sequence), 0) - count(DISTINCT sequence) FROM invoice"
          },
          new String[] {
            "invoices with other lines than they should have",
            "SELECT count(*) FROM invoice i WHERE sequence IS NOT NULL AND %d <>"
                    .formatted(SubscriptionRows.LINES_EACH)
                + " (SELECT count(*) FROM invoice_line l WHERE l.customer_id = i.customer_id"
                + " AND l.invoice_id = i.id)"
          },
          new String[] {
            "invoices that aren't the sum of their lines",
            "SELECT count(*) FROM invoice i WHERE sequence IS NOT NULL AND net <>"
                + " (SELECT sum(net) FROM invoice_line l WHERE l.customer_id = i.customer_id"
                + " AND l.invoice_id = i.id)"
          },
          new String[] {
            "invoices without their one line in the journal",
            "SELECT count(*) FROM invoice i WHERE sequence IS NOT NULL AND 1 <>"
                + " (SELECT count(*) FROM command c WHERE c.customer_id = i.customer_id"
                + " AND c.kind = 'invoice')"
          },
          new String[] {
            "customers not billed up to the end of the period",
            "SELECT count(*) FROM account WHERE billed_until IS DISTINCT FROM"
                + " timestamptz '2026-10-01T00:00:00Z'"
          },
          new String[] {
            "documents whose digest is another's",
            "SELECT count(*) FROM invoice WHERE sequence IS NOT NULL"
                + " AND sha256(convert_to(document, 'UTF8')) <> digest"
          });

  /// What was found.
  ///
  /// @param killed how many runs were killed while they were at work
  /// @param wrong what must not be, in words
  public record Report(int killed, long invoices, List<String> wrong) {
    public boolean holds() {
      return wrong.isEmpty();
    }
  }

  private BillingCrash() {}

  /// @param kills how many runs are killed
  public static Report run(int kills, long seed, Consumer<String> progress) throws Exception {
    var random = new SplittableRandom(seed);
    try (var postgres = TemporaryPostgres.start()) {
      var access = postgres.newAccess();
      Database.open(access, PoolSizes.small()).close();
      // Enough that no run before the last one comes to its end.
      var rows = new SubscriptionRows(WORKSPACE, kills * SLICE * SLICES_MAX);
      progress.accept("laying out %,d subscriptions".formatted(rows.count()));
      rows.publish(access.owner());
      rows.lay(access.owner());
      var killed = 0;
      for (var i = 0; i < kills; i++) {
        progress.accept("killing a billing run, %d of %d".formatted(i + 1, kills));
        killed += killOne(access, random) ? 1 : 0;
      }
      progress.accept("letting a run end");
      try (var last = BillProcess.start(access, SLICE)) {
        last.awaitEnd();
      }
      return checked(access, killed, rows.count());
    }
  }

  private static boolean killOne(DatabaseAccess access, SplittableRandom random) throws Exception {
    try (var run = BillProcess.start(access, SLICE)) {
      var atWork = run.awaitSlices(1 + random.nextInt(SLICES_MAX / 2));
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(PAUSE_MAX_US)));
      run.kill();
      return atWork;
    }
  }

  private static Report checked(DatabaseAccess access, int killed, int expected)
      throws SQLException {
    var owner = access.owner();
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo");
      statement.execute("SET saldo.workspace = '" + WORKSPACE + "'");
      var wrong = new ArrayList<String>();
      for (var check : WRONG) {
        var count = count(statement, check[1]);
        if (count != 0) {
          wrong.add("%,d %s".formatted(count, check[0]));
        }
      }
      var invoices = count(statement, "SELECT count(*) FROM invoice WHERE sequence IS NOT NULL");
      if (invoices != expected) {
        wrong.add("%,d invoices instead of %,d".formatted(invoices, expected));
      }
      return new Report(killed, invoices, wrong);
    }
  }

  private static long count(java.sql.Statement statement, String sql) throws SQLException {
    try (var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}

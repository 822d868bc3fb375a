package dev.saldo.bench.suite;

import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Gate;
import dev.saldo.bench.report.Gate.Bound.AtLeast;
import dev.saldo.bench.report.Gate.Bound.AtMost;
import dev.saldo.server.invoice.BillingRun;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.DatabaseUrl;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.testkit.billing.BillProcess;
import dev.saldo.testkit.billing.SubscriptionRows;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A billing run over many subscriptions with five metered lines each: `saldo bill run` in a
/// process with a heap of 512 MB. Only invoices with a number and their lines count.
final class BillingRuns implements Bench {
  private static final int SUBSCRIPTIONS = 100_000;
  private static final int SUBSCRIPTIONS_QUICK = 5_000;
  private static final int MAX_S = 90;
  private static final long WORKSPACE = 1;
  private static final Pattern TOOK = Pattern.compile("\"milliseconds\":\\s*(\\d+)");

  @Override
  public String name() {
    return "billing";
  }

  @Override
  public String about() {
    return "a billing run, five metered lines each, in 512 MB";
  }

  @Override
  public List<Figure> run(Stage stage) throws Exception {
    var count = stage.tempo().judged() ? SUBSCRIPTIONS : SUBSCRIPTIONS_QUICK;
    stage.progress().step("billing: laying out %,d subscriptions".formatted(count));
    var access = stage.postgres().newAccess();
    Database.open(access, PoolSizes.small()).close();
    var rows = new SubscriptionRows(WORKSPACE, count);
    rows.publish(access.owner());
    rows.lay(access.owner());
    stage.progress().step("billing: finalizing %,d invoices".formatted(count));
    var ms = bill(access);
    var proven = proven(access.owner());
    stage.note(
        "Billing: %,d invoices with %,d lines, numbered without a gap, in a heap of 512 MB"
            .formatted(proven.invoices(), proven.lines()));
    if (proven.invoices() != count
        || proven.lines() != (long) count * SubscriptionRows.LINES_EACH) {
      throw new IllegalStateException("not all was billed: " + proven);
    }
    var perSecond = count * 1_000.0 / ms;
    return List.of(
        new Figure(
            name(),
            "%s: %,d subscriptions".formatted(about(), count),
            Math.round(perSecond),
            "invoices/s",
            Optional.empty(),
            stage.tempo().judged()
                ? List.of(Gate.absolute(ms / 1_000.0, new AtMost(MAX_S), "s"))
                : List.of(Gate.absolute(perSecond, new AtLeast(1), "/s"))));
  }

  /// @return how many milliseconds the run took, without the start of its JVM
  private static long bill(DatabaseAccess access) throws Exception {
    try (var run = BillProcess.start(access, BillingRun.SLICE)) {
      var printed = run.awaitEnd();
      var took = TOOK.matcher(printed);
      if (!took.find()) {
        throw new IllegalStateException("the run said " + printed);
      }
      return Math.max(1, Long.parseLong(took.group(1)));
    }
  }

  /// What stands in the tables.
  private record Proven(long invoices, long lines) {}

  private static Proven proven(DatabaseUrl owner) throws SQLException {
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo");
      statement.execute("SET saldo.workspace = '" + WORKSPACE + "'");
      try (var row =
          statement.executeQuery(
              """
              SELECT (SELECT count(*) FROM invoice WHERE sequence IS NOT NULL
                        AND sequence <= (SELECT count(*) FROM invoice WHERE sequence IS NOT NULL)),
                     (SELECT count(*) FROM invoice_line)
              """)) {
        row.next();
        return new Proven(row.getLong(1), row.getLong(2));
      }
    }
  }
}

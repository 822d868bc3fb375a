package dev.saldo.bench.suite;

import dev.saldo.bench.direct.SubscriptionRows;
import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Gate;
import dev.saldo.bench.report.Gate.Bound.AtLeast;
import dev.saldo.bench.report.Gate.Bound.AtMost;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.DatabaseUrl;
import dev.saldo.store.database.PoolSizes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A billing run over many subscriptions with five metered lines each: `saldo bill run` in a
/// process with a heap of 512 MB. Only invoices with a number and their lines count.
final class BillingRuns implements Bench {
  private static final int SUBSCRIPTIONS = 100_000;
  private static final int SUBSCRIPTIONS_QUICK = 5_000;
  private static final int LINES_EACH = 6;
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
    publish(access.owner());
    new SubscriptionRows(WORKSPACE, count).lay(access.owner());
    stage.progress().step("billing: finalizing %,d invoices".formatted(count));
    var ms = bill(access.owner(), access.application());
    var proven = proven(access.owner());
    stage.note(
        "Billing: %,d invoices with %,d lines, numbered without a gap, in a heap of 512 MB"
            .formatted(proven.invoices(), proven.lines()));
    if (proven.invoices() != count || proven.lines() != (long) count * LINES_EACH) {
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

  private static void publish(DatabaseUrl owner) throws Exception {
    var text = SubscriptionRows.CATALOG;
    var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties())) {
      try (var statement = connection.createStatement()) {
        statement.execute("SET search_path = saldo");
        statement.execute("SET saldo.workspace = '" + WORKSPACE + "'");
        statement.execute(
            "SELECT begin_workspace('bench', gen_random_uuid(), gen_random_uuid(), now())");
      }
      try (var insert =
          connection.prepareStatement(
              """
              INSERT INTO catalog_version (workspace_id, name, version, text, digest, published_by,
                                           published_at)
              VALUES (?, 'billed', 1, ?, ?, 'bench', now())
              """)) {
        insert.setLong(1, WORKSPACE);
        insert.setString(2, text);
        insert.setBytes(3, digest);
        insert.executeUpdate();
      }
    }
  }

  /// @return how many milliseconds the run took, without the start of its JVM
  private static long bill(DatabaseUrl owner, DatabaseUrl application) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseCompactObjectHeaders",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.saldo.server.Main",
            "bill",
            "run",
            "--json"));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("DATABASE_URL", Served.text(owner));
    builder.environment().put("DATABASE_APP_URL", Served.text(application));
    var process = builder.start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var code = process.waitFor();
    var took = TOOK.matcher(printed);
    if (code != 0 || !took.find()) {
      throw new IllegalStateException("the run ended with " + code + ": " + printed);
    }
    return Math.max(1, Long.parseLong(took.group(1)));
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

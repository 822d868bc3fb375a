package dev.saldo.bench.suite;

import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.testkit.billing.EventRows;
import dev.saldo.testkit.process.ServerProcess;
import dev.saldo.testkit.wire.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `saldo serve` in a process with a heap of 512 MB, on a database of its own for subscriptions
/// with very many events.
final class Eventful implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(3);

  private final ServerProcess process;
  private final Path folder;
  private final DatabaseAccess access;
  private final Requests requests;
  private final long workspace;

  private Eventful(
      ServerProcess process,
      Path folder,
      DatabaseAccess access,
      Requests requests,
      long workspace) {
    this.process = process;
    this.folder = folder;
    this.access = access;
    this.requests = requests;
    this.workspace = workspace;
  }

  static Eventful start(Stage stage) throws Exception {
    stage.progress().step("starting a server with a heap of 512 MB");
    var access = stage.postgres().newAccess();
    var folder = Files.createTempDirectory("saldo-bench-eventful-");
    var environment =
        Map.of(
            "DATABASE_URL",
            Served.text(access.owner()),
            "DATABASE_APP_URL",
            Served.text(access.application()));
    var plan = ServerProcess.Plan.on(folder, List.of("-Xms512m", "-Xmx512m"), environment);
    var process = ServerProcess.start(plan);
    try {
      process.awaitReady(READY);
      var requests = new Requests(plan.port(), process.firstKey());
      requests.must(
          requests.send(
              "POST", "/v1/catalogs", "application/yaml", Optional.empty(), EventRows.CATALOG));
      return new Eventful(process, folder, access, requests, Served.workspace(access.owner()));
    } catch (IOException | SQLException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /// Stores a subscription with so many events in its current period.
  ///
  /// @param number makes it another one, from 1
  EventRows lay(int number, int events) throws SQLException {
    var rows =
        new EventRows(workspace, number, events, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    rows.lay(access.owner());
    return rows;
  }

  /// How many events the journal has of a subscription.
  long events(EventRows rows) throws SQLException {
    var owner = access.owner();
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("SET saldo.workspace = '" + workspace + "'");
      try (var row =
          statement.executeQuery(
              "SELECT count(*) FROM saldo.command WHERE kind = 'usage' AND customer_id = '%s'"
                  .formatted(rows.customer()))) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  DatabaseAccess access() {
    return access;
  }

  Requests requests() {
    return requests;
  }

  long workspace() {
    return workspace;
  }

  @Override
  public void close() throws Exception {
    process.close();
    Served.deleteTree(folder);
  }
}

package dev.saldo.bench.suite;

import dev.saldo.bench.direct.BenchCatalog;
import dev.saldo.bench.direct.CustomerRows;
import dev.saldo.bench.direct.Journal;
import dev.saldo.bench.http.HttpLoad;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.DatabaseUrl;
import dev.saldo.testkit.process.ServerProcess;
import dev.saldo.testkit.wire.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `saldo serve` in a process with a heap of 512 MB, on a database that stores a million customers,
/// each with a wallet and a grant.
final class Served implements AutoCloseable {
  /// How many are stored.
  static final int CUSTOMERS = 1_000_000;

  private static final int CUSTOMERS_QUICK = 100_000;
  private static final Duration READY = Duration.ofMinutes(3);

  private final ServerProcess process;
  private final Path folder;
  private final HttpLoad load;
  private final Journal journal;
  private final Requests requests;
  private final long workspace;
  private final int stored;

  private Served(
      ServerProcess process,
      Path folder,
      DatabaseAccess access,
      Requests requests,
      long workspace,
      int stored)
      throws SQLException {
    this.process = process;
    this.folder = folder;
    this.requests = requests;
    this.load = new HttpLoad(requests, Stage.WALLETS);
    this.journal = Journal.open(access.owner());
    this.workspace = workspace;
    this.stored = stored;
  }

  static Served start(Stage stage) throws Exception {
    stage.progress().step("starting a server with a heap of 512 MB");
    var access = stage.postgres().newAccess();
    var folder = Files.createTempDirectory("saldo-bench-serve-");
    var environment =
        Map.of(
            "DATABASE_URL", text(access.owner()), "DATABASE_APP_URL", text(access.application()));
    var plan = ServerProcess.Plan.on(folder, List.of("-Xms512m", "-Xmx512m"), environment);
    var process = ServerProcess.start(plan);
    try {
      process.awaitReady(READY);
      var requests = new Requests(plan.port(), process.firstKey());
      requests.must(
          requests.send(
              "POST", "/v1/catalogs", "application/yaml", Optional.empty(), BenchCatalog.text()));
      var workspace = workspace(access.owner());
      var stored = stage.tempo().judged() ? CUSTOMERS : CUSTOMERS_QUICK;
      stage.progress().step("storing %,d customers with wallet and grant".formatted(stored));
      new CustomerRows(workspace, stored, 1, false, true).lay(access.owner());
      return new Served(process, folder, access, requests, workspace, stored);
    } catch (IOException | SQLException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  static String text(DatabaseUrl url) {
    return "postgresql://%s:%s@%s/%s"
        .formatted(url.user(), url.password(), url.authority(), url.database());
  }

  static long workspace(DatabaseUrl owner) throws SQLException {
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT id FROM saldo.workspace WHERE name = 'default' AND mode = 'live'")) {
      row.next();
      return row.getLong(1);
    }
  }

  HttpLoad load() {
    return load;
  }

  /// How many customers are stored.
  int stored() {
    return stored;
  }

  /// The most memory the server's process has had in use, in MiB.
  Optional<Long> peakMiB() {
    return process.peakKiB().map(kib -> kib / 1_024);
  }

  /// That what was acknowledged is in the journal, and that a receipt can be read over HTTP.
  Contestant.Proof proof() {
    var booked = Contestant.booked(journal, workspace, 1);
    return (since, done) -> {
      booked.require(since, done);
      for (var id : journal.some(workspace, since)) {
        requests.must(requests.get("/v1/receipts/" + id));
      }
    };
  }

  @Override
  public void close() throws Exception {
    load.close();
    journal.close();
    process.close();
    deleteTree(folder);
  }

  static void deleteTree(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}

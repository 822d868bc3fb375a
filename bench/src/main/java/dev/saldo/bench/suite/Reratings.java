package dev.saldo.bench.suite;

import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Gate;
import dev.saldo.bench.report.Gate.Bound.AtLeast;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.invoice.ExportedEvents;
import dev.saldo.server.invoice.PeriodCheck;
import dev.saldo.store.catalog.CatalogVersions;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.invoice.PeriodReads;
import dev.saldo.store.reading.ReadSide;
import dev.saldo.store.sql.Transactions;
import dev.saldo.testkit.billing.EventRows;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A period rated again from every single event: out of an exported table in columns, on two cores,
/// and out of the journal. What comes out must equal the counters, and the lines those that the
/// counters come to.
final class Reratings implements Bench {
  private static final int EVENTS = 10_000_000;
  private static final int EVENTS_QUICK = 500_000;
  private static final int CORES = 2;
  private static final int COLUMNAR_MIN = 1_000_000;
  private static final int JOURNAL_MIN = 100_000;
  private static final int TIMES = 3;

  @Override
  public String name() {
    return "rerate";
  }

  @Override
  public String about() {
    return "a period rated again from its events";
  }

  @Override
  public List<Figure> run(Stage stage) throws Exception {
    var count = stage.tempo().judged() ? EVENTS : EVENTS_QUICK;
    var server = stage.eventful();
    stage.progress().step("rerate: laying out a subscription with %,d events".formatted(count));
    var rows = server.lay(2, count);
    var folder = Files.createTempDirectory("saldo-bench-rerate-");
    try (var database = Database.open(server.access(), PoolSizes.small())) {
      stage.progress().step("rerate: exporting %,d events".formatted(count));
      var file = exported(server, rows, folder.resolve("usage.parquet"));
      var versions = new CatalogVersions(new Transactions(database.lookups()));
      var check =
          new PeriodCheck(
              new PeriodReads(new ReadSide(database.reads())),
              new CatalogCache(new PublishedCatalogs(versions), CORES));
      var customer = rows.customer();
      stage.progress().step("rerate: from columns");
      var columnar =
          measured(
              count,
              () ->
                  check.check(
                      server.workspace(),
                      customer,
                      Optional.empty(),
                      new ExportedEvents(file, customer, CORES)));
      stage.progress().step("rerate: from the journal");
      var journal =
          measured(count, () -> check.check(server.workspace(), customer, Optional.empty()));
      stage.note(
          "Re-rating: %,d events give the %d counters that are stored, and the same lines"
              .formatted(count, columnar.counters()));
      return List.of(
          figure("from a Parquet file, on two cores", columnar, COLUMNAR_MIN),
          figure("from the journal in PostgreSQL", journal, JOURNAL_MIN));
    } finally {
      Served.deleteTree(folder);
    }
  }

  private interface Checking {
    Optional<PeriodCheck.Result> check();
  }

  private record Measured(double perSecond, int counters) {}

  /// The median of some runs, each of which must come to what is stored.
  private static Measured measured(int count, Checking checking) {
    var perSecond = new double[TIMES];
    var counters = 0;
    for (var i = 0; i < TIMES; i++) {
      var begun = System.nanoTime();
      var result = checking.check().orElseThrow();
      perSecond[i] = count * 1e9 / (System.nanoTime() - begun);
      if (result.events() != count || !result.isClean() || result.lines().isEmpty()) {
        throw new IllegalStateException(
            "%,d events were looked at, and differ in %s; lines %s, from events %s"
                .formatted(
                    result.events(), result.differences(), result.lines(), result.rerated()));
      }
      counters = result.counters();
    }
    return new Measured(Turns.median(perSecond), counters);
  }

  /// As anybody gets it: over HTTP.
  private static Path exported(Eventful server, EventRows rows, Path file)
      throws IOException, InterruptedException {
    var uri =
        "http://127.0.0.1:%d/v1/exports/usage?format=parquet&customer=%s"
            .formatted(server.requests().port(), rows.externalId());
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(uri))
              .header("Authorization", "Bearer " + server.requests().secret())
              .build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofFile(file));
      if (answer.statusCode() != 200) {
        throw new IOException("the export was answered with " + answer.statusCode());
      }
      return file;
    }
  }

  private Figure figure(String what, Measured measured, int atLeast) {
    return new Figure(
        name(),
        about() + ", " + what,
        Math.round(measured.perSecond()),
        "events/s",
        Optional.empty(),
        List.of(Gate.absolute(measured.perSecond(), new AtLeast(atLeast), "/s")));
  }
}

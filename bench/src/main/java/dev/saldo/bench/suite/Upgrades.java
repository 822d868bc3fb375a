package dev.saldo.bench.suite;

import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Gate;
import dev.saldo.bench.report.Gate.Bound.AtMost;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.testkit.billing.EventRows;
import dev.saldo.testkit.wire.Connection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// A change of plan in the middle of a period with very many events behind it, and what its invoice
/// comes to so far, asked by one caller: neither may take longer for the events.
final class Upgrades implements Bench {
  private static final int EVENTS = 1_000_000;
  private static final int EVENTS_QUICK = 100_000;
  private static final int WARMUP = 100;
  private static final int CALLS = 200;
  private static final int MAX_MS = 20;
  private static final int DIGITS = 3;

  @Override
  public String name() {
    return "upgrade";
  }

  @Override
  public String about() {
    return "with many events in the period, one caller over HTTP";
  }

  @Override
  public List<Figure> run(Stage stage) throws Exception {
    var count = stage.tempo().judged() ? EVENTS : EVENTS_QUICK;
    var server = stage.eventful();
    stage.progress().step("upgrade: laying out a subscription with %,d events".formatted(count));
    var rows = server.lay(1, count);
    if (server.events(rows) != count) {
      throw new IllegalStateException("not all events are there");
    }
    try (var connection = Connection.open(server.requests().port())) {
      stage.progress().step("upgrade: previews of the invoice");
      var previews = previews(server, connection, rows);
      stage.progress().step("upgrade: changes of plan");
      var changes = changes(server, connection, rows);
      return List.of(
          figure("a change of plan, at once, with %,d events".formatted(count), changes),
          figure("a preview of the invoice, with %,d events".formatted(count), previews));
    }
  }

  private static Histogram previews(Eventful server, Connection connection, EventRows rows)
      throws IOException {
    var customer = PublicId.of(IdKind.CUSTOMER, rows.customer());
    var request = server.requests().get("/v1/customers/" + customer + "/invoice-preview");
    var taken = new Histogram(DIGITS);
    for (var i = 0; i < WARMUP + CALLS; i++) {
      var answer = timed(connection, request, taken, i >= WARMUP);
      if (answer.status() != 200 || !answer.text().contains("\"code\":\"requests\"")) {
        throw new IllegalStateException("a preview was answered with " + answer.text());
      }
    }
    return taken;
  }

  /// From one plan to the other and back, at once, with what that costs on an invoice of its own.
  private static Histogram changes(Eventful server, Connection connection, EventRows rows)
      throws IOException {
    var path =
        "/v1/subscriptions/%s/change".formatted(PublicId.of(IdKind.SUBSCRIPTION, rows.customer()));
    var taken = new Histogram(DIGITS);
    for (var i = 0; i < WARMUP + CALLS; i++) {
      var plan = i % 2 == 0 ? "basic" : "pro";
      var body = "{\"plan\":\"%s\"}".formatted(plan);
      var request = server.requests().post(path, Optional.of("change-" + i), body);
      var answer = timed(connection, request, taken, i >= WARMUP);
      if (answer.status() != 200 || !answer.text().contains("\"" + plan + "\"")) {
        throw new IllegalStateException("a change was answered with " + answer.text());
      }
    }
    return taken;
  }

  private static Connection.Answer timed(
      Connection connection, byte[] request, Histogram taken, boolean counts) throws IOException {
    var begun = System.nanoTime();
    var answer = connection.exchange(request);
    if (counts) {
      taken.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
    }
    return answer;
  }

  private Figure figure(String what, Histogram taken) {
    var latencies = Figure.Latencies.of(taken);
    return new Figure(
        name(),
        what,
        latencies.p50Us(),
        "µs",
        Optional.of(latencies),
        List.of(Gate.absolute(latencies.p50Us() / 1_000.0, new AtMost(MAX_MS), "ms")));
  }
}

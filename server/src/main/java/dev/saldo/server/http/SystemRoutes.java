package dev.saldo.server.http;

import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The routes about the process itself: health, readiness and metrics.
public final class SystemRoutes {
  private static final Schema HEALTH =
      Schema.named(
          "Health", Schema.object(Field.of("status", Schema.choice("ok"), "Always `ok`.")));
  private static final Schema READINESS =
      Schema.named(
          "Readiness",
          Schema.object(
              Field.of("status", Schema.choice("ready", "not_ready"), "All checks together."),
              Field.of(
                  "checks",
                  Schema.list(
                      Schema.object(
                          Field.of("name", Schema.text(100), "What is checked."),
                          Field.of("ok", Schema.flag(), "Whether it is well."),
                          Field.optional("fault", Schema.text(500), "What is wrong.")),
                      100),
                  "Each check.")));

  /// One check's outcome.
  private record Outcome(String name, Optional<String> fault) {}

  private final PrometheusRegistry registry;
  private final List<Check> checks;

  public SystemRoutes(PrometheusRegistry registry, List<Check> checks) {
    this.registry = registry;
    this.checks = List.copyOf(checks);
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/health", "getHealth")
            .summary("Whether the process lives")
            .tag("system")
            .open()
            .answers(200, "It lives.", HEALTH)
            .to(_ -> Reply.ok(json -> json.text("status", "ok"))),
        Route.get("/ready", "getReadiness")
            .summary("Whether this node takes requests")
            .tag("system")
            .open()
            .answers(200, "It does.", READINESS)
            .answers(503, "It doesn't, for now.", READINESS)
            .to(_ -> readiness()),
        Route.get("/metrics", "getMetrics")
            .summary("Metrics in Prometheus' text format")
            .tag("system")
            .open()
            .answers(200, "The metrics.", PrometheusTextFormatWriter.CONTENT_TYPE)
            .to(_ -> metrics()));
  }

  private Reply readiness() {
    List<Outcome> outcomes = new ArrayList<>();
    for (Check check : checks) {
      outcomes.add(new Outcome(check.name(), check.fault()));
    }
    boolean ready = outcomes.stream().allMatch(outcome -> outcome.fault().isEmpty());
    return Reply.json(
        ready ? 200 : 503,
        json ->
            json.text("status", ready ? "ready" : "not_ready")
                .objects("checks", outcomes, SystemRoutes::write));
  }

  private static void write(JsonWriter json, Outcome outcome) {
    json.text("name", outcome.name())
        .flag("ok", outcome.fault().isEmpty())
        .optionalText("fault", outcome.fault());
  }

  private Reply metrics() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return Reply.bytes(200, PrometheusTextFormatWriter.CONTENT_TYPE, out.toByteArray());
  }
}

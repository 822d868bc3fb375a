package dev.saldo.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.http.Authenticator;
import dev.saldo.server.http.Caller;
import dev.saldo.server.http.HttpMetrics;
import dev.saldo.server.http.HttpServer;
import dev.saldo.server.http.HttpSettings;
import dev.saldo.server.http.ProblemJson;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.SystemRoutes;
import dev.saldo.server.page.Cursors;
import dev.saldo.server.problem.ProblemTexts;
import dev.saldo.store.embedded.StorageSpace;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// While the disk is nearly full, writes are refused before they reach the database; reads are not.
class GuardingTest {
  private final AtomicInteger written = new AtomicInteger();

  private static final class Nobody implements Authenticator {
    @Override
    public Optional<Caller> authenticate(String secret) {
      return Optional.empty();
    }

    @Override
    public void keySeenInUrl(String secret) {}
  }

  private List<Route> domain() {
    return List.of(
        Route.post("/v1/things", "write")
            .summary("Writes")
            .open()
            .answers(204, "Done.", "")
            .to(_ -> {
              written.incrementAndGet();
              return Reply.noContent();
            }),
        Route.get("/v1/things", "read")
            .summary("Reads")
            .open()
            .answers(204, "Done.", "")
            .to(_ -> Reply.noContent()));
  }

  private HttpServer server(long freeBytes) {
    var space = new SpaceWatch(() -> Optional.of(new StorageSpace(freeBytes, 1_000)));
    var metrics = new PrometheusRegistry();
    var routes = new ArrayList<>(new Guarding(space).guarded(domain()));
    routes.addAll(new SystemRoutes(metrics, List.of(space)).routes());
    var server =
        new HttpServer(
            HttpSettings.of("127.0.0.1", 0),
            routes,
            new HttpServer.Parts(
                new Nobody(),
                new Cursors(new byte[32]),
                new ProblemJson(ProblemTexts.load()),
                new HttpMetrics(metrics),
                new SplittableRandom(1)));
    server.start();
    return server;
  }

  private static HttpResponse<String> send(HttpServer server, String verb, String path)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var address = URI.create("http://127.0.0.1:" + server.port() + path);
      var request =
          HttpRequest.newBuilder(address).method(verb, HttpRequest.BodyPublishers.noBody()).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void belowTheWatermarkWritesAreRefusedAndReadsAreNot() throws Exception {
    try (var server = server(999)) {
      var refused = send(server, "POST", "/v1/things");
      assertThat(refused.statusCode()).isEqualTo(507);
      assertThat(refused.body()).contains("\"code\":\"storage_full\"", "\"outcome\":\"none\"");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(written).hasValue(0);
      assertThat(send(server, "GET", "/v1/things").statusCode()).isEqualTo(204);
      assertThat(send(server, "GET", "/ready").statusCode()).isEqualTo(503);
      assertThat(send(server, "GET", "/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void fromTheWatermarkOnWritesPass() throws Exception {
    try (var server = server(1_000)) {
      assertThat(send(server, "POST", "/v1/things").statusCode()).isEqualTo(204);
      assertThat(written).hasValue(1);
      assertThat(send(server, "GET", "/ready").statusCode()).isEqualTo(200);
    }
  }
}

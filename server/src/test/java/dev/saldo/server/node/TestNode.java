package dev.saldo.server.node;

import dev.saldo.server.Settings;
import dev.saldo.server.Wiring;
import dev.saldo.server.access.KeyMint;
import dev.saldo.server.http.HttpSettings;
import dev.saldo.server.http.Mode;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import dev.saldo.store.access.Workspace;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.embedded.TemporaryPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A node on a fresh database, with a client that remembers what was answered.
final class TestNode implements AutoCloseable {
  static final List<String> ALL_SCOPES = Arrays.stream(Scope.values()).map(Scope::word).toList();

  private static final TemporaryPostgres POSTGRES = TemporaryPostgres.start();

  private final Wiring wiring;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();

  /// One request with its answer.
  record Exchange(String method, String path, Answer answer) {}

  /// An answer as a test reads it.
  record Answer(int status, Map<String, List<String>> headers, String body) {
    Json.Obj json() {
      return (Json.Obj) JsonReader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    String text(String name) {
      return json().find(name) instanceof Json.Text(String value) ? value : "";
    }

    String code() {
      return text("code");
    }
  }

  private TestNode(Wiring wiring) {
    this.wiring = wiring;
  }

  static DatabaseAccess freshDatabase() {
    return POSTGRES.newAccess();
  }

  static TestNode start() {
    return start(freshDatabase());
  }

  static TestNode start(DatabaseAccess access) {
    try {
      Path folder = Files.createTempDirectory("saldo-node-");
      Settings settings = Settings.on(access, folder, HttpSettings.of("127.0.0.1", 0));
      return new TestNode(Wiring.start(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A key of a workspace's test mode that may do everything; begins the workspace where there is
  /// none of that name.
  String key(String workspace) {
    return key(workspace, Mode.TEST, ALL_SCOPES);
  }

  String key(String workspace, Mode mode, List<String> scopes) {
    long id =
        wiring.beginWorkspace(workspace).stream()
            .filter(row -> row.live() == (mode == Mode.LIVE))
            .mapToLong(Workspace::id)
            .findFirst()
            .orElseThrow();
    return wiring
        .mint()
        .make(id, mode, KeyMint.Wanted.of("test", scopes, "a test"))
        .secret()
        .text();
  }

  Answer get(String key, String path) {
    return send(key, "GET", path, "", "");
  }

  Answer post(String key, String path, String json) {
    return send(key, "POST", path, "application/json", json);
  }

  Answer send(String key, String method, String path, String mediaType, String body) {
    var builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + wiring.port() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + key);
    if (!method.equals("GET")) {
      builder.header("Idempotency-Key", "k" + exchanges.size());
    }
    if (!mediaType.isEmpty()) {
      builder.header("Content-Type", mediaType);
    }
    builder.method(
        method,
        mediaType.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    try {
      var response = client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      Answer answer = new Answer(response.statusCode(), response.headers().map(), response.body());
      exchanges.add(new Exchange(method, path, answer));
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Publishes a catalog with the plan `plus` of 1,000 credits a month and the action `call` of 20.
  Answer publish(String key) {
    return send(key, "POST", "/v1/catalogs", "application/yaml", CATALOG);
  }

  List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  List<Route> routes() {
    return wiring.routes();
  }

  Wiring wiring() {
    return wiring;
  }

  @Override
  public void close() {
    client.close();
    wiring.close();
  }

  static final String CATALOG =
      """
      catalog: acme
      currency: EUR
      units:
        credits: {}
      meters:
        calls: {event: call, aggregate: count}
      actions:
        call:
          title: A call
          price: "20"
      resources: {agents: Agents}
      plans:
        plus:
          title: Plus
          price: "10.00"
          credits: [{amount: "1000", resets: {every: month}}]
          resources: {agents: unlimited}
      """;
}

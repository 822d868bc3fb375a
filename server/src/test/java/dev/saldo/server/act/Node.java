package dev.saldo.server.act;

import dev.saldo.server.Settings;
import dev.saldo.server.Wiring;
import dev.saldo.server.access.KeyMint;
import dev.saldo.server.audit.Audit;
import dev.saldo.server.clock.ClockSettings;
import dev.saldo.server.http.HttpSettings;
import dev.saldo.server.http.Mode;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import dev.saldo.server.json.Validator;
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
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// A whole node on a database of its own, two workspaces with the catalog of everything, and a
/// small client.
public final class Node implements AutoCloseable {
  private final TemporaryPostgres postgres;
  private final DatabaseAccess access;
  private final ClockSettings clock;
  private final Wiring wiring;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger keys = new AtomicInteger();

  public final String test;
  public final String live;
  public final String other;
  private final long testWorkspace;

  public Node() {
    this(ClockSettings.standard());
  }

  /// A node that goes by another clock.
  public Node(ClockSettings clock) {
    this.clock = clock;
    postgres = TemporaryPostgres.start();
    access = postgres.newAccess();
    wiring = Wiring.start(settings(access));
    var workspaces = wiring.beginWorkspace("one");
    testWorkspace = workspaces.stream().filter(one -> !one.live()).findFirst().orElseThrow().id();
    test = key(testWorkspace, Mode.TEST, Scope.values());
    live =
        key(
            workspaces.stream().filter(one -> one.live()).findFirst().orElseThrow().id(),
            Mode.LIVE,
            Scope.values());
    var others = wiring.beginWorkspace("two");
    other =
        key(
            others.stream().filter(one -> !one.live()).findFirst().orElseThrow().id(),
            Mode.TEST,
            Scope.values());
    for (var key : List.of(test, live, other)) {
      var published =
          send(
              request(key, "/v1/catalogs")
                  .header("Content-Type", "application/yaml")
                  .header("Idempotency-Key", nextKey())
                  .POST(HttpRequest.BodyPublishers.ofString(catalog())));
      if (published.status() >= 300) {
        throw new IllegalStateException(published.body());
      }
    }
  }

  private Settings settings(DatabaseAccess to) {
    try {
      var folder = Files.createTempDirectory("saldo-node-");
      return Settings.on(to, folder, HttpSettings.of("127.0.0.1", 0))
          .withClock(clock)
          .withoutJobs();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String catalog() {
    try (var in = Node.class.getResourceAsStream("acts.yaml")) {
      if (in == null) {
        throw new IllegalStateException("no catalog");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String key(long workspace, Mode mode, Scope... scopes) {
    var words = Arrays.stream(scopes).map(Scope::word).toList();
    var wanted = KeyMint.Wanted.of("key " + keys.incrementAndGet(), words, "test");
    return wiring.mint().make(workspace, mode, wanted).secret().text();
  }

  /// A key of the test workspace with these scopes alone.
  public String keyWith(Scope... scopes) {
    return key(testWorkspace, Mode.TEST, scopes);
  }

  /// A key of the test workspace that is bound to a customer and an automation of it.
  public String boundTo(String customer, String automation) {
    var words = Arrays.stream(Scope.values()).map(Scope::word).toList();
    var wanted =
        new KeyMint.Wanted(
            "bound " + keys.incrementAndGet(),
            words,
            Optional.of(uuid(IdKind.CUSTOMER, customer)),
            Optional.of(uuid(IdKind.AUTOMATION, automation)),
            Optional.empty(),
            Optional.empty(),
            "test");
    return wiring.mint().make(testWorkspace, Mode.TEST, wanted).secret().text();
  }

  private static UUID uuid(IdKind kind, String text) {
    return PublicId.parse(kind, text).orElseThrow();
  }

  public Wiring wiring() {
    return wiring;
  }

  public DatabaseAccess access() {
    return access;
  }

  /// The workspace that `test` is a key of.
  public long testWorkspace() {
    return testWorkspace;
  }

  /// Another node on the same database, which the caller closes.
  public Wiring secondNode() {
    return Wiring.start(settings(access));
  }

  /// The tables, as they are.
  public Tables tables() {
    return new Tables(access, testWorkspace);
  }

  /// What the audit of the whole database finds wrong.
  public List<?> audited() {
    try {
      return new Audit(access).run().particulars();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Publishes a catalog in the test workspace.
  public void publish(String yaml) {
    expect(
        send(
            request(test, "/v1/catalogs")
                .header("Content-Type", "application/yaml")
                .header("Idempotency-Key", nextKey())
                .POST(HttpRequest.BodyPublishers.ofString(yaml))),
        201);
  }

  /// A new customer on a plan of a catalog of the test workspace; answers its id.
  public String customerOf(String catalog, String plan) {
    var body =
        "{\"external_id\":\"ext-%s\",\"name\":\"Somebody\",\"catalog\":\"%s\",\"plan\":\"%s\"}"
            .formatted(nextKey(), catalog, plan);
    return expect(post(test, "/v1/customers", body), 201).text("id");
  }

  /// A new customer on a plan of the catalog; answers its id.
  public String customer(String plan) {
    return customer(test, plan);
  }

  public String customer(String key, String plan) {
    var body =
        "{\"external_id\":\"ext-%s\",\"name\":\"Somebody\",\"catalog\":\"acts\",\"plan\":\"%s\"}"
            .formatted(nextKey(), plan);
    return expect(post(key, "/v1/customers", body), 201).text("id");
  }

  /// Charges the customer's customers cheaply: `ping` costs one credit.
  public Answer ping(String customer) {
    return post("/v1/charges", "{\"customer\":\"" + customer + "\",\"action\":\"ping\"}");
  }

  public Answer give(String customer, String credits) {
    return expect(
        post(
            "/v1/grants",
            "{\"customer\":\"%s\",\"kind\":\"promotional\",\"amount\":\"%s\"}"
                .formatted(customer, credits)),
        201);
  }

  public String available(String customer) {
    var wallets =
        (Json.Arr) expect(get("/v1/customers/" + customer + "/balance"), 200).member("wallets");
    return ((Json.Text) member((Json.Obj) wallets.items().getFirst(), "available")).value();
  }

  public String nextKey() {
    return "k" + keys.incrementAndGet();
  }

  public Answer post(String path, String body) {
    return post(test, path, body);
  }

  public Answer post(String key, String path, String body) {
    return post(key, path, body, nextKey());
  }

  public Answer post(String key, String path, String body, String idempotencyKey) {
    return send("POST", key, path, body, idempotencyKey);
  }

  public Answer put(String path, String body) {
    return send("PUT", test, path, body, nextKey());
  }

  public Answer delete(String path) {
    return send(request(test, path).header("Idempotency-Key", nextKey()).DELETE());
  }

  public Answer get(String path) {
    return get(test, path);
  }

  public Answer get(String key, String path) {
    return send(request(key, path).GET());
  }

  public Answer send(String verb, String key, String path, String body, String idempotencyKey) {
    return send(json(verb, key, path, body, idempotencyKey));
  }

  public CompletableFuture<Answer> later(String key, String path, String body, String name) {
    return client
        .sendAsync(
            json("POST", key, path, body, name).build(), HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(Answer::of);
  }

  private HttpRequest.Builder json(
      String verb, String key, String path, String body, String idempotencyKey) {
    return request(key, path)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", idempotencyKey)
        .method(verb, HttpRequest.BodyPublishers.ofString(body));
  }

  public HttpRequest.Builder request(String key, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + wiring.port() + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + key);
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      var built = request.build();
      return described(
          built, Answer.of(client.send(built, HttpResponse.BodyHandlers.ofByteArray())));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Fails where a good answer isn't what the API's description says of its route.
  private Answer described(HttpRequest request, Answer answer) {
    if (answer.status() >= 300 || answer.bytes().length == 0) {
      return answer;
    }
    var route =
        wiring.routes().stream()
            .filter(one -> one.verb().name().equals(request.method()))
            .filter(one -> isOf(one.template(), request.uri().getRawPath()))
            .min(Comparator.comparingInt(one -> one.template().split("\\{", -1).length))
            .orElseThrow();
    var schema =
        route.answers().stream()
            .filter(one -> one.status() == answer.status())
            .findFirst()
            .orElseThrow(
                () -> new AssertionError(route.operationId() + " doesn't say " + answer.status()))
            .schema();
    if (schema.isPresent()) {
      var faults = Validator.faults(schema.get(), answer.json());
      if (!faults.isEmpty()) {
        throw new AssertionError(
            route.operationId() + " answers otherwise: " + faults + " in " + answer.body());
      }
    }
    return answer;
  }

  private static boolean isOf(String template, String path) {
    return path.matches(template.replaceAll("\\{[^}]*}", "[^/]+"));
  }

  /// The answer, which has this status.
  public static Answer expect(Answer answer, int status) {
    if (answer.status() != status) {
      throw new AssertionError(
          "expected " + status + ", got " + answer.status() + ": " + answer.body());
    }
    return answer;
  }

  public static Json member(Json.Obj object, String name) {
    return Optional.ofNullable(object.find(name))
        .orElseThrow(() -> new AssertionError("no " + name + " in " + object.names()));
  }

  /// Takes the database away for good.
  void stopDatabase() {
    postgres.close();
  }

  @Override
  public void close() {
    client.close();
    wiring.close();
    postgres.close();
  }

  /// A reply as a test reads it.
  public record Answer(int status, Map<String, List<String>> headers, byte[] bytes) {
    static Answer of(HttpResponse<byte[]> response) {
      return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    public String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    public Json.Obj json() {
      return (Json.Obj) JsonReader.read(bytes);
    }

    public Json member(String name) {
      return Node.member(json(), name);
    }

    /// A member by its way, `balance/available`, as text; empty where there is none.
    public String text(String way) {
      Json at = json();
      for (var step : way.split("/", -1)) {
        at =
            switch (at) {
              case Json.Obj object -> Optional.ofNullable(object.find(step)).orElse(Json.NULL);
              case Json.Arr array -> array.items().get(Integer.parseInt(step));
              case Json.Text _, Json.Num _, Json.Flag _, Json.Null _ -> Json.NULL;
            };
      }
      return switch (at) {
        case Json.Text(var text) -> text;
        case Json.Num(var raw) -> raw;
        case Json.Flag(var flag) -> Boolean.toString(flag);
        case Json.Obj _, Json.Arr _, Json.Null _ -> "";
      };
    }

    public String code() {
      return text("code");
    }

    public Optional<String> header(String name) {
      return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of()).stream()
          .findFirst();
    }
  }
}

package dev.saldo.server.http;

import dev.saldo.server.json.Body;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import dev.saldo.server.json.Schema;
import dev.saldo.server.openapi.OpenApi;
import dev.saldo.server.openapi.ProblemPages;
import dev.saldo.server.page.Cursors;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemTexts;
import dev.saldo.server.problem.ProblemType;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A real server on a free port with routes of every kind and three keys, and a small client.
public final class TestServer implements AutoCloseable {
  public static final String KEY = "sk_test_full";
  public static final String READ_KEY = "sk_test_read";
  public static final String OTHER_KEY = "sk_test_other";

  static final Schema THING =
      Schema.named(
          "ThingInput",
          Schema.object(
              Field.of("name", Schema.name(), "Its name."),
              Field.of("amount", Schema.amount(), "How much."),
              Field.optional("quantity", Schema.quantity(), "How many."),
              Field.optional("at", Schema.time(), "When."),
              Field.optional("day", Schema.day(), "On which day."),
              Field.optional("kind", Schema.choice("a", "b"), "Which kind."),
              Field.optional("count", Schema.integer(0, 100), "A count."),
              Field.optional("yes", Schema.flag(), "Yes or no."),
              Field.nullable("note", Schema.lines(20), "A note."),
              Field.optional("cents", new Schema.Decimal(Schema.Sign.ANY, 0), "No fraction."),
              Field.optional("owed", Schema.decimal(Schema.Sign.NOT_NEGATIVE), "Not negative."),
              Field.optional("code", Schema.matching("[a-z]+", 5), "A code."),
              Field.optional("tags", Schema.list(Schema.text(3), 1, 2), "Tags."),
              Field.optional("labels", Schema.map(Schema.text(5), 2), "Labels."),
              Field.optional("data", Schema.any(), "Anything.")));

  static final Schema THING_ID =
      Schema.named("Thing", Schema.object(Field.of("id", Schema.text(20), "Its id.")));

  private static final Cursors CURSORS = new Cursors(new byte[32]);

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  final List<String> keysSeen = Collections.synchronizedList(new ArrayList<>());
  final List<Route> routes;
  volatile Optional<String> databaseFault = Optional.empty();

  public TestServer() {
    this(HttpSettings.of("127.0.0.1", 0));
  }

  public TestServer(HttpSettings settings) {
    PrometheusRegistry registry = new PrometheusRegistry();
    ProblemTexts texts = ProblemTexts.load();
    List<Route> all = new ArrayList<>(domain());
    all.addAll(new SystemRoutes(registry, List.of(new Database())).routes());
    all.addAll(new ProblemPages(texts).routes());
    routes = OpenApi.withDocument(all, "1.0.0");
    server =
        new HttpServer(
            settings,
            routes,
            new HttpServer.Parts(
                new Keys(),
                CURSORS,
                new ProblemJson(texts),
                new HttpMetrics(registry),
                new SplittableRandom(1)));
    server.start();
  }

  private static List<Route> domain() {
    return List.of(
        Route.post("/v1/things", "createThing")
            .summary("Creates a thing")
            .tag("things")
            .scope("things:write")
            .idempotent()
            .body(THING)
            .answers(201, "The thing.", THING_ID)
            .to(request ->
                Reply.created(json -> json.text("id", HexFormat.of().formatHex(request.digest())))
                    .with("Idempotency-Seen", request.idempotencyKey())),
        Route.get("/v1/things", "listThings")
            .summary("Lists things")
            .tag("things")
            .scope("things:read")
            .query(
                Field.optional("kind", Schema.choice("a", "b"), "Which kind."),
                Field.optional("ids", Schema.list(Schema.text(5), 3), "Only these."),
                Field.optional("open", Schema.flag(), "Only open ones."))
            .paged("id", "-id")
            .answersPage("Things.", THING_ID)
            .to(TestServer::page),
        Route.get("/v1/things/{id}", "getThing")
            .summary("One thing")
            .tag("things")
            .scope("things:read")
            .answers(200, "The thing.", THING_ID)
            .to(request -> Reply.ok(json -> json.text("id", request.path("id")))),
        Route.post("/v1/things/{id}/close", "closeThing")
            .summary("Closes a thing")
            .scope("things:write")
            .optionalBody(Schema.object(Field.optional("reason", Schema.choice("done"), "Why.")))
            .answers(200, "The thing.", THING_ID)
            .to(request ->
                Reply.ok(
                    json -> json.text("id", request.body().optionalText("reason").orElse("-")))),
        Route.delete("/v1/things/{id}", "deleteThing")
            .summary("Deletes a thing")
            .answers(204, "Gone.", "")
            .to(_ -> Reply.noContent()),
        Route.post("/v1/items", "recordItems")
            .summary("Takes items in three forms")
            .body(THING)
            .form("application/things+json", Form.Kind.BATCH, THING)
            .form("application/x-ndjson", Form.Kind.LINES, THING)
            .answers(200, "What became of each.", "application/json")
            .to(TestServer::items),
        Route.post("/v1/raw", "takeRaw")
            .summary("Takes bytes")
            .raw("application/yaml")
            .answers(200, "How many.", "application/json")
            .to(request -> Reply.ok(json -> json.integer("size", request.rawBody().length))),
        Route.get("/v1/cut", "cutOff")
            .summary("Breaks off after a megabyte")
            .open()
            .answers(200, "A part.", "text/plain")
            .to(_ ->
                Reply.stream(
                    "text/plain",
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("broken off");
                    })),
        Route.get("/v1/broken", "fail")
            .summary("Fails")
            .open()
            .answers(204, "Never.", "")
            .to(_ -> {
              throw new IllegalArgumentException("secret inside");
            }),
        Route.get("/v1/poor", "refuse")
            .summary("Refuses")
            .open()
            .answers(204, "Never.", "")
            .problems(ProblemType.INSUFFICIENT_CREDITS)
            .to(_ ->
                Reply.problem(
                    Problem.of(ProblemType.INSUFFICIENT_CREDITS)
                        .with("available", new BigDecimal("1.50"))
                        .with("needed", new BigDecimal("20")))));
  }

  private static Reply page(RequestContext request) {
    var paging = request.paging();
    int after = Integer.parseInt(paging.after().orElse("0"));
    List<Integer> rows =
        IntStream.rangeClosed(after + 1, Math.min(120, after + paging.limit() + 1))
            .boxed()
            .toList();
    return request.page(rows, String::valueOf, (json, row) -> json.text("id", "t" + row));
  }

  private static Reply items(RequestContext request) {
    List<String> outcomes = new ArrayList<>();
    request.eachSlice(
        2,
        slice -> {
          for (Item item : slice) {
            outcomes.add(
                switch (item) {
                  case Item.Sound(int index, Body body) -> index + ":" + body.text("name");
                  case Item.Faulty(int index, Problem problem) ->
                      index + ":" + problem.type().code();
                });
          }
        });
    return Reply.ok(json -> json.texts("outcomes", outcomes));
  }

  public List<Route> routes() {
    return routes;
  }

  int port() {
    return server.port();
  }

  /// A request with the full key, to be changed before it is sent.
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + KEY);
  }

  HttpRequest.Builder post(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", "k1")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What the server says to bytes as they are, until it closes or says nothing more.
  String raw(String bytes) {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port())) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "closed: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  /// A reply as a test reads it.
  public record Answer(int status, Map<String, List<String>> headers, byte[] bytes) {
    public String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    public Json.Obj json() {
      return (Json.Obj) JsonReader.read(bytes);
    }

    public String text(String name) {
      return json().find(name) instanceof Json.Text(String value) ? value : "";
    }

    public String code() {
      return text("code");
    }

    String header(String name) {
      return String.join("|", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }
  }

  private final class Keys implements Authenticator {
    @Override
    public Optional<Caller> authenticate(String secret) {
      Set<String> all = Set.of("things:read", "things:write");
      return switch (secret) {
        case KEY -> Optional.of(Caller.of("key_1", 1, "ws_1", Mode.TEST, all));
        case READ_KEY ->
            Optional.of(Caller.of("key_2", 1, "ws_1", Mode.TEST, Set.of("things:read")));
        case OTHER_KEY -> Optional.of(Caller.of("key_3", 2, "ws_2", Mode.TEST, all));
        default -> Optional.empty();
      };
    }

    @Override
    public void keySeenInUrl(String secret) {
      keysSeen.add(secret);
    }
  }

  private final class Database implements Check {
    @Override
    public String name() {
      return "database";
    }

    @Override
    public Optional<String> fault() {
      return databaseFault;
    }
  }
}

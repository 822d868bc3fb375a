package dev.saldo.testkit.migration;

import dev.saldo.server.audit.Audit;
import dev.saldo.store.embedded.EmbeddedPostgres;
import dev.saldo.testkit.process.ServerProcess;
import dev.saldo.testkit.wire.Connection;
import dev.saldo.testkit.wire.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Kills a node with `kill -9` again and again while it moves customers at once, arranges moves for
/// the end of their periods, and takes those back; lets it go on by itself, and looks at what
/// stands in the tables.
public final class MigrationCrash implements AutoCloseable {
  private static final int CUSTOMERS_A_KILL = 500;
  private static final int STAYING_EACH = 10;
  private static final int HANDS = 8;
  private static final int PAUSE_MAX_US = 30_000;
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(3);
  private static final List<String> JVM = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

  private static final String CATALOG =
      """
      catalog: fleet
      currency: EUR
      plans:
        basic: {title: Basic, price: "%s"}
        %s: {title: Staying, price: "5"}
      """;

  private static final String PATH = "/v1/catalogs/fleet/migrations";
  private static final Pattern ID = Pattern.compile("\"id\":\"(mig_\\w+)\"");

  private final ServerProcess.Plan plan;
  private final SplittableRandom random;
  private final Requests requests;
  private final int customers;
  private ServerProcess server;

  /// What was found.
  ///
  /// @param killed how often the node was killed while a migration was at work
  /// @param wrong what must not be, in words
  public record Report(int killed, int customers, List<String> wrong) {
    public boolean holds() {
      return wrong.isEmpty();
    }
  }

  private MigrationCrash(ServerProcess.Plan plan, ServerProcess server, int kills, long seed)
      throws IOException {
    this.plan = plan;
    this.server = server;
    this.random = new SplittableRandom(seed);
    this.requests = new Requests(plan.port(), server.firstKey());
    this.customers = kills * CUSTOMERS_A_KILL;
  }

  /// Kills a node so many times.
  ///
  /// @param folder for its data
  /// @param kills how often it is killed, in each of three kinds of work in turns
  public static Report run(Path folder, int kills, long seed, Consumer<String> progress)
      throws IOException, SQLException {
    var plan = ServerProcess.Plan.on(folder, JVM, Map.of());
    var server = ServerProcess.start(plan);
    try {
      progress.accept("starting a node");
      server.awaitReady(READY);
      try (var crash = new MigrationCrash(plan, server, kills, seed)) {
        return crash.run(kills, progress);
      }
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private Report run(int kills, Consumer<String> progress) throws IOException, SQLException {
    progress.accept("making %,d customers".formatted(customers));
    publish("20", "staying");
    make();
    publish("30", "gone");
    publish("40", "gone");
    var killed = 0;

    progress.accept("killing while customers are moved");
    var now = begin("{\"from\":1,\"to\":2}");
    killed += killed(now, "moved", kills - 2 * (kills / 3));
    await(now, "done");

    progress.accept("killing while moves are arranged");
    var later = begin("{\"from\":2,\"to\":3,\"when\":\"period_end\"}");
    killed += killed(later, "moved", kills / 3);
    await(later, "done");

    progress.accept("killing while they are taken back");
    requests.must(requests.post(PATH + "/" + later + "/stop", Optional.empty(), "{}"));
    killed += killed(later, "taken_back", kills / 3);
    await(later, "stopped");

    progress.accept("looking at the tables");
    var access = EmbeddedPostgres.attach(plan.data(), "saldo");
    var staying = customers / STAYING_EACH;
    var wrong = new ArrayList<>(new MovedRows(customers - staying, staying).wrong(access));
    var audit = new Audit(access).run();
    audit.particulars().forEach(one -> wrong.add(one.toString()));
    return new Report(killed, customers, wrong);
  }

  private void publish(String price, String other) throws IOException {
    var text = CATALOG.formatted(price, other);
    requests.must(
        requests.send("POST", "/v1/catalogs", "application/yaml", Optional.empty(), text));
  }

  private void make() {
    var making = new ArrayList<CompletableFuture<Void>>();
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (var hand = 0; hand < HANDS; hand++) {
        var first = hand;
        making.add(CompletableFuture.runAsync(() -> make(first), threads));
      }
    }
    making.forEach(CompletableFuture::join);
  }

  private void make(int first) {
    try (var connection = Connection.open(plan.port())) {
      for (var i = first; i < customers; i += HANDS) {
        var customer = "customer-" + i;
        var named = "{\"external_id\":\"%s\",\"name\":\"%s\"}".formatted(customer, customer);
        send(connection, "/v1/customers", "new-" + i, named);
        var taken = i % STAYING_EACH == 0 ? "staying" : "basic";
        var asked =
            "{\"customer\":\"%s\",\"catalog\":\"fleet\",\"plan\":\"%s\"}"
                .formatted(customer, taken);
        send(connection, "/v1/subscriptions", "begin-" + i, asked);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a customer can't be made", e);
    }
  }

  private void send(Connection connection, String path, String key, String body)
      throws IOException {
    var answer = connection.exchange(requests.post(path, Optional.of(key), body));
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException(answer.text());
    }
  }

  private String begin(String body) throws IOException {
    var begun = requests.must(requests.post(PATH, Optional.of(body), body)).text();
    var id = ID.matcher(begun);
    if (!id.find()) {
      throw new IllegalStateException("no migration in " + begun);
    }
    return id.group(1);
  }

  /// Kills the node when a count has passed a random mark of those that are still to come, and
  /// starts it again.
  ///
  /// @return how often it was killed in the middle of the work
  private int killed(String id, String count, int kills) throws IOException {
    var killed = 0;
    for (var i = 0; i < kills; i++) {
      var share = customers / kills;
      var mark = i * share + random.nextInt(1, Math.max(2, share / 2));
      awaitUntil(id, state -> number(state, count) >= mark || !isAtWork(state));
      LockSupport.parkNanos(random.nextInt(PAUSE_MAX_US) * 1_000L);
      var isAtWork = isAtWork(state(id));
      server.kill();
      server = ServerProcess.start(plan);
      server.awaitReady(READY);
      killed += isAtWork ? 1 : 0;
    }
    return killed;
  }

  private void await(String id, String status) throws IOException {
    awaitUntil(id, state -> state.contains("\"status\":\"" + status + "\""));
  }

  private void awaitUntil(String id, Predicate<String> isSo) throws IOException {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.test(state(id))) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("it doesn't go on: " + state(id));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private String state(String id) throws IOException {
    return requests.must(requests.get(PATH + "/" + id)).text();
  }

  private static boolean isAtWork(String state) {
    return state.contains("\"status\":\"running\"") || state.contains("\"status\":\"stopping\"");
  }

  private static long number(String state, String name) {
    var found = Pattern.compile("\"" + name + "\":(\\d+)").matcher(state);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  /// Stops the node.
  @Override
  public void close() {
    server.close();
  }
}

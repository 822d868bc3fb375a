package dev.saldo.testkit.crash;

import dev.saldo.server.audit.Audit;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.embedded.EmbeddedPostgres;
import dev.saldo.testkit.crash.Attempt.Fate;
import dev.saldo.testkit.crash.Violation.Kind;
import dev.saldo.testkit.process.ServerProcess;
import dev.saldo.testkit.wire.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Rounds of load, blow, restart, retry and check on one folder.
final class CrashRun implements AutoCloseable {
  private static final int WRITERS = 12;
  private static final int LOAD_MIN_MS = 300;
  private static final int LOAD_MAX_MS = 1_200;
  private static final int START_MIN_MS = 100;
  private static final int START_MAX_MS = 2_500;
  private static final Duration AFTER_BLOW = Duration.ofMillis(500);
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// Ids are in time order by the server's clock, which may stand a little behind.
  private static final Duration SLACK = Duration.ofSeconds(5);

  /// It lives for a few seconds at a time: the first compiler is enough.
  private static final List<String> JVM = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

  private static final String KEYS = "crash-";
  private static final String DATABASE = "saldo";

  private final ServerProcess.Plan plan;
  private final SplittableRandom random;
  private final Ledgers ledgers;
  private final Shop shop;
  private final List<Writer> writers = new ArrayList<>();
  private ServerProcess server;
  private int rounds;

  private CrashRun(ServerProcess.Plan plan, long seed, ServerProcess server) throws IOException {
    this.plan = plan;
    this.random = new SplittableRandom(seed);
    this.server = server;
    this.ledgers = new Ledgers(this::access);
    var requests = new Requests(plan.port(), server.firstKey());
    this.shop = Shop.open(requests);
    for (var i = 0; i < WRITERS; i++) {
      writers.add(new Writer(requests, shop, random.split(), KEYS + i + "-"));
    }
  }

  /// Starts a server on a new folder and makes its customers.
  static CrashRun begin(Path folder, long seed) throws IOException {
    var plan = ServerProcess.Plan.on(folder, JVM, Map.of());
    var server = ServerProcess.start(plan);
    try {
      server.awaitReady(READY);
      return new CrashRun(plan, seed, server);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// Stops the server as it should be and starts it again, so that the launcher keeps the classes
  /// that it has loaded: what is killed leaves nothing for a faster next start.
  void warmStart() throws IOException {
    server.close();
    server = ServerProcess.start(plan);
    server.awaitReady(READY);
  }

  /// One round.
  ///
  /// @param step is told what is being done
  Round round(Consumer<String> step) throws IOException, SQLException, InterruptedException {
    var blow = Blow.of(rounds++);
    var before = new HashSet<>(attempts());
    var began = Instant.now().minus(SLACK);
    var afterMs = random.nextInt(LOAD_MIN_MS, LOAD_MAX_MS);
    step.accept("round %d: load, then a blow: %s".formatted(rounds, blow.word()));
    var struckNs = loadAndStrike(blow, afterMs);
    step.accept("round %d: starting again".formatted(rounds));
    restart(blow);
    var open = open();
    var committed = committed(open, began);
    resolve();
    var recoveryMs = (System.nanoTime() - struckNs) / 1_000_000;
    step.accept("round %d: checking the books".formatted(rounds));
    var made = attempts().stream().filter(attempt -> !before.contains(attempt)).toList();
    return new Round(
        rounds,
        blow,
        afterMs,
        count(made, Fate.Acknowledged.class),
        count(made, Fate.Refused.class),
        open.size(),
        committed,
        recoveryMs,
        check(made, began));
  }

  /// The same check over all rounds together: nothing that was there before is gone.
  List<Violation> checkAll() throws SQLException {
    return check(attempts(), Instant.EPOCH);
  }

  /// @return when the blow came
  private long loadAndStrike(Blow blow, int afterMs) throws InterruptedException {
    var stop = new AtomicBoolean();
    long struckNs;
    List<CompletableFuture<Void>> writing;
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      writing =
          writers.stream()
              .map(writer -> CompletableFuture.runAsync(() -> writer.write(stop::get), threads))
              .toList();
      LockSupport.parkNanos(Duration.ofMillis(afterMs).toNanos());
      struckNs = System.nanoTime();
      strike(blow);
      LockSupport.parkNanos(AFTER_BLOW.toNanos());
      stop.set(true);
    }
    // A writer that broke has tried nothing.
    writing.forEach(CompletableFuture::join);
    return struckNs;
  }

  private void strike(Blow blow) {
    switch (blow) {
      case SERVER -> server.kill();
      case DATABASE -> server.killDatabase();
      case BOTH, START -> killBoth();
    }
  }

  private void killBoth() {
    server.killDatabase();
    server.kill();
    server.killDatabase();
  }

  private void restart(Blow blow) throws IOException {
    if (blow == Blow.START) {
      server = ServerProcess.start(plan);
      LockSupport.parkNanos(
          Duration.ofMillis(random.nextInt(START_MIN_MS, START_MAX_MS)).toNanos());
      killBoth();
    }
    if (blow != Blow.DATABASE) {
      server = ServerProcess.start(plan);
    }
    server.awaitReady(READY);
  }

  private int committed(List<Attempt> open, Instant since) throws SQLException {
    var keys =
        ledgers.since(since, KEYS).lines().stream()
            .map(Booked.Line::key)
            .collect(Collectors.toSet());
    return (int) open.stream().filter(attempt -> keys.contains(attempt.key())).count();
  }

  private void resolve() {
    List<CompletableFuture<Void>> resolving;
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      resolving =
          writers.stream()
              .map(writer -> CompletableFuture.runAsync(() -> writer.resolve(PATIENCE), threads))
              .toList();
    }
    resolving.forEach(CompletableFuture::join);
  }

  private List<Violation> check(List<Attempt> made, Instant since) throws SQLException {
    var booked = ledgers.since(since, KEYS);
    var known = made.stream().map(Attempt::key).collect(Collectors.toSet());
    var older =
        attempts().stream()
            .map(Attempt::key)
            .filter(key -> !known.contains(key))
            .collect(Collectors.toSet());
    var lines = booked.lines().stream().filter(line -> !older.contains(line.key())).toList();
    var violations = new ArrayList<>(Books.compare(made, lines));
    violations.addAll(Books.balances(shop.granted(), attempts(), booked.remaining()));
    var report = new Audit(access()).run();
    if (!report.isClean()) {
      report
          .particulars()
          .forEach(one -> violations.add(new Violation(Kind.AUDIT, one.toString())));
    }
    return violations;
  }

  private DatabaseAccess access() {
    return EmbeddedPostgres.attach(plan.data(), DATABASE);
  }

  private List<Attempt> attempts() {
    return writers.stream().flatMap(writer -> writer.attempts().stream()).toList();
  }

  private List<Attempt> open() {
    return writers.stream().flatMap(writer -> writer.open().stream()).toList();
  }

  private static int count(List<Attempt> attempts, Class<? extends Fate> fate) {
    return (int) attempts.stream().filter(attempt -> fate.isInstance(attempt.fate())).count();
  }

  /// Stops the server.
  @Override
  public void close() {
    server.close();
  }
}

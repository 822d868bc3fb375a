package dev.saldo.bench.engine;

import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Command;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.metering.Value;
import dev.saldo.server.catalog.CatalogYaml;
import dev.saldo.server.engine.AnswerWriter;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.engine.Engine;
import dev.saldo.server.engine.EngineMetrics;
import dev.saldo.server.engine.EngineSettings;
import dev.saldo.server.engine.Reply;
import dev.saldo.server.engine.TimeOrderedIds;
import dev.saldo.store.account.AccountStore;
import dev.saldo.store.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/// The engine under load without HTTP: customers with a wallet and a grant each, and callers who
/// charge them, priced by a rate card, with ledger, receipt and idempotency key.
public final class EngineLoad implements AutoCloseable {
  private static final long WORKSPACE = 1;
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final Engine engine;
  private final int customers;

  /// What each customer has.
  public enum Kind {
    /// A wallet with one grant.
    PLAIN,
    /// Three budgets and three rate limits as well.
    LIMITED
  }

  private EngineLoad(Engine engine, int customers) {
    this.engine = engine;
    this.customers = customers;
  }

  /// Lays out customers in an empty database and starts an engine on it.
  public static EngineLoad lay(
      Database database,
      int customers,
      Kind kind,
      AnswerWriter answers,
      EngineMetrics metrics,
      EngineSettings settings)
      throws SQLException {
    layCustomers(database, customers, kind);
    var catalog = catalog();
    var clock = InstantSource.system();
    var parts =
        new Engine.Parts(
            database.hot(),
            new AccountStore(),
            new CatalogCache((_, _) -> Optional.of(catalog), 10),
            answers,
            new TimeOrderedIds(clock, () -> ThreadLocalRandom.current().nextLong()),
            clock,
            metrics);
    return new EngineLoad(Engine.start(parts, settings), customers);
  }

  /// So many callers, each charging customers at random, or the first one alone.
  public Throughput run(int callers, boolean hot, Duration length)
      throws InterruptedException, ExecutionException {
    var name = hot ? "engine, one hot wallet" : "engine, %,d wallets".formatted(customers);
    return Callers.run(
        name,
        callers,
        length,
        Thread.ofVirtual().factory(),
        _ -> random -> charge(random, hot ? 0 : random.nextInt(customers)));
  }

  private boolean charge(SplittableRandom random, int number) throws InterruptedException {
    var reply = engine.ask(WORKSPACE, customer(number), command(random), DEADLINE);
    if (reply instanceof Reply.Accepted) {
      return true;
    }
    throw new IllegalStateException("a charge got " + reply);
  }

  private static Command command(SplittableRandom random) {
    var key = new UUID(random.nextLong(), random.nextLong()).toString();
    var digest =
        new ChainHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    var data =
        Map.of(
            "model", Value.of("large"),
            "input_tokens", Value.of(1_000 + random.nextInt(4_000)),
            "output_tokens", Value.of(100 + random.nextInt(400)));
    var act =
        new Command.Act("model.call", data, Optional.empty(), Optional.empty(), Attribution.NONE);
    return new Command.Charge(new Command.Key("", key, digest), act, false, false);
  }

  private static UUID customer(int number) {
    return UUID.fromString("01900000-0000-7000-8000-%012x".formatted(number));
  }

  private static Catalog catalog() {
    try (var in = EngineLoad.class.getResourceAsStream("bench.yaml")) {
      if (in == null) {
        throw new IllegalStateException("bench.yaml is missing");
      }
      return switch (CatalogYaml.read(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
        case CatalogReading.Readable readable -> readable.catalog();
        case CatalogReading.Faulty faulty ->
            throw new IllegalStateException(faulty.faults().toString());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// By plain SQL, because making a hundred thousand customers one by one would be a load of its
  /// own. Each wallet's chain begins after the laying out.
  private static void layCustomers(Database database, int customers, Kind kind)
      throws SQLException {
    var owner = database.access().owner();
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo");
      statement.execute("SET saldo.workspace = '" + WORKSPACE + "'");
      for (var sql : Customers.sql(WORKSPACE, customers, kind)) {
        statement.execute(sql);
      }
      statement.execute("VACUUM ANALYZE");
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}

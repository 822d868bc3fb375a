package dev.saldo.bench.direct;

import dev.saldo.bench.load.Caller;
import dev.saldo.bench.load.Callers;
import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Command;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.metering.Value;
import dev.saldo.server.engine.Believable;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.engine.Engine;
import dev.saldo.server.engine.EngineMetrics;
import dev.saldo.server.engine.EngineSettings;
import dev.saldo.server.engine.Reply;
import dev.saldo.server.engine.TimeOrderedIds;
import dev.saldo.server.receipt.AnswerJson;
import dev.saldo.store.account.AccountStore;
import dev.saldo.store.database.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// An engine in this process, and callers who charge its customers.
public final class DirectLoad implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final long SEED = 23;

  private final Engine engine;
  private final CustomerRows customers;
  private final AtomicLong groups = new AtomicLong();

  private DirectLoad(Engine engine, CustomerRows customers) {
    this.engine = engine;
    this.customers = customers;
  }

  /// Starts an engine, laid out as the server's, on customers that are there.
  public static DirectLoad start(Database database, CustomerRows customers) {
    var catalog = BenchCatalog.read();
    var clock = InstantSource.system();
    var parts =
        new Engine.Parts(
            database.hot(),
            new AccountStore(),
            new CatalogCache((_, _) -> Optional.of(catalog), 10),
            AnswerJson::of,
            new TimeOrderedIds(clock, () -> ThreadLocalRandom.current().nextLong()),
            clock,
            Believable.ANY,
            EngineMetrics.NONE);
    return new DirectLoad(Engine.start(parts, EngineSettings.standard()), customers);
  }

  /// Callers who make full charges.
  ///
  /// @param hot whether all charge the same wallet, instead of any
  public Callers charging(int count, boolean hot) {
    return callers(
        count,
        hot,
        (customer, random) -> {
          ask(customer, new Command.Charge(key(random), act(random), false, false));
          return 1;
        });
  }

  /// Callers who hold and then capture, each time on any wallet; a pair counts as one.
  public Callers holding(int count) {
    return callers(
        count,
        false,
        (customer, random) -> {
          var hold =
              ask(
                  customer,
                  new Command.OpenHold(
                      key(random), act(random), Optional.empty(), Optional.empty(), false, false));
          ask(
              customer,
              new Command.Capture(key(random), hold, Map.of(), Optional.empty(), Attribution.NONE));
          return 1;
        });
  }

  private interface Deed {
    int make(UUID customer, SplittableRandom random) throws InterruptedException;
  }

  private Callers callers(int count, boolean hot, Deed deed) {
    var callers = new ArrayList<Caller>(count);
    for (var i = 0; i < count; i++) {
      callers.add(random ->
          deed.make(CustomerRows.id(hot ? 0 : random.nextInt(customers.count())), random));
    }
    // Each group has numbers of its own: a key that comes a second time is a repeat and no charge.
    return Callers.many(callers, SEED + groups.getAndIncrement());
  }

  /// @return the line of the journal, which is the id of a hold it opened
  private UUID ask(UUID customer, Command command) throws InterruptedException {
    var reply = engine.ask(customers.workspace(), customer, command, DEADLINE);
    if (reply instanceof Reply.Accepted(var id, var _, var replayed) && !replayed) {
      return id;
    }
    throw new IllegalStateException("a command got " + reply);
  }

  private static Command.Key key(SplittableRandom random) {
    var name = new UUID(random.nextLong(), random.nextLong()).toString();
    var digest =
        new ChainHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    return new Command.Key("", name, digest);
  }

  private static Command.Act act(SplittableRandom random) {
    var data =
        Map.of(
            "model", Value.of("large"),
            "input_tokens", Value.of(1_000 + random.nextInt(4_000)),
            "output_tokens", Value.of(100 + random.nextInt(400)));
    return new Command.Act(
        "model.call", data, Optional.empty(), Optional.empty(), Attribution.NONE);
  }

  @Override
  public void close() {
    engine.close();
  }
}

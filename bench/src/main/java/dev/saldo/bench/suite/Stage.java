package dev.saldo.bench.suite;

import dev.saldo.bench.direct.CustomerRows;
import dev.saldo.bench.direct.DirectLoad;
import dev.saldo.bench.direct.Journal;
import dev.saldo.bench.load.Callers;
import dev.saldo.bench.textbook.Textbook;
import dev.saldo.server.cli.Progress;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.embedded.PostgresOptions;
import dev.saldo.store.embedded.TemporaryPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where benchmarks are run: one PostgreSQL for all of them, durable and with the settings it has
/// when Saldo is served, whose data is thrown away in the end. What isn't asked for isn't set up.
public final class Stage implements AutoCloseable {
  /// How many wallets, and how many rows of the textbook's.
  static final int WALLETS = 100_000;

  static final long PLAIN = 1;
  static final long LIMITED = 2;
  private static final List<Integer> CONNECTIONS = List.of(1, 4, 16, 64);

  private final Tempo tempo;
  private final Progress progress;
  private final List<String> notes = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Once<TemporaryPostgres> postgres = new Once<>();
  private final Once<Database> database = new Once<>();
  private final Once<Journal> journal = new Once<>();
  private final Once<Textbook> textbook = new Once<>();
  private final Once<DirectLoad> plain = new Once<>();
  private final Once<DirectLoad> limited = new Once<>();
  private final Once<Served> served = new Once<>();
  private final Once<Eventful> eventful = new Once<>();
  private Optional<Integer> best = Optional.empty();

  public Stage(Tempo tempo, Progress progress) {
    this.tempo = tempo;
    this.progress = progress;
  }

  /// A thing that is made when it is first asked for, and closed with the stage.
  private final class Once<T extends AutoCloseable> {
    private Optional<T> made = Optional.empty();

    T get(Making<T> making) throws Exception {
      if (made.isEmpty()) {
        var thing = making.make();
        open.add(thing);
        made = Optional.of(thing);
      }
      return made.get();
    }
  }

  private interface Making<T> {
    T make() throws Exception;
  }

  Tempo tempo() {
    return tempo;
  }

  Progress progress() {
    return progress;
  }

  /// How it was measured, and what was found on the way.
  public List<String> notes() {
    return List.copyOf(notes);
  }

  void note(String text) {
    notes.add(text);
  }

  TemporaryPostgres postgres() throws Exception {
    return postgres.get(() -> {
      progress.step("starting PostgreSQL, fsync on");
      return start();
    });
  }

  private static TemporaryPostgres start() throws IOException {
    var options = PostgresOptions.defaults().withSetting("max_connections", "200").withSpare(0, 0);
    return TemporaryPostgres.start(Files.createTempDirectory("saldo-bench-"), options);
  }

  private Database database() throws Exception {
    return database.get(() -> {
      var fresh = postgres().newDatabase(PoolSizes.standard().withConnections(8, 2));
      notes.add(
          "PostgreSQL %s on the same machine: fsync, full_page_writes and synchronous_commit on"
              .formatted(fresh.serverVersion()));
      return fresh;
    });
  }

  private Journal journal() throws Exception {
    return journal.get(() -> Journal.open(database().access().owner()));
  }

  Textbook textbook() throws Exception {
    return textbook.get(() -> {
      progress.step("laying out the textbook's tables");
      return Textbook.lay(database().access().owner(), WALLETS);
    });
  }

  /// The engine on customers with a wallet each.
  DirectLoad plain() throws Exception {
    return plain.get(() -> engine(new CustomerRows(PLAIN, WALLETS, 1, false, false)));
  }

  /// The engine on customers with budgets and rate limits as well.
  DirectLoad limited() throws Exception {
    return limited.get(() -> engine(new CustomerRows(LIMITED, WALLETS, 1, true, false)));
  }

  private DirectLoad engine(CustomerRows rows) throws Exception {
    progress.step("laying out %,d customers".formatted(rows.count()));
    rows.lay(database().access().owner());
    return DirectLoad.start(database(), rows);
  }

  /// A server process on a database of its own.
  Served served() throws Exception {
    return served.get(() -> Served.start(this));
  }

  /// A server process for subscriptions with very many events.
  Eventful eventful() throws Exception {
    return eventful.get(() -> Eventful.start(this));
  }

  /// Callers of ours whose slices are counted in the journal.
  Contestant ours(String name, Callers callers, long workspace, int linesEach) throws Exception {
    return Contestant.ours(name, callers, journal(), workspace, linesEach);
  }

  /// The number of connections at which the textbook gets the most done over many rows.
  int bestConnections() throws Exception {
    if (best.isEmpty()) {
      var found = new ArrayList<String>();
      var most = 0L;
      for (int connections : CONNECTIONS) {
        progress.step("the textbook over many rows, %d connections".formatted(connections));
        var callers = textbook().callers(connections, false);
        callers.closedLoop(tempo.warmup().dividedBy(4));
        var perSecond = callers.closedLoop(tempo.slice().multipliedBy(2)).perSecond();
        found.add("%d: %,d/s".formatted(connections, perSecond));
        if (perSecond > most) {
          most = perSecond;
          best = Optional.of(connections);
        }
      }
      notes.add("Textbook over many rows by connections: " + String.join(", ", found));
    }
    return best.orElseThrow();
  }

  /// Ends all that was started, the last first.
  @Override
  public void close() throws Exception {
    for (var thing : open.reversed()) {
      thing.close();
    }
  }
}

package dev.saldo.server.engine;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Command;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.server.catalog.CatalogYaml;
import dev.saldo.server.receipt.AnswerJson;
import dev.saldo.store.account.AccountStore;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.DatabaseUrl;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.embedded.TemporaryPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// A fresh workspace with engines on it, and the commands that tests send.
final class EngineWorld implements AutoCloseable {
  static final Duration DEADLINE = Duration.ofSeconds(30);
  static final CatalogReference SHOP = new CatalogReference("shop", 1);

  private static final CreditUnit CREDIT = new CreditUnit("credit");
  private static final String TEXT =
      """
      catalog: shop
      currency: USD
      units: {credit: {}}
      meters:
        asks: {event: ask, aggregate: count}
      actions:
        ask: {title: Question, price: "20"}
      quotas:
        asks: {title: Questions, meter: asks, resets: {every: day, from: calendar, zone: utc}}
      rate_limits:
        asks: {title: Questions, counts: [ask]}
      resources: {agents: Agents}
      plans:
        open: {title: Open}
        counted: {title: Counted, resources: {agents: 7}}
        fewer: {title: Fewer, resources: {agents: 3}}
        limited:
          title: Limited
          quotas: {asks: "100"}
          rate_limits: {asks: {minute: 70}}
      """;

  private static final int CONNECTIONS = 8;
  private static final TemporaryPostgres POSTGRES = TemporaryPostgres.start();
  private static final Database DATABASE = newDatabase();
  private static final AtomicLong WORKSPACES = new AtomicLong();

  final Database database;
  final long workspace = WORKSPACES.addAndGet(10);
  final AccountStore store = new AccountStore();
  private final List<Engine> engines = new ArrayList<>();
  private final AtomicLong keys = new AtomicLong();
  private final InstantSource clock = InstantSource.system();
  private final TimeOrderedIds ids =
      new TimeOrderedIds(clock, () -> ThreadLocalRandom.current().nextLong());

  EngineWorld() {
    this(DATABASE);
  }

  private EngineWorld(Database database) {
    this.database = database;
  }

  /// A world on a database of its own, for what looks at all workspaces.
  static EngineWorld apart() {
    return new EngineWorld(newDatabase());
  }

  private static Database newDatabase() {
    return POSTGRES.newDatabase(PoolSizes.small().withConnections(CONNECTIONS, 2));
  }

  Engine engine() {
    return engine(EngineSettings.standard(), clock, AnswerJson::of);
  }

  Engine engine(EngineSettings settings, InstantSource time, AnswerWriter answers) {
    return engine(settings, time, Believable.ANY, answers);
  }

  Engine engine(
      EngineSettings settings, InstantSource time, Believable believable, AnswerWriter answers) {
    var catalog = catalog();
    var parts =
        new Engine.Parts(
            database.hot(),
            store,
            new CatalogCache((_, reference) -> catalog.filter(_ -> reference.equals(SHOP)), 10),
            answers,
            ids,
            time,
            believable,
            EngineMetrics.NONE);
    var engine = Engine.start(parts, settings);
    engines.add(engine);
    return engine;
  }

  private static Optional<Catalog> catalog() {
    return switch (CatalogYaml.read(TEXT)) {
      case CatalogReading.Readable(var catalog, var _) -> Optional.of(catalog);
      case CatalogReading.Faulty(var faults) -> throw new IllegalStateException(faults.toString());
    };
  }

  /// A new customer on a plan with so many credits.
  UUID customer(Engine engine, String plan, String credits) throws Exception {
    var customer = ids.next(clock.instant());
    create(workspace, Account.begin(customer, ZoneOffset.UTC, clock.instant()));
    accepted(engine, customer, new Command.ChangePlan(key(), SHOP, plan));
    accepted(engine, customer, grant(credits));
    return customer;
  }

  void create(long into, Account account) throws SQLException {
    try (var connection = database.hot().getConnection()) {
      connection.setAutoCommit(false);
      AccountStore.enter(connection, into);
      store.create(connection, into, account);
      connection.commit();
    }
  }

  Reply.Accepted accepted(Engine engine, UUID customer, Command command) throws Exception {
    return switch (engine.ask(workspace, customer, command, DEADLINE)) {
      case Reply.Accepted accepted -> accepted;
      case Reply other -> throw new AssertionError(command + " got " + other);
    };
  }

  Command.Key key() {
    return key("key " + keys.incrementAndGet(), 0);
  }

  static Command.Key key(String name, long body) {
    return new Command.Key("", name, new ChainHash(body, 0, 0, 1));
  }

  Command charge() {
    return charge(key());
  }

  static Command charge(Command.Key key) {
    var act =
        new Command.Act("ask", Map.of(), Optional.empty(), Optional.empty(), Attribution.NONE);
    return new Command.Charge(key, act, false, false);
  }

  Command grant(String credits) {
    return new Command.GiveCredits(
        key(),
        GrantKind.PURCHASED,
        "pack",
        Credits.of(CREDIT, credits),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// A connection of the tables' owner, who names the workspace like everybody else.
  Connection owner() throws SQLException {
    return connect(database.access().owner());
  }

  /// A connection of the application.
  Connection application() throws SQLException {
    return connect(database.access().application());
  }

  private Connection connect(DatabaseUrl url) throws SQLException {
    var connection = DriverManager.getConnection(url.toJdbc(), url.properties());
    try (var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo; SET saldo.workspace = '" + workspace + "'");
    }
    return connection;
  }

  /// The first column of the first row.
  String ask(String sql) throws SQLException {
    try (var connection = owner();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /// What must hold of any committed state, each a query for what breaks it.
  static final List<String> BREACHES =
      List.of(
          """
          SELECT 'lot ' || g.id FROM credit_grant g LEFT JOIN LATERAL (
            SELECT sum(CASE WHEN e.credit_id = g.id THEN e.amount ELSE -e.amount END) AS sum
              FROM ledger_entry e
             WHERE e.workspace_id = g.workspace_id AND e.customer_id = g.customer_id
               AND g.id IN (e.credit_id, e.debit_id)) b ON true
           WHERE coalesce(b.sum, 0) <> CASE g.state WHEN 'pending' THEN 0 ELSE g.remaining END
          """,
          """
          SELECT 'chain ' || w.id FROM wallet w WHERE w.sequence <> (
            SELECT count(*) FROM ledger_entry e
             WHERE e.workspace_id = w.workspace_id AND e.customer_id = w.customer_id
               AND e.wallet_id = w.id)
          """,
          """
          SELECT 'cause ' || e.cause FROM ledger_entry e WHERE NOT EXISTS (
            SELECT FROM command c
             WHERE c.workspace_id = e.workspace_id AND c.customer_id = e.customer_id
               AND c.id = e.cause)
          """,
          """
          SELECT 'unlisted ' || c.id FROM command c WHERE NOT EXISTS (
            SELECT FROM change_batch b
             WHERE b.workspace_id = c.workspace_id AND c.id = ANY (b.commands))
          """);

  /// The first breach of the books, if there is one.
  Optional<String> breach() throws SQLException {
    for (var sql : BREACHES) {
      var found = ask("SELECT (" + sql + " LIMIT 1)");
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /// Stops the engines and throws away connections that were broken, so that the next test meets
  /// none of them.
  void mend() throws SQLException {
    engines.forEach(Engine::close);
    var all = new ArrayList<Connection>();
    for (var i = 0; i < CONNECTIONS; i++) {
      all.add(database.hot().getConnection());
    }
    for (var connection : all) {
      try (connection;
          var statement = connection.createStatement()) {
        statement.execute("SELECT 1");
      } catch (SQLException _) {
        // The pool has seen it too, and doesn't take the connection back.
      }
    }
  }

  static Instant now() {
    return InstantSource.system().instant();
  }

  @Override
  public void close() {
    engines.forEach(Engine::close);
    if (database != DATABASE) {
      database.close();
    }
  }
}

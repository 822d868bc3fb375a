package dev.saldo.server;

import dev.saldo.core.account.Ids;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.server.access.KeyMint;
import dev.saldo.server.access.KeyRoutes;
import dev.saldo.server.access.KeyStore;
import dev.saldo.server.access.PortalRoutes;
import dev.saldo.server.account.Acts;
import dev.saldo.server.account.Confirmations;
import dev.saldo.server.account.EngineBeginnings;
import dev.saldo.server.account.KeyBindings;
import dev.saldo.server.account.Looking;
import dev.saldo.server.account.Owners;
import dev.saldo.server.catalog.CatalogRoutes;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.checkpoint.CheckpointJob;
import dev.saldo.server.checkpoint.SigningKey;
import dev.saldo.server.clock.ClockWatch;
import dev.saldo.server.customer.CustomerRoutes;
import dev.saldo.server.customer.KnownCatalogs;
import dev.saldo.server.customer.KnownCustomers;
import dev.saldo.server.customer.KnownParties;
import dev.saldo.server.customer.PartyRoutes;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.engine.DueJob;
import dev.saldo.server.engine.Engine;
import dev.saldo.server.engine.TimeOrderedIds;
import dev.saldo.server.http.Check;
import dev.saldo.server.http.HttpMetrics;
import dev.saldo.server.http.HttpServer;
import dev.saldo.server.http.ProblemJson;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.SystemRoutes;
import dev.saldo.server.invoice.BillingJob;
import dev.saldo.server.invoice.BillingRun;
import dev.saldo.server.invoice.Correcting;
import dev.saldo.server.jobs.Jobs;
import dev.saldo.server.metrics.BillingCounters;
import dev.saldo.server.metrics.ClockGauge;
import dev.saldo.server.metrics.EngineCounters;
import dev.saldo.server.metrics.JobCounters;
import dev.saldo.server.migration.MigrationJob;
import dev.saldo.server.migration.MigrationRoutes;
import dev.saldo.server.migration.Reasons;
import dev.saldo.server.openapi.OpenApi;
import dev.saldo.server.openapi.ProblemPages;
import dev.saldo.server.page.Cursors;
import dev.saldo.server.problem.ProblemTexts;
import dev.saldo.server.receipt.AnswerJson;
import dev.saldo.server.receipt.ReceiptWords;
import dev.saldo.server.storage.ClockCheck;
import dev.saldo.server.storage.DatabaseCheck;
import dev.saldo.server.storage.Guarding;
import dev.saldo.server.storage.SpaceWatch;
import dev.saldo.server.storage.Storage;
import dev.saldo.store.access.Keys;
import dev.saldo.store.access.Workspace;
import dev.saldo.store.access.Workspaces;
import dev.saldo.store.account.AccountLook;
import dev.saldo.store.account.AccountStore;
import dev.saldo.store.catalog.CatalogVersions;
import dev.saldo.store.checkpoint.Checkpoints;
import dev.saldo.store.clock.ClockSeen;
import dev.saldo.store.customer.Customers;
import dev.saldo.store.customer.Parties;
import dev.saldo.store.invoice.InvoiceStore;
import dev.saldo.store.invoice.Profiles;
import dev.saldo.store.limit.ResourceReads;
import dev.saldo.store.limit.SpentActs;
import dev.saldo.store.migration.Candidates;
import dev.saldo.store.migration.MigrationRefusals;
import dev.saldo.store.migration.Migrations;
import dev.saldo.store.reading.ReadSide;
import dev.saldo.store.receipt.JournalReads;
import dev.saldo.store.sql.Transactions;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// The map of the server: every part of one running node, made by hand in the order of need and
/// closed in the other.
public final class Wiring implements AutoCloseable {
  /// What this node calls itself in its API's description.
  public static final String VERSION = "0.1.0";

  /// The workspace that a fresh database begins with.
  public static final String FIRST_WORKSPACE = "default";

  private static final int CATALOGS_KEPT = 200;
  private static final Duration CLOCK_BOUND = Duration.ofSeconds(5);

  private final OpenParts open;
  private final SecureRandom random = new SecureRandom();
  private final PrometheusRegistry metrics = new PrometheusRegistry();

  private final Storage storage;
  private final Transactions transactions;
  private final InstantSource machineClock;
  private final ClockWatch clock;
  private final Workspaces workspaces;
  private final Keys keys;
  private final KeyStore keyStore;
  private final KeyMint mint;
  private final Ids ids;
  private final Customers customers;
  private final KnownCustomers knownCustomers;
  private final Parties parties;
  private final KnownParties knownParties;
  private final CatalogVersions catalogVersions;
  private final PublishedCatalogs publishedCatalogs;
  private final CatalogCache catalogs;
  private final ProblemTexts texts = ProblemTexts.load();
  private final ProblemJson problems = new ProblemJson(texts);
  private final Cursors cursors;
  private final ReadSide reads;
  private final JournalReads journal;
  private final Engine engine;
  private final Acts acts;
  private final InvoiceStore invoices;
  private final BillingRun billing;
  private final CheckpointJob checkpoints;
  private final MigrationJob migrations;
  private final List<Route> routes;
  private final HttpServer http;

  private Wiring(Settings settings, OpenParts open) {
    this.open = open;
    storage = open.add(Storage.open(settings.place(), settings.pools()));
    transactions = new Transactions(storage.database().reads());
    machineClock = settings.clock().clock();
    clock = open.add(ClockWatch.start(new ClockSeen(transactions), settings.clock()));
    ClockGauge.register(metrics, clock::leapt);
    workspaces = new Workspaces(transactions);
    ids = new TimeOrderedIds(clock, () -> ThreadLocalRandom.current().nextLong());
    keys = new Keys(transactions);
    keyStore = new KeyStore(keys, clock);
    mint = new KeyMint(keys, keyStore, ids, clock, random);

    customers = new Customers(transactions);
    knownCustomers = new KnownCustomers(customers);
    parties = new Parties(transactions);
    knownParties = new KnownParties(parties);
    catalogVersions = new CatalogVersions(transactions);
    publishedCatalogs = new PublishedCatalogs(catalogVersions);
    var lookedUp = new CatalogVersions(new Transactions(storage.database().lookups()));
    catalogs = new CatalogCache(new PublishedCatalogs(lookedUp), CATALOGS_KEPT);

    cursors = new Cursors(nodeSecret("cursors"));
    reads = new ReadSide(storage.database().reads());
    journal = new JournalReads(reads);
    engine = open.add(Engine.start(engineParts(), settings.engine()));
    acts = acts();
    invoices = new InvoiceStore(storage.database().reads());
    billing = new BillingRun(invoices, catalogs, ids, clock, BillingRun.SLICE);
    checkpoints =
        new CheckpointJob(workspaces, new Checkpoints(transactions), key(settings), ids, clock);
    migrations =
        new MigrationJob(
            new Migrations(transactions),
            new Candidates(transactions),
            engine,
            new Reasons(acts, problems),
            clock,
            MigrationJob.SLICE);

    SpaceWatch space = new SpaceWatch(storage::space);
    routes = routes(space);
    if (settings.jobs()) {
      open.add(Jobs.start(storage.database().reads(), jobs(), clock, new JobCounters(metrics)));
    }
    http = open.add(httpServer(settings));
    http.start();
  }

  /// Starts a node: everything is ready when this returns.
  ///
  /// @throws RuntimeException with words for people where it can't; nothing stays open then
  public static Wiring start(Settings settings) {
    OpenParts open = new OpenParts();
    try {
      return new Wiring(settings, open);
    } catch (RuntimeException e) {
      open.close().ifPresent(e::addSuppressed);
      throw e;
    }
  }

  private Engine.Parts engineParts() {
    return new Engine.Parts(
        storage.database().hot(),
        new AccountStore(),
        catalogs,
        AnswerJson::of,
        ids,
        machineClock,
        clock,
        new EngineCounters(metrics));
  }

  private Acts acts() {
    return new Acts(
        new Acts.Parts(
            engine,
            knownCustomers,
            this::owner,
            knownParties,
            new Confirmations(nodeSecret("confirmations"), clock),
            new KnownCatalogs(customers, catalogs),
            clock));
  }

  private ActRoutes.Parts actParts() {
    return new ActRoutes.Parts(
        acts,
        new Looking(new AccountLook(reads), catalogs, ids, clock),
        publishedCatalogs,
        reads,
        problems,
        cursors,
        ReceiptWords.load(),
        billing::catchUp,
        new ActRoutes.Invoicing(
            invoices,
            billing,
            new Correcting(invoices, billing, ids, clock),
            new Profiles(transactions)),
        clock);
  }

  private Optional<UUID> owner(long workspace, Owners.Kind kind, UUID thing) {
    return switch (kind) {
      case ACT -> journal.ownerOfLine(workspace, thing);
      case HOLD -> journal.ownerOfHold(workspace, thing);
      case GRANT -> journal.ownerOfGrant(workspace, thing);
      case BUDGET -> journal.ownerOfBudget(workspace, thing);
      case RESOURCE -> new ResourceReads(reads).owner(workspace, thing);
      case SUBSCRIPTION -> journal.ownerOfSubscription(workspace, thing);
    };
  }

  private byte[] nodeSecret(String name) {
    byte[] proposed = new byte[32];
    random.nextBytes(proposed);
    return workspaces.nodeSecret(name, proposed);
  }

  private SigningKey key(Settings settings) {
    return settings
        .signingKey()
        .map(SigningKey::of)
        .orElseGet(() -> SigningKey.in(settings.signingKeyFile(), random));
  }

  private List<Route> routes(SpaceWatch space) {
    List<Route> domain = new ArrayList<>();
    domain.addAll(
        new KeyRoutes(
                keys, mint, knownCustomers, new KeyBindings(acts, knownParties, ids, clock), clock)
            .routes());
    domain.addAll(new PortalRoutes(mint, knownCustomers).routes());
    domain.addAll(
        new CustomerRoutes(
                customers,
                knownCustomers,
                new EngineBeginnings(publishedCatalogs, acts),
                ids,
                clock)
            .routes());
    domain.addAll(new PartyRoutes(parties, knownParties, knownCustomers, ids, clock).routes());
    domain.addAll(new CatalogRoutes(catalogVersions, clock).routes());
    domain.addAll(ActRoutes.all(actParts()));
    domain.addAll(migrationRoutes().routes());

    List<Route> all = new ArrayList<>(new Guarding(space).guarded(domain));
    all.addAll(new SystemRoutes(metrics, checks(space)).routes());
    all.addAll(new ProblemPages(texts).routes());
    return OpenApi.withDocument(all, VERSION);
  }

  private MigrationRoutes migrationRoutes() {
    return new MigrationRoutes(
        new MigrationRoutes.Parts(
            acts,
            new Looking(new AccountLook(reads), catalogs, ids, clock),
            publishedCatalogs,
            knownCustomers,
            new Migrations(transactions),
            new MigrationRefusals(transactions),
            new Candidates(transactions),
            clock));
  }

  private List<Check> checks(SpaceWatch space) {
    return List.of(
        new DatabaseCheck(storage.database()),
        space,
        clock,
        new ClockCheck(machineClock, clock, System::nanoTime, CLOCK_BOUND));
  }

  private HttpServer httpServer(Settings settings) {
    return new HttpServer(
        settings.http(),
        routes,
        new HttpServer.Parts(
            keyStore,
            cursors,
            problems,
            new HttpMetrics(metrics),
            new SplittableRandom(random.nextLong())));
  }

  private List<Jobs.Job> jobs() {
    DueJob due = new DueJob(storage.database().reads(), engine, clock, NodeJobs.DUE_SLICE);
    SpentActs spent = new SpentActs(transactions);
    return new NodeJobs(
            due,
            new BillingJob(billing, new BillingCounters(metrics)),
            migrations,
            checkpoints,
            workspaces,
            spent,
            keys,
            clock)
        .all();
  }

  /// Begins the first workspace where there is none.
  ///
  /// @return its live and its test row
  public List<Workspace> beginWorkspace(String name) {
    Instant now = clock.instant();
    return workspaces.begin(name, ids.next(now), ids.next(now), now);
  }

  public int port() {
    return http.port();
  }

  /// Everything that is served.
  public List<Route> routes() {
    return routes;
  }

  public Engine engine() {
    return engine;
  }

  public Storage storage() {
    return storage;
  }

  public KeyMint mint() {
    return mint;
  }

  public ClockWatch clock() {
    return clock;
  }

  public Workspaces workspaces() {
    return workspaces;
  }

  public BillingRun billing() {
    return billing;
  }

  public MigrationJob migrations() {
    return migrations;
  }

  public CheckpointJob checkpoints() {
    return checkpoints;
  }

  /// The current version of a catalog, as new customers are put on it.
  public Optional<CatalogReference> currentCatalog(long workspace, String name) {
    return publishedCatalogs.current(workspace, name).map(catalog -> catalog.reference());
  }

  /// Takes no more requests, ends those that run, and closes everything, the first opened last.
  @Override
  public void close() {
    open.close()
        .ifPresent(failure -> {
          throw failure;
        });
  }
}

package dev.saldo.server.cli;

import dev.saldo.client.Document;
import dev.saldo.client.Outcome;
import dev.saldo.client.RefusedException;
import dev.saldo.client.Retrying;
import dev.saldo.client.Saldo;
import dev.saldo.client.UnansweredException;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.CreditPack;
import dev.saldo.server.catalog.CatalogYaml;
import dev.saldo.server.replay.Replay;
import dev.saldo.server.replay.ReplayPlan;
import dev.saldo.server.replay.Trace;
import dev.saldo.server.replay.TraceFault;
import dev.saldo.server.replay.TraceReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `saldo replay`: recorded traffic, sent again through the public API.
@Command(
    name = "replay",
    description = {
      "Sends each row of a trace through the API and says what it came to.",
      "",
      "A trace is CSV with the columns TIMESTAMP, ContextTokens and GeneratedTokens. Row i goes to"
          + " customer i mod N. Wallets are topped up with the catalog's packs before they run short."
          + " Rows have keys of their own, so that a replay that was broken off goes on where it was"
          + " when it is started again, and counts no row twice.",
      "",
      "Without --url it brings a server of its own, on a database that is thrown away in the end or"
          + " on --data."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String WORKSPACE = "replay";

  private final Invocation invocation;

  @Option(names = "--catalog", required = true, paramLabel = "NAME", description = "The catalog.")
  private String catalog;

  @Option(names = "--trace", required = true, paramLabel = "FILE", description = "The trace.")
  private Path trace;

  @Option(
      names = "--mode",
      description =
          "hold: estimate, hold and capture each row; charge: one charge; record: events in batches"
              + " (default: ${DEFAULT-VALUE}).")
  private ReplayPlan.Mode mode = ReplayPlan.Mode.HOLD;

  @Option(
      names = "--customers",
      paramLabel = "N",
      description = "Over how many customers rows are spread (default: ${DEFAULT-VALUE}).")
  private int customers = 10;

  @Option(
      names = "--plan",
      paramLabel = "NAME",
      description = "The customers' plan (default: ${DEFAULT-VALUE}).")
  private String plan = "trace";

  @Option(
      names = "--action",
      paramLabel = "NAME",
      description = "What each row is an act of (default: ${DEFAULT-VALUE}).")
  private String action = "llm.call";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model whose prices count (default: ${DEFAULT-VALUE}).")
  private String model = "claude-sonnet-4.5";

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "How many rows wait for their answer at one time (default: ${DEFAULT-VALUE}).")
  private int inFlight = 64;

  @Option(
      names = "--run",
      paramLabel = "WORD",
      description =
          "Tells replays of one trace apart; the same word takes one up again (default:"
              + " ${DEFAULT-VALUE}).")
  private String run = "1";

  @Option(names = "--url", paramLabel = "URL", description = "A running server (SALDO_URL).")
  private @Nullable URI url;

  @Option(names = "--key", paramLabel = "SECRET", description = "A key of it (SALDO_KEY).")
  private @Nullable String key;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Keeps the own server's data here, to go on with it later.")
  private @Nullable Path data;

  @Option(names = "--resume", description = "Goes on with what is in the folder of --data.")
  private boolean resume;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  // The command line's library fills the rest in before anything is run.
  @SuppressWarnings("NullAway.Init")
  public ReplayCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws Exception {
    var rows = rows();
    var wanted = new ReplayPlan(catalogName(), plan, action, model, customers, mode, inFlight, run);
    try (var progress = invocation.terminal().progress()) {
      var server =
          Optional.ofNullable(url).or(() -> invocation.variable("SALDO_URL").map(URI::create));
      if (server.isPresent()) {
        var secret = Optional.ofNullable(key).or(() -> invocation.variable("SALDO_KEY"));
        return on(
            server.get(),
            secret.orElseThrow(() -> CommandFault.usage("a running server needs --key")),
            ReplayAudit.ofEnvironment(invocation),
            wanted,
            rows,
            progress);
      }
      progress.step("starting a server");
      try (var own = ownServer()) {
        return on(
            own.address(),
            own.testKey(WORKSPACE, "replay"),
            ReplayAudit.of(own.access()),
            wanted,
            rows,
            progress);
      }
    }
  }

  private Trace rows() throws IOException {
    try {
      return TraceReader.read(trace);
    } catch (NoSuchFileException _) {
      throw CommandFault.usage("there is no file " + trace);
    } catch (TraceFault fault) {
      throw CommandFault.usage("%s, %s".formatted(trace, fault.getMessage()));
    }
  }

  private OwnServer ownServer() throws IOException {
    if (data == null) {
      return OwnServer.temporary();
    }
    if (!resume && Files.isDirectory(data)) {
      try (var inside = Files.list(data)) {
        if (inside.findAny().isPresent()) {
          throw CommandFault.usage(
              "%s isn't empty; --resume goes on with what is there".formatted(data));
        }
      }
    }
    return OwnServer.inFolder(data, 0);
  }

  private String catalogName() {
    return Home.catalog(catalog)
        .map(Path::getFileName)
        .map(file -> file.toString().replaceFirst("\\..*", ""))
        .orElse(catalog);
  }

  private int on(
      URI server,
      String secret,
      ReplayAudit audit,
      ReplayPlan wanted,
      Trace rows,
      Progress progress)
      throws Exception {
    try (var saldo = Saldo.connect(server, secret, Retrying.lasting(PATIENCE))) {
      var terms = published(saldo, wanted.catalog());
      progress.step("replaying " + trace.getFileName());
      var report =
          new Replay(saldo, wanted, rows, pack(terms))
              .run(done -> progress.done(done, rows.rows().size()));
      progress.step("auditing the books");
      var verdict = audit.run();
      progress.close();
      new ReplayPrint(invocation.terminal(), wanted, rows).print(report, verdict, json);
      return report.good() && verdict.ok().orElse(true) ? Exit.OK : Exit.FAILED;
    } catch (RefusedException refused) {
      throw CommandFault.failed("the replay can't be set up: " + refused.getMessage());
    } catch (UnansweredException unanswered) {
      throw CommandFault.failed(
          unanswered.getMessage() + "; the same command goes on where it stopped");
    }
  }

  /// The catalog's terms: what the server has, or what is sold with the program, published to it.
  private Catalog published(Saldo saldo, String name) throws IOException {
    if (url == null) {
      var file =
          Home.catalog(catalog)
              .orElseThrow(() -> CommandFault.usage("there is no catalog " + catalog));
      saldo.publishCatalog(Files.readString(file)).orThrow();
    }
    return switch (saldo.catalog(name)) {
      case Outcome.Done<Document>(var version, _) -> terms(version.text("text"));
      case Outcome.Refused<Document> _ ->
          throw CommandFault.failed(
              "the server has no catalog %s; `saldo catalog publish` puts it there"
                  .formatted(name));
    };
  }

  private static Catalog terms(String text) {
    return switch (CatalogYaml.read(text)) {
      case CatalogReading.Readable(var readable, var _) -> readable;
      case CatalogReading.Faulty(var faults) ->
          throw CommandFault.failed("the catalog isn't understood: " + faults.getFirst());
    };
  }

  /// The smallest pack that the catalog sells.
  private static Optional<String> pack(Catalog terms) {
    return terms.packs().values().stream()
        .min(Comparator.comparing((CreditPack pack) -> pack.credits().amount()))
        .map(CreditPack::name);
  }
}

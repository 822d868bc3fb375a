package dev.saldo.server;

import dev.saldo.server.access.KeyMint;
import dev.saldo.server.clock.ClockSettings;
import dev.saldo.server.engine.EngineSettings;
import dev.saldo.server.http.HttpSettings;
import dev.saldo.server.http.Mode;
import dev.saldo.server.http.Scope;
import dev.saldo.store.access.Workspace;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.DatabaseException;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.embedded.EmbeddedPostgresException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `saldo serve`: runs one node until it is told to stop.
@Command(
    name = "serve",
    description = "Serves the API until it is told to stop.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  private static final String DATA_DEFAULT = "${sys:saldo.home:-.}/.saldo";

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "${env:SALDO_DATA:-" + DATA_DEFAULT + "}",
      description = "Where data is kept (SALDO_DATA; default: .saldo beside the program).")
  private Path data;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      defaultValue = "${env:DATABASE_URL}",
      description = "A PostgreSQL to use instead of the own one, as its owner (DATABASE_URL).")
  private @Nullable String databaseUrl;

  @Option(
      names = "--database-app-url",
      paramLabel = "URL",
      defaultValue = "${env:DATABASE_APP_URL}",
      description = "The same as the role that requests run as (DATABASE_APP_URL).")
  private @Nullable String databaseAppUrl;

  @Option(
      names = "--host",
      defaultValue = "${env:SALDO_HOST:-127.0.0.1}",
      description = "The address to listen on (SALDO_HOST; default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "${env:SALDO_PORT:-8080}",
      description = "The port, 0 for any free one (SALDO_PORT; default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--require-tls",
      defaultValue = "${env:SALDO_REQUIRE_TLS:-false}",
      description = "Takes keys only over TLS, as the proxy in front says (SALDO_REQUIRE_TLS).")
  private boolean requireTls;

  @Option(
      names = "--lanes",
      defaultValue = "${env:SALDO_LANES:-2}",
      description = "How many batches may be under way (SALDO_LANES; default: ${DEFAULT-VALUE}).")
  private int lanes;

  @Option(
      names = "--connections",
      defaultValue = "${env:SALDO_CONNECTIONS:-8}",
      description =
          "Database connections besides the lanes' (SALDO_CONNECTIONS; default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--clock-periods",
      paramLabel = "N",
      defaultValue = "${env:SALDO_CLOCK_PERIODS:-2}",
      description = {
        "How many billed periods of a customer may fall due while no node looked at the clock,",
        "before nothing is posted until it is approved: `saldo bill run --approve-until`",
        "(SALDO_CLOCK_PERIODS; default: ${DEFAULT-VALUE})."
      })
  private int clockPeriods;

  @Option(
      names = "--no-jobs",
      description = "Leaves recurring work to other nodes on the same database.")
  private boolean noJobs;

  // The command line's library fills the fields in before anything is run.
  @SuppressWarnings("NullAway.Init")
  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (clockPeriods < 1 || clockPeriods > ClockSettings.PERIODS_MAX) {
      throw new ParameterException(
          spec.commandLine(), "--clock-periods is from 1 to " + ClockSettings.PERIODS_MAX);
    }
    PrintWriter out = spec.commandLine().getOut();
    Wiring wiring;
    try {
      wiring = Wiring.start(settings());
    } catch (EmbeddedPostgresException | DatabaseException e) {
      spec.commandLine().getErr().println("saldo: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  LoggerFactory.getLogger(ServeCommand.class).info("Stopping");
                  wiring.close();
                  stopped.countDown();
                },
                "saldo-stop"));
    greet(out, wiring);
    stopped.await();
    return ExitCode.OK;
  }

  private Settings settings() {
    HttpSettings http = HttpSettings.of(host, port);
    HttpSettings served = requireTls ? http.requiringTls() : http;
    Settings settings =
        databaseUrl == null || databaseUrl.isBlank()
            ? Settings.inFolder(data, served)
            : Settings.on(
                DatabaseAccess.fromUrls(
                    databaseUrl, Optional.ofNullable(databaseAppUrl).filter(u -> !u.isBlank())),
                data,
                served);
    Settings sized =
        settings
            .withSizes(
                EngineSettings.standard().withLanes(lanes),
                PoolSizes.standard().withConnections(lanes + 2, connections))
            .withClock(ClockSettings.standard().withPeriods(clockPeriods))
            .withSigningKey(Optional.ofNullable(System.getenv("SALDO_SIGNING_KEY")));
    return noJobs ? sized.withoutJobs() : sized;
  }

  private void greet(PrintWriter out, Wiring wiring) {
    List<Workspace> first = wiring.beginWorkspace(Wiring.FIRST_WORKSPACE);
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    out.printf(
        Locale.ROOT, "Saldo is ready at http://%s:%d (%.1f s)%n", host, wiring.port(), seconds);
    if (wiring.workspaces().all().stream().noneMatch(Workspace::hasKeys)) {
      out.printf(
          "%nThe first keys of the workspace \"%s\", shown this once:%n", Wiring.FIRST_WORKSPACE);
      for (Workspace workspace : first) {
        out.printf("  %-5s %s%n", workspace.live() ? "live" : "test", firstKey(wiring, workspace));
      }
      out.println();
    }
    out.flush();
  }

  private static String firstKey(Wiring wiring, Workspace workspace) {
    List<String> scopes = Arrays.stream(Scope.values()).map(Scope::word).sorted().toList();
    return wiring
        .mint()
        .make(
            workspace.id(),
            workspace.live() ? Mode.LIVE : Mode.TEST,
            KeyMint.Wanted.of("First key", scopes, "saldo serve"))
        .secret()
        .text();
  }
}

package dev.saldo.testkit.scenario;

import dev.saldo.client.RefusedException;
import dev.saldo.client.Saldo;
import dev.saldo.client.UnansweredException;
import dev.saldo.server.cli.Exit;
import dev.saldo.server.cli.OwnServer;
import dev.saldo.server.cli.Progress;
import dev.saldo.server.cli.Terminal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo scenario`: drives what a catalog promises through a real server, figure by figure.
@Command(
    name = "scenario",
    description = {
      "Drives what a catalog promises through the HTTP API, and compares every figure.",
      "Without --url it brings a server of its own, on a database that is thrown away in the end."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ScenarioCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Which scenario; without one their names are listed.")
  private @Nullable String name;

  @Option(names = "--url", paramLabel = "URL", description = "A running server.")
  private @Nullable URI url;

  @Option(
      names = "--key",
      paramLabel = "SECRET",
      description = "A test-mode key of it with every scope.")
  private @Nullable String key;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    var terminal = Terminal.system();
    var files = ScenarioFiles.here();
    if (name == null) {
      files.names().forEach(terminal::line);
      return Exit.OK;
    }
    if (!files.names().contains(name)) {
      terminal.fault(
          "there is no scenario %s; there are %s"
              .formatted(name, String.join(", ", files.names())));
      return Exit.USAGE;
    }
    if (url != null && key == null) {
      terminal.fault("a running server needs --key");
      return Exit.USAGE;
    }
    try (var progress = terminal.progress()) {
      return run(terminal, progress, files, files.read(name));
    } catch (ScenarioFault | RefusedException | UnansweredException fault) {
      terminal.fault("scenario %s: %s".formatted(name, fault.getMessage()));
      return Exit.FAILED;
    }
  }

  private int run(Terminal terminal, Progress progress, ScenarioFiles files, Scenario scenario) {
    List<Finding> findings;
    var began = System.nanoTime();
    if (url != null && key != null) {
      findings = run(progress, files, scenario, url, key);
    } else {
      progress.step("starting a server");
      try (var own = OwnServer.temporary()) {
        findings =
            run(progress, files, scenario, own.address(), own.testKey("scenario", "scenario"));
        progress.step("stopping the server");
      }
    }
    progress.close();
    var report =
        new ScenarioReport(
            scenario, findings, Figures.standard(), (System.nanoTime() - began) / 1_000_000);
    report.print(terminal, json);
    return report.ok() ? Exit.OK : Exit.FAILED;
  }

  private static List<Finding> run(
      Progress progress, ScenarioFiles files, Scenario scenario, URI server, String secret) {
    Map<String, Saldo> connections = new ConcurrentHashMap<>();
    try {
      var tag = Long.toString(System.currentTimeMillis(), 36);
      var place =
          new ScenarioRun.Place(
              secret,
              one -> connections.computeIfAbsent(one, its -> Saldo.connect(server, its)),
              tag);
      return new ScenarioRun(scenario, files, place).run(progress::step);
    } finally {
      connections.values().forEach(Saldo::close);
    }
  }
}

package dev.saldo.testkit.crash;

import dev.saldo.server.cli.Exit;
import dev.saldo.server.cli.Terminal;
import dev.saldo.testkit.billing.BillingCrash;
import dev.saldo.testkit.migration.MigrationCrash;
import dev.saldo.testkit.process.QuietLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `saldo crash`: kills a server under load, again and again, and checks that nothing is lost.
@Command(
    name = "crash",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a real server under load, kills its JVM and its PostgreSQL with kill -9 at random points,"
          + " starts it again, sends what got no answer once more, and holds the books against what"
          + " was acknowledged.",
      "Exit code 1 if anything is lost, doubled, changed or unresolved, or the audit isn't clean."
    })
public final class CrashCommand implements Callable<Integer> {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How many times it is killed (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "For the choice of moments and requests; a new one by default.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--billing",
      description = "Kill billing runs instead, and look at the invoices afterwards.")
  private boolean billing;

  @Option(
      names = "--migration",
      description = "Kill a node that moves customers instead, and look at what became of each.")
  private boolean migration;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--keep",
      paramLabel = "FOLDER",
      description = "Keep the server's folder there, to look at it afterwards.")
  private Optional<Path> keep = Optional.empty();

  @Override
  public Integer call() throws Exception {
    QuietLogs.choose();
    var terminal = Terminal.system();
    if (billing) {
      return billing(terminal);
    }
    var folder =
        keep.isPresent() ? keep.get() : Files.createTempDirectory("saldo-crash-").toRealPath();
    var chosen = seed.orElseGet(System::nanoTime);
    try {
      if (migration) {
        return migration(terminal, folder, chosen);
      }
      var report = run(terminal, folder, chosen);
      if (json) {
        terminal.json(report::write);
      } else {
        report.print(terminal);
      }
      return report.holds() ? Exit.OK : Exit.FAILED;
    } finally {
      if (keep.isEmpty()) {
        delete(folder);
      }
    }
  }

  private int billing(Terminal terminal) throws Exception {
    var chosen = seed.orElseGet(System::nanoTime);
    BillingCrash.Report report;
    try (var progress = terminal.progress()) {
      report = BillingCrash.run(rounds, chosen, progress::step);
    }
    if (json) {
      terminal.json(out ->
          out.integer("seed", chosen)
              .integer("killed", report.killed())
              .integer("invoices", report.invoices())
              .texts("wrong", report.wrong()));
    } else {
      report.wrong().forEach(terminal::line);
      terminal.line(
          "%d billing runs killed at work, %,d invoices, %s (seed %d)"
              .formatted(
                  report.killed(),
                  report.invoices(),
                  report.holds() ? "none missing, doubled or half written" : "with faults",
                  chosen));
    }
    return report.holds() ? Exit.OK : Exit.FAILED;
  }

  private int migration(Terminal terminal, Path folder, long chosen) throws Exception {
    MigrationCrash.Report report;
    try (var progress = terminal.progress()) {
      report = MigrationCrash.run(folder, rounds, chosen, progress::step);
    }
    if (json) {
      terminal.json(out ->
          out.integer("seed", chosen)
              .integer("killed", report.killed())
              .integer("customers", report.customers())
              .texts("wrong", report.wrong()));
    } else {
      report.wrong().forEach(terminal::line);
      terminal.line(
          "a node killed %d times in the middle of a migration, %,d customers, %s (seed %d)"
              .formatted(
                  report.killed(),
                  report.customers(),
                  report.holds() ? "none left, doubled or half moved" : "with faults",
                  chosen));
    }
    return report.holds() ? Exit.OK : Exit.FAILED;
  }

  private CrashReport run(Terminal terminal, Path folder, long chosen) throws Exception {
    try (var progress = terminal.progress()) {
      progress.step("starting a server, seed " + chosen);
      try (var run = CrashRun.begin(folder, chosen)) {
        run.warmStart();
        var done = new ArrayList<Round>(rounds);
        for (var i = 0; i < rounds; i++) {
          done.add(run.round(progress::step));
        }
        progress.step("checking all rounds together");
        return new CrashReport(chosen, done, run.checkAll());
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      List<Path> all = paths.sorted(Comparator.reverseOrder()).toList();
      for (var path : all) {
        Files.deleteIfExists(path);
      }
    }
  }
}

package dev.saldo.bench;

import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Report;
import dev.saldo.bench.suite.Bench;
import dev.saldo.bench.suite.CallersPlot;
import dev.saldo.bench.suite.Machine;
import dev.saldo.bench.suite.Stage;
import dev.saldo.bench.suite.Tempo;
import dev.saldo.server.cli.Exit;
import dev.saldo.server.cli.Progress;
import dev.saldo.server.cli.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo bench`: measures Saldo beside the textbook transaction on this machine.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures Saldo beside the textbook transaction, in one run on a temporary PostgreSQL with"
          + " fsync on.",
      "Only committed charges count: after each slice they are counted in the journal."
    })
final class BenchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "NAME",
      description = "Benchmarks to run; all of them by default. --list says which there are.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--list", description = "List the benchmarks and end.")
  private boolean list;

  @Option(
      names = "--gates",
      description = "Shorter slices, and exit code 1 if a gate doesn't hold.")
  private boolean gates;

  @Option(
      names = "--quick",
      description = "Very short slices: to see that it runs, not to judge by.")
  private boolean quick;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg",
      description = "Draw throughput against 1 to 1,000 callers into a file.")
  private Optional<Path> plot = Optional.empty();

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      Bench.all().forEach(bench -> terminal.line("%-8s %s".formatted(bench.name(), bench.about())));
      return Exit.OK;
    }
    var chosen = chosen();
    try (var progress = terminal.progress();
        var stage = new Stage(tempo(), progress)) {
      var figures = measure(chosen, stage, progress);
      var machine = Machine.describe();
      draw(stage, machine);
      var report = new Report(machine, stage.notes(), figures);
      progress.close();
      show(report);
      return gates && !report.holds() ? Exit.FAILED : Exit.OK;
    }
  }

  private List<Bench> chosen() {
    var all = Bench.all();
    var known = all.stream().map(Bench::name).collect(Collectors.toSet());
    for (var name : names) {
      if (!known.contains(name)) {
        throw new CommandLine.ParameterException(
            new CommandLine(this),
            "there is no benchmark " + name + "; --list says which there are");
      }
    }
    return all.stream().filter(bench -> names.isEmpty() || names.contains(bench.name())).toList();
  }

  private Tempo tempo() {
    if (quick) {
      return Tempo.quick();
    }
    return gates ? Tempo.gates() : Tempo.full();
  }

  private static List<Figure> measure(List<Bench> chosen, Stage stage, Progress progress)
      throws Exception {
    var figures = new ArrayList<Figure>();
    for (var i = 0; i < chosen.size(); i++) {
      var bench = chosen.get(i);
      progress.step(
          "%d of %d, %s: %s".formatted(i + 1, chosen.size(), bench.name(), bench.about()));
      figures.addAll(bench.run(stage));
    }
    return figures;
  }

  private void draw(Stage stage, List<String> machine) throws Exception {
    if (plot.isPresent()) {
      var subtitle = machine.getFirst() + "; PostgreSQL beside it, fsync on";
      Files.writeString(plot.get(), CallersPlot.draw(stage, subtitle));
    }
  }

  private void show(Report report) {
    if (json) {
      terminal.json(report::write);
    } else {
      report.print(terminal);
      plot.ifPresent(file -> terminal.line("The plot is in " + file));
    }
  }
}

package dev.saldo.bench.suite;

import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Gate;
import dev.saldo.bench.report.Gate.Bound.AtMost;
import dev.saldo.testkit.process.ServerProcess;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From the start of `saldo serve` to its first good readiness, on a new folder and on one that has
/// data, with the embedded PostgreSQL.
final class StartUp implements Bench {
  private static final Duration MOST = Duration.ofMinutes(3);
  private static final int TIMES = 3;
  private static final int FIRST_MAX_S = 10;
  private static final int AGAIN_MAX_S = 4;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String about() {
    return "from start to ready";
  }

  @Override
  public List<Figure> run(Stage stage) throws Exception {
    var folder = Files.createTempDirectory("saldo-bench-start-");
    try {
      var plan = ServerProcess.Plan.on(folder, List.of(), Map.of());
      stage.progress().step("start: for the first time, on a new folder");
      var first = once(plan);
      var again = new double[TIMES];
      for (var i = 0; i < TIMES; i++) {
        stage.progress().step("start: again, %d of %d".formatted(i + 1, TIMES));
        again[i] = once(plan).toMillis();
      }
      return List.of(
          figure("the first time, on a new folder", first.toMillis(), FIRST_MAX_S),
          figure("on existing data", Math.round(Turns.median(again)), AGAIN_MAX_S));
    } finally {
      Served.deleteTree(folder);
    }
  }

  private static Duration once(ServerProcess.Plan plan) throws Exception {
    try (var server = ServerProcess.start(plan)) {
      return server.awaitReady(MOST);
    }
  }

  private Figure figure(String when, long ms, int mostS) {
    return new Figure(
        name(),
        about() + " " + when,
        ms,
        "ms",
        Optional.empty(),
        List.of(Gate.absolute(ms / 1_000.0, new AtMost(mostS), "s")));
  }
}

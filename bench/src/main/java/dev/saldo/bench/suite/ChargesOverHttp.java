package dev.saldo.bench.suite;

import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Figure.Latencies;
import dev.saldo.bench.report.Gate;
import dev.saldo.bench.report.Gate.Bound.AtMost;
import dev.saldo.bench.report.Gate.Bound.MoreThan;
import java.util.List;
import java.util.Optional;

/// Full charges over HTTP on 64 kept-alive connections, beside the bare baseline transaction; then
/// how long they take at half of that load.
///
/// The server is a process of its own with a heap of 512 MB and a million customers stored, of whom
/// 100,000 are charged; the load generator is in this process.
final class ChargesOverHttp implements Bench {
  private static final int CONNECTIONS = 64;
  private static final int P99_MAX_MS = 15;

  @Override
  public String name() {
    return "http";
  }

  @Override
  public String about() {
    return "full charges over HTTP, 64 connections, -Xmx512m";
  }

  @Override
  public List<Figure> run(Stage stage) throws Exception {
    var served = stage.served();
    var ours = new Contestant("the server", served.load().charging(CONNECTIONS), served.proof());
    var best = stage.bestConnections();
    var baseline =
        Contestant.baseline("the textbook, " + best, stage.textbook().callers(best, false));
    var turns = Turns.take(stage.tempo(), stage.progress(), name(), List.of(ours, baseline));
    served
        .peakMiB()
        .ifPresent(mib ->
            stage.note(
                "Server process: -Xmx512m, %,d customers stored, %,d MiB of memory at most"
                    .formatted(served.stored(), mib)));
    return List.of(
        new Figure(
            name(),
            "%s, %,d customers stored".formatted(about(), served.stored()),
            turns.perSecond(0),
            "charges/s",
            Optional.of(turns.latencies(0)),
            List.of(
                Gate.ratio(
                    "bare textbook, 100,000 rows, its best: %d connections".formatted(best),
                    turns.perSecond(1),
                    turns.ratio(0, 1),
                    new MoreThan(1)))),
        half(stage, ours, "charges/s", turns.perSecond(0), true),
        half(stage, baseline, "transactions/s", turns.perSecond(1), false));
  }

  /// The baseline's says how steady the machine is by itself.
  private Figure half(
      Stage stage, Contestant contestant, String unit, long fullPerSecond, boolean isGate)
      throws Exception {
    var perSecond = Math.max(1, fullPerSecond / 2);
    stage
        .progress()
        .step("http: %s at half load, %,d calls a second".formatted(contestant.name(), perSecond));
    var slice = contestant.turn(perSecond, stage.tempo().slice().multipliedBy(5));
    var latencies = Latencies.of(slice.latencies());
    var gate = Gate.absolute(latencies.p99Us() / 1_000.0, new AtMost(P99_MAX_MS), "ms p99");
    return new Figure(
        "latency",
        contestant.name() + " at half of its full load, counted from when each call was due",
        slice.perSecond(),
        unit,
        Optional.of(latencies),
        isGate ? List.of(gate) : List.of());
  }
}

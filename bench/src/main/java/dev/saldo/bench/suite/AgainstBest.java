package dev.saldo.bench.suite;

import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Gate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Ours in turns with the textbook over many accounts, at the number of connections that suits it
/// best on this machine.
final class AgainstBest {
  private AgainstBest() {}

  static List<Figure> run(
      Stage stage,
      Bench bench,
      Contestant ours,
      String unit,
      Function<Function<Gate.Bound, Gate>, Gate> gate)
      throws Exception {
    var best = stage.bestConnections();
    var contestants =
        List.of(
            ours,
            Contestant.baseline("the textbook, " + best, stage.textbook().callers(best, false)));
    var turns = Turns.take(stage.tempo(), stage.progress(), bench.name(), contestants);
    var compared =
        gate.apply(bound ->
            Gate.ratio(
                "textbook, 100,000 rows, its best: %d connections".formatted(best),
                turns.perSecond(1),
                turns.ratio(0, 1),
                bound));
    return List.of(
        new Figure(
            bench.name(),
            bench.about(),
            turns.perSecond(0),
            unit,
            Optional.of(turns.latencies(0)),
            List.of(compared)));
  }
}

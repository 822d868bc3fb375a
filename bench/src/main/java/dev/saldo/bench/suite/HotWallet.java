package dev.saldo.bench.suite;

import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Gate;
import dev.saldo.bench.report.Gate.Bound.AtLeast;
import java.util.List;
import java.util.Optional;

/// A thousand callers who all charge one wallet, beside 64 connections that contend for one row and
/// beside one connection that has the row to itself.
final class HotWallet implements Bench {
  private static final int CALLERS = 1_000;
  private static final int CONTENDING = 64;

  @Override
  public String name() {
    return "hot";
  }

  @Override
  public String about() {
    return "one hot wallet, 1,000 callers";
  }

  @Override
  public List<Figure> run(Stage stage) throws Exception {
    var contestants =
        List.of(
            stage.ours("Saldo", stage.plain().charging(CALLERS, true), Stage.PLAIN, 1),
            Contestant.baseline("the textbook, 64", stage.textbook().callers(CONTENDING, true)),
            Contestant.baseline("the textbook, 1", stage.textbook().callers(1, true)));
    var turns = Turns.take(stage.tempo(), stage.progress(), name(), contestants);
    return List.of(
        new Figure(
            name(),
            about(),
            turns.perSecond(0),
            "charges/s",
            Optional.of(turns.latencies(0)),
            List.of(
                Gate.ratio(
                        "textbook, one row, 64 connections contending",
                        turns.perSecond(1),
                        turns.ratio(0, 1),
                        new AtLeast(10))
                    .aiming(25),
                Gate.ratio(
                        "textbook, one row, 1 connection",
                        turns.perSecond(2),
                        turns.ratio(0, 2),
                        new AtLeast(5))
                    .aiming(10))));
  }
}

package dev.saldo.bench.suite;

import dev.saldo.bench.load.Callers;
import dev.saldo.bench.report.Curve;
import dev.saldo.bench.report.Plot;
import java.util.ArrayList;
import java.util.List;

/// Throughput at 1 to 1,000 callers, ours and the textbook's, over many wallets and on a hot one.
public final class CallersPlot {
  private static final List<Integer> CALLERS = List.of(1, 4, 16, 64, 256, 1_000);

  /// PostgreSQL serves no more at a time; further callers wait for one, as in any pool.
  private static final int CONNECTIONS_MAX = 64;

  private final Stage stage;

  private CallersPlot(Stage stage) {
    this.stage = stage;
  }

  /// Measures and draws.
  ///
  /// @param subtitle where it was measured
  /// @return the text of an SVG file
  public static String draw(Stage stage, String subtitle) throws Exception {
    var plot = new CallersPlot(stage);
    return Plot.draw(
        "Durable charges per second",
        subtitle,
        List.of(plot.panel("100,000 wallets", false), plot.panel("one hot wallet", true)));
  }

  private Plot.Panel panel(String title, boolean hot) throws Exception {
    var ours = new ArrayList<Curve.Point>();
    var theirs = new ArrayList<Curve.Point>();
    for (int count : CALLERS) {
      stage.progress().step("plot: %s, %,d callers".formatted(title, count));
      var charging = stage.plain().charging(count, hot);
      ours.add(point(count, stage.ours("Saldo", charging, Stage.PLAIN, 1)));
      theirs.add(point(count, Contestant.baseline("the textbook", textbook(count, hot))));
    }
    return new Plot.Panel(
        title,
        List.of(
            new Curve("Saldo: priced, booked, receipted", true, ours),
            new Curve("textbook UPDATE and INSERT", false, theirs)));
  }

  private Callers textbook(int count, boolean hot) throws Exception {
    return count > CONNECTIONS_MAX
        ? stage.textbook().pooled(count, CONNECTIONS_MAX, hot)
        : stage.textbook().callers(count, hot);
  }

  private Curve.Point point(int count, Contestant contestant) throws Exception {
    contestant.turn(stage.tempo().slice().dividedBy(2));
    return new Curve.Point(count, contestant.turn(stage.tempo().slice()).perSecond());
  }
}

package dev.saldo.bench.suite;

import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Gate.Bound.AtLeast;
import java.util.List;

/// A thousand callers who hold and then capture on any of 100,000 wallets: two durable steps,
/// counted as one pair.
final class HoldsAndCaptures implements Bench {
  private static final int CALLERS = 1_000;
  private static final int LINES_OF_PAIR = 2;

  @Override
  public String name() {
    return "holds";
  }

  @Override
  public String about() {
    return "hold and capture on 100,000 wallets, 1,000 callers";
  }

  @Override
  public List<Figure> run(Stage stage) throws Exception {
    var ours = stage.ours("Saldo", stage.plain().holding(CALLERS), Stage.PLAIN, LINES_OF_PAIR);
    return AgainstBest.run(stage, this, ours, "pairs/s", gate -> gate.apply(new AtLeast(1.5)));
  }
}

package dev.saldo.bench.suite;

import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Gate.Bound.AtLeast;
import java.util.List;

/// The same wallets with three budgets and three rate limits each, all decided in the same step.
final class LimitedWallets implements Bench {
  private static final int CALLERS = 1_000;

  @Override
  public String name() {
    return "limits";
  }

  @Override
  public String about() {
    return "100,000 wallets with 3 budgets and 3 rate limits each, 1,000 callers";
  }

  @Override
  public List<Figure> run(Stage stage) throws Exception {
    var ours = stage.ours("Saldo", stage.limited().charging(CALLERS, false), Stage.LIMITED, 1);
    return AgainstBest.run(stage, this, ours, "charges/s", gate -> gate.apply(new AtLeast(2)));
  }
}

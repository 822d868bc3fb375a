package dev.saldo.bench.suite;

import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Gate.Bound.AtLeast;
import java.util.List;

/// A thousand callers who charge any of 100,000 wallets, beside the textbook at its best.
final class ManyWallets implements Bench {
  private static final int CALLERS = 1_000;

  @Override
  public String name() {
    return "wallets";
  }

  @Override
  public String about() {
    return "100,000 wallets, 1,000 callers";
  }

  @Override
  public List<Figure> run(Stage stage) throws Exception {
    var ours = stage.ours("Saldo", stage.plain().charging(CALLERS, false), Stage.PLAIN, 1);
    return AgainstBest.run(
        stage, this, ours, "charges/s", gate -> gate.apply(new AtLeast(3)).aiming(6));
  }
}

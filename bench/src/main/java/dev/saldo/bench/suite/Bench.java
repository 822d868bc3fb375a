package dev.saldo.bench.suite;

import dev.saldo.bench.report.Figure;
import java.util.List;

/// One benchmark.
public interface Bench {
  /// What it is called on the command line.
  String name();

  /// What it measures, in a line.
  String about();

  /// Measures.
  List<Figure> run(Stage stage) throws Exception;

  /// All of them, in the order in which they run.
  static List<Bench> all() {
    return List.of(
        new HotWallet(),
        new ManyWallets(),
        new LimitedWallets(),
        new HoldsAndCaptures(),
        new RatingAlone(),
        new ChargesOverHttp(),
        new EventsOverHttp(),
        new BillingRuns(),
        new Upgrades(),
        new Reratings(),
        new StartUp());
  }
}

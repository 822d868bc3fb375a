package dev.saldo.server.tabular;

import dev.saldo.store.tabular.Cell;
import java.io.IOException;
import java.util.List;

/// Where rows come from, one after the other.
@FunctionalInterface
interface RowSource {
  void each(Sink sink) throws IOException;

  /// Where a row goes.
  @FunctionalInterface
  interface Sink {
    void row(List<Cell> cells) throws IOException;
  }
}

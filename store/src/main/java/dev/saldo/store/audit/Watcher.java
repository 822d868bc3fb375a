package dev.saldo.store.audit;

/// Whoever wants to know how far an examination is.
public interface Watcher {
  /// Nobody does.
  Watcher NONE =
      new Watcher() {
        @Override
        public void step(String name) {}

        @Override
        public void done(long count) {}
      };

  /// Another step begins.
  void step(String name);

  /// So many rows of the step are done.
  void done(long count);
}

package dev.saldo.server.cli;

import dev.saldo.store.audit.Watcher;

/// An examination's steps as a line of progress.
record WatchedProgress(Progress progress) implements Watcher {
  @Override
  public void step(String name) {
    progress.step(name);
  }

  @Override
  public void done(long count) {
    progress.done(count);
  }
}

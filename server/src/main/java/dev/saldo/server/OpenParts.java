package dev.saldo.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What was opened, to be closed in the other order.
final class OpenParts {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T part) {
    open.push(part);
    return part;
  }

  /// Closes everything, the last opened first, whatever goes wrong on the way.
  ///
  /// @return what went wrong
  Optional<RuntimeException> close() {
    RuntimeException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("not everything could be closed", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    return Optional.ofNullable(failure);
  }
}

package dev.saldo.server.engine;

import java.time.Instant;

/// Whether a time of the node's clock may be put on what is posted.
@FunctionalInterface
public interface Believable {
  /// Every time is.
  Believable ANY = _ -> true;

  boolean isBelievable(Instant time);
}

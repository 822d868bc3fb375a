package dev.saldo.core.account;

import java.time.Instant;
import java.util.UUID;

/// Makes the ids of what a decision brings into being.
public interface Ids {
  /// A new id, in time order: UUID version 7 (RFC 9562, section 5.7) of the given time.
  UUID next(Instant at);
}

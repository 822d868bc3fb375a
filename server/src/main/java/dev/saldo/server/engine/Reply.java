package dev.saldo.server.engine;

import dev.saldo.core.account.Refusal;
import java.time.Instant;
import java.util.UUID;

/// What a caller gets for a command.
public sealed interface Reply {

  /// It took effect, and that is durable.
  ///
  /// @param id the journal's line
  /// @param body the first answer, as JSON
  /// @param replayed whether it took effect before, and this is the answer of that time
  record Accepted(UUID id, String body, boolean replayed) implements Reply {}

  /// All that was due is posted; the answer to [dev.saldo.core.account.Command.PostDue].
  record UpToDate(Instant at) implements Reply {}

  /// It changes nothing, for a reason of business.
  record Refused(Refusal refusal) implements Reply {}

  /// The workspace has no such customer.
  record NoSuchCustomer() implements Reply {}

  /// It couldn't be decided or its fate isn't known; trying again with the same key is safe.
  record Unavailable(Outcome outcome, Reason reason) implements Reply {}

  /// What is known of a command without an answer.
  enum Outcome {
    /// It had no effect.
    NONE,
    /// It may have taken effect, or may still.
    UNKNOWN
  }

  /// Why there is no answer.
  enum Reason {
    /// Too many commands wait already.
    QUEUE_FULL,
    /// The deadline came first.
    TIMED_OUT,
    /// Somebody else has had the account locked for too long.
    ACCOUNT_LOCKED,
    /// The database can't be reached.
    STORE_UNREACHABLE,
    /// The database has no room to write.
    STORAGE_FULL,
    /// The clock of this node went back, or leapt ahead, so that no time can be put on a posting.
    CLOCK_UNSAFE,
    /// This node is going down.
    STOPPING
  }
}

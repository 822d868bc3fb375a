package dev.saldo.core.account;

import java.util.List;
import java.util.UUID;

/// What becomes of a command.
public sealed interface Outcome {
  /// It takes effect.
  ///
  /// @param account the account afterwards
  /// @param effects what must be written down, in order
  record Accepted(Account account, Answer answer, List<Effect> effects) implements Outcome {}

  /// It changes nothing.
  record Refused(Refusal refusal) implements Outcome {}

  /// It took effect before: the answer is the first one, which whoever keeps the journal knows by
  /// its id.
  record Repeated(UUID first) implements Outcome {}
}

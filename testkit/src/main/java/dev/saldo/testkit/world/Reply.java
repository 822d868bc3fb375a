package dev.saldo.testkit.world;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Refusal;
import java.util.UUID;

/// What a node answers.
sealed interface Reply {
  /// The command took effect, now or before.
  record Done(UUID line, Answer answer, boolean replayed) implements Reply {}

  /// It was refused.
  record Refused(Refusal refusal) implements Reply {}

  /// Nobody knows what became of it; ask again with the same key.
  record Unknown() implements Reply {}
}

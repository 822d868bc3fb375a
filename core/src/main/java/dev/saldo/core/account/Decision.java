package dev.saldo.core.account;

/// Yes with an answer, or no with the reason.
sealed interface Decision {
  /// The command takes effect.
  record Yes(Answer answer) implements Decision {}

  /// The command changes nothing.
  record No(Refusal refusal) implements Decision {}
}

package dev.saldo.testkit.world;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Refusal;
import java.util.Optional;
import java.util.UUID;

/// One thing that a client wants done, through all its attempts.
final class Op {
  final int number;
  final UUID customer;
  final Command command;
  int attempts;
  int deliberateRepeats;
  boolean resolved;

  Optional<Answer> answer = Optional.empty();
  Optional<Refusal> refusal = Optional.empty();

  Op(int number, UUID customer, Command command) {
    this.number = number;
    this.customer = customer;
    this.command = command;
  }
}

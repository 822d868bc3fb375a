package dev.saldo.testkit.world;

import dev.saldo.core.account.Answer;
import java.time.Instant;

/// A hold as the witness knows it.
final class SeenHold {
  final Answer.HoldOpened opened;
  Instant expiresAt;
  boolean open = true;

  SeenHold(Answer.HoldOpened opened) {
    this.opened = opened;
    this.expiresAt = opened.expiresAt();
  }
}

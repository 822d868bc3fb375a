package dev.saldo.testkit.world;

import dev.saldo.core.account.Answer;
import java.math.BigDecimal;

/// A charge, capture or priced event as the witness knows it.
final class SeenCharge {
  final Answer.Story story;
  BigDecimal refunded = BigDecimal.ZERO;

  SeenCharge(Answer.Story story) {
    this.story = story;
  }
}

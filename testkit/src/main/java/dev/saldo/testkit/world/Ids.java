package dev.saldo.testkit.world;

import dev.saldo.core.account.Answer;
import java.time.Instant;
import java.util.UUID;

/// Ids in time order that are the same whenever the seed is.
final class Ids implements dev.saldo.core.account.Ids {
  private static final UUID NONE = new UUID(0, 0);

  private long count;

  @Override
  public UUID next(Instant at) {
    count++;
    return new UUID(at.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | count);
  }

  /// The journal line of an answer.
  static UUID of(Answer answer) {
    return switch (answer) {
      case Answer.Charged a -> a.id();
      case Answer.HoldOpened a -> a.id();
      case Answer.Captured a -> a.id();
      case Answer.Released a -> a.id();
      case Answer.Extended a -> a.id();
      case Answer.Recorded a -> a.id();
      case Answer.Granted a -> a.id();
      case Answer.Refunded a -> a.id();
      case Answer.Transferred a -> a.id();
      case Answer.Corrected a -> a.id();
      case Answer.DebtSettled a -> a.id();
      case Answer.PlanChanged a -> a.id();
      case Answer.SubscriptionChanged a -> a.id();
      case Answer.InvoiceFinalized a -> a.id();
      case Answer.InvoiceCredited a -> a.id();
      case Answer.InvoiceSettled a -> a.id();
      case Answer.ResourcesClaimed a -> a.id();
      case Answer.ResourcesReturned a -> a.id();
      case Answer.BudgetSet a -> a.id();
      case Answer.BudgetRemoved a -> a.id();
      case Answer.SettingsChanged a -> a.id();
      case Answer.ConsentGiven a -> a.id();
      case Answer.ClockAdvanced a -> a.id();
      case Answer.Posted a -> a.id();
      case Answer.Lapsed a -> a.id();
      case Answer.UpToDate _ -> NONE;
    };
  }
}

package dev.saldo.core.revenue;

import java.util.Locale;

/// What an entry is about.
public enum Occasion {
  /// Credits with a cost basis were granted.
  CREDITS_SOLD,
  /// Credits went from one lot into another: a transfer, or a period's rest that is carried.
  CREDITS_MOVED,
  /// A refund gave credits back that had been used.
  CREDITS_RETURNED,
  /// A correction made a lot larger, so that each of its credits is worth less.
  CREDITS_ADDED,
  CREDITS_USED,
  /// A correction took credits away.
  CREDITS_REMOVED,
  CREDITS_EXPIRED,
  /// An invoice or a credit note was finalized.
  INVOICED,
  /// Time for which a fee was paid went by.
  FEES_EARNED;

  /// As it is written: `credits_used`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.saldo.core.revenue;

/// What happens to a lot, in the order in which it counts within a day: what comes in before what
/// goes out.
public enum LotMove {
  SOLD(Occasion.CREDITS_SOLD, MoneyAccount.UNBILLED),
  /// From another lot.
  RECEIVED(Occasion.CREDITS_MOVED, MoneyAccount.ROUNDING),
  RETURNED(Occasion.CREDITS_RETURNED, MoneyAccount.REVENUE),
  ADDED(Occasion.CREDITS_ADDED, MoneyAccount.REVENUE),
  /// Used, also where it pays for use that nothing had covered.
  USED(Occasion.CREDITS_USED, MoneyAccount.REVENUE),
  /// Into another lot.
  SENT(Occasion.CREDITS_MOVED, MoneyAccount.ROUNDING),
  REMOVED(Occasion.CREDITS_REMOVED, MoneyAccount.REFUNDS),
  EXPIRED(Occasion.CREDITS_EXPIRED, MoneyAccount.BREAKAGE_REVENUE);

  private final Occasion occasion;
  private final MoneyAccount other;

  LotMove(Occasion occasion, MoneyAccount other) {
    this.occasion = occasion;
    this.other = other;
  }

  public Occasion occasion() {
    return occasion;
  }

  /// The account that the deferred revenue comes from or goes to.
  MoneyAccount other() {
    return other;
  }
}

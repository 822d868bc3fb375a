package dev.saldo.core.ledger;

import java.util.Map;
import java.util.UUID;

/// One account of a wallet's books: a lot of credits, or one of the few accounts that every wallet
/// has.
///
/// All are credit-normal: the balance is what was credited less what was debited. A lot's balance
/// is what is left of it; `ISSUED` goes down as `CONSUMED` and `BREAKAGE` go up.
public record LedgerAccount(UUID id) {
  /// Where granted credits come from.
  public static final LedgerAccount ISSUED = system(1);

  /// What was used.
  public static final LedgerAccount CONSUMED = system(2);

  /// What expired unused.
  public static final LedgerAccount BREAKAGE = system(3);

  /// What is on its way to or from another wallet of the customer.
  public static final LedgerAccount TRANSFER = system(4);

  /// Use that happened without cover; below zero by what is owed.
  public static final LedgerAccount DEBT = system(5);

  /// Use beyond the credits that the customer has agreed to be billed for; below zero by its
  /// amount.
  public static final LedgerAccount OVERAGE = system(6);

  /// The other side of corrections made by hand.
  public static final LedgerAccount CORRECTION = system(7);

  private static final Map<LedgerAccount, String> LABELS =
      Map.of(
          ISSUED, "issued",
          CONSUMED, "consumed",
          BREAKAGE, "breakage",
          TRANSFER, "transfer",
          DEBT, "debt",
          OVERAGE, "overage",
          CORRECTION, "correction");

  /// The account of a lot of credits.
  public static LedgerAccount lot(UUID grant) {
    return new LedgerAccount(grant);
  }

  /// Whether this is a lot and not one of the accounts that every wallet has.
  public boolean isLot() {
    return id.getMostSignificantBits() != 0;
  }

  /// The account's word: `lot`, `issued`, `consumed`, …
  public String label() {
    return LABELS.getOrDefault(this, "lot");
  }

  private static LedgerAccount system(long number) {
    return new LedgerAccount(new UUID(0, number));
  }
}

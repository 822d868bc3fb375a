package dev.saldo.core.ledger;

import dev.saldo.core.money.Credits;
import java.time.Instant;
import java.util.UUID;

/// An entry before it has its place in a chain.
///
/// @param cause what brought it about; opaque here
/// @param evidence the digest of what was asked, so that the chain vouches for the request too
/// @param amount above zero
public record Posting(
    UUID cause,
    ChainHash evidence,
    LedgerAccount debit,
    LedgerAccount credit,
    Credits amount,
    Instant effectiveAt) {
  public Posting {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an entry of " + amount);
    }
    if (debit.equals(credit)) {
      throw new IllegalArgumentException("an entry from " + debit + " to itself");
    }
  }
}

package dev.saldo.store.audit;

import dev.saldo.core.ledger.Chain;
import dev.saldo.core.ledger.LedgerAccount;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One wallet's chain, walked from its beginning: what follows, what was used since the last reset.
///
/// After an entry that doesn't follow the walk goes on from what that entry says of itself, so that
/// each tampering is told once and not once for every entry behind it.
final class WalletWalk {
  private final Place place;
  private final Tallying chains;
  private final Tallying causes;
  private Chain chain;
  private BigDecimal consumed = BigDecimal.ZERO;
  private @Nullable UUID resetting;

  WalletWalk(Place place, Tallying chains, Tallying causes) {
    this.place = place;
    this.chains = chains;
    this.causes = causes;
    this.chain = Chain.begin(place.wallet());
  }

  Place place() {
    return place;
  }

  void step(BookedEntry booked) {
    var entry = booked.entry();
    chains.examined(1);
    causes.examined(1);
    if (!chain.verifies(entry)) {
      chains.differs(
          Optional.of(place.customer()),
          Optional.of(place.wallet()),
          "entry " + entry.sequence(),
          "entry "
              + (chain.sequence() + 1)
              + " with the hash that its content has after "
              + chain.head(),
          entry.sequence() == chain.sequence() + 1
              ? "hash " + entry.hash()
              : "entry " + entry.sequence());
    }
    chain = new Chain(place.wallet(), entry.sequence(), entry.hash());
    checkCause(booked);
    use(booked);
  }

  private void checkCause(BookedEntry booked) {
    var evidence = booked.posting().evidence();
    if (!booked.digest().equals(Optional.of(evidence))) {
      causes.differs(
          Optional.of(place.customer()),
          Optional.of(place.wallet()),
          "entry " + booked.sequence(),
          "line " + booked.posting().cause() + " with digest " + evidence,
          booked.digest().map(digest -> "digest " + digest).orElse("no such line"));
    }
  }

  /// A period's new credits begin the count anew, after all that their command moved.
  private void use(BookedEntry booked) {
    var posting = booked.posting();
    if (resetting != null && !resetting.equals(posting.cause())) {
      consumed = BigDecimal.ZERO;
      resetting = null;
    }
    var amount = posting.amount().amount();
    if (posting.credit().equals(LedgerAccount.CONSUMED)) {
      consumed = consumed.add(amount);
    } else if (posting.debit().equals(LedgerAccount.CONSUMED)) {
      consumed = consumed.subtract(amount).max(BigDecimal.ZERO);
    }
    if (booked.resets() && posting.debit().equals(LedgerAccount.ISSUED)) {
      resetting = posting.cause();
    }
  }

  /// Holds the wallet's row against the end of the walk.
  void end(BookedWallet wallet, Tallying heads, Tallying used) {
    heads.examined(1);
    used.examined(1);
    if (wallet.sequence() != chain.sequence() || !wallet.head().equals(chain.head())) {
      heads.differs(
          Optional.of(place.customer()),
          Optional.of(place.wallet()),
          "head",
          "entry " + chain.sequence() + ", hash " + chain.head(),
          "entry " + wallet.sequence() + ", hash " + wallet.head());
    }
    var expected = resetting == null ? consumed : BigDecimal.ZERO;
    if (wallet.consumed().compareTo(expected) != 0) {
      used.differs(
          Optional.of(place.customer()),
          Optional.of(place.wallet()),
          "consumed since the last reset",
          plain(expected),
          plain(wallet.consumed()));
    }
  }

  /// Tells of entries whose wallet isn't there.
  void endWithoutWallet(Tallying heads) {
    heads.differs(
        Optional.of(place.customer()),
        Optional.of(place.wallet()),
        "entries to " + chain.sequence(),
        "a wallet",
        "none");
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}

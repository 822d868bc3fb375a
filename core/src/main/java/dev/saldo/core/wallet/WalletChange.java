package dev.saldo.core.wallet;

import dev.saldo.core.ledger.Chain;
import dev.saldo.core.ledger.Entry;
import dev.saldo.core.ledger.LedgerAccount;
import dev.saldo.core.ledger.Posting;
import dev.saldo.core.money.Credits;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// What one operation on a wallet is about to do: lots as they change, entries as they come. Lives
/// for that operation alone.
final class WalletChange {
  final List<Grant> grants;
  Credits consumed;
  Credits debt;

  private final Wallet before;
  private final Wallet.Cause cause;
  private final List<Entry> entries = new ArrayList<>(2);
  private Chain chain;

  WalletChange(Wallet before, Wallet.Cause cause) {
    this.before = before;
    this.cause = cause;
    this.grants = new ArrayList<>(before.grants());
    this.chain = before.chain();
    this.consumed = before.consumed();
    this.debt = before.debt();
  }

  Grant lot(UUID id) {
    return grants.get(index(id));
  }

  void update(UUID id, UnaryOperator<Grant> change) {
    var at = index(id);
    grants.set(at, change.apply(grants.get(at)));
  }

  void add(Grant grant) {
    grants.add(grant);
    grants.sort(Grant.BURN_ORDER);
  }

  void post(LedgerAccount debit, LedgerAccount credit, Credits amount) {
    var entry =
        chain.next(
            new Posting(
                cause.command(), cause.evidence(), debit, credit, amount, cause.effectiveAt()));
    chain = chain.after(entry);
    entries.add(entry);
  }

  void postIfAny(LedgerAccount debit, LedgerAccount credit, Credits amount) {
    if (amount.isPositive()) {
      post(debit, credit, amount);
    }
  }

  /// Takes an amount out of a lot as expired.
  void breakage(UUID grant, Credits amount) {
    update(grant, lot -> lot.withRemaining(lot.remaining().minus(amount)));
    post(LedgerAccount.lot(grant), LedgerAccount.BREAKAGE, amount);
  }

  Wallet.Moved done() {
    var wallet =
        new Wallet(before.id(), before.name(), before.unit(), grants, chain, consumed, debt);
    return new Wallet.Moved(wallet, entries);
  }

  private int index(UUID id) {
    for (var i = 0; i < grants.size(); i++) {
      if (grants.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new IllegalStateException("wallet " + before.id() + " has no lot " + id);
  }
}

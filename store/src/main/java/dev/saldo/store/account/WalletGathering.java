package dev.saldo.store.account;

import dev.saldo.core.ledger.Chain;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One wallet while its lots come in.
final class WalletGathering {
  private final CreditUnit unit;
  private final String name;
  private final Chain chain;
  private final Credits consumed;
  private final Credits debt;
  private final List<Grant> grants = new ArrayList<>(2);
  private @Nullable Wallet made;

  WalletGathering(String name, CreditUnit unit, Chain chain, Credits consumed, Credits debt) {
    this.name = name;
    this.unit = unit;
    this.chain = chain;
    this.consumed = consumed;
    this.debt = debt;
  }

  /// One that is known already.
  WalletGathering(Wallet known) {
    this(known.name(), known.unit(), known.chain(), known.consumed(), known.debt());
    grants.addAll(known.grants());
    made = known;
  }

  CreditUnit unit() {
    return unit;
  }

  void add(Grant grant) {
    grants.add(grant);
    made = null;
  }

  Wallet wallet() {
    var ready = made;
    if (ready == null) {
      grants.sort(Grant.BURN_ORDER);
      ready = new Wallet(chain.wallet(), name, unit, grants, chain, consumed, debt);
      made = ready;
    }
    return ready;
  }
}

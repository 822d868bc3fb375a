package dev.saldo.testkit.world;

import dev.saldo.core.ledger.Chain;
import dev.saldo.core.ledger.Entry;
import dev.saldo.core.ledger.LedgerAccount;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// One customer's books as the entries alone tell them.
final class Books {
  private final Sightings sightings;
  private final Map<UUID, Chain> chains = new HashMap<>();
  private final Map<UUID, Map<LedgerAccount, BigDecimal>> balances = new HashMap<>();
  private BigDecimal onTheirWay = BigDecimal.ZERO;

  Books(Sightings sightings) {
    this.sightings = sightings;
  }

  void post(Entry entry) {
    var chain = chain(entry.wallet());
    sightings.check(Promise.CHAIN, chain.verifies(entry), "entry doesn't follow", entry);
    chains.put(entry.wallet(), chain.after(entry));
    var posting = entry.posting();
    add(entry.wallet(), posting.debit(), posting.amount().amount().negate());
    add(entry.wallet(), posting.credit(), posting.amount().amount());
  }

  Chain chain(UUID wallet) {
    return chains.getOrDefault(wallet, Chain.begin(wallet));
  }

  BigDecimal balance(UUID wallet, LedgerAccount account) {
    return balances.getOrDefault(wallet, Map.of()).getOrDefault(account, BigDecimal.ZERO);
  }

  BigDecimal lot(UUID wallet, UUID lot) {
    return balance(wallet, LedgerAccount.lot(lot));
  }

  /// What is owed.
  BigDecimal debt(UUID wallet) {
    return balance(wallet, LedgerAccount.DEBT).negate();
  }

  /// What has left one wallet of the customer and not arrived in another.
  BigDecimal onTheirWay() {
    return onTheirWay;
  }

  private void add(UUID wallet, LedgerAccount account, BigDecimal amount) {
    balances.computeIfAbsent(wallet, _ -> new HashMap<>()).merge(account, amount, BigDecimal::add);
    if (account.equals(LedgerAccount.TRANSFER)) {
      onTheirWay = onTheirWay.add(amount);
    }
  }
}

package dev.saldo.store.account;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Bound;
import dev.saldo.core.account.Command.KeyName;
import dev.saldo.core.account.Consent;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.account.Past;
import dev.saldo.core.account.Term;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.RateActs;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One customer's account while its rows come in.
final class Gathering {
  final LockedAccount locked;
  final Wanted wanted;
  final Map<UUID, WalletGathering> wallets = new HashMap<>(4);
  final List<Term> terms = new ArrayList<>(1);
  final Map<UUID, HeldAct> holds = new HashMap<>(4);
  final List<Budget> budgets = new ArrayList<>(0);
  final List<Consent> consents = new ArrayList<>(0);
  final Map<TallyKey, Tally> tallies = new HashMap<>(4);
  final Map<String, RateActsGathering> rateActs = new HashMap<>(4);
  final Map<UUID, Past> pasts = new HashMap<>(4);
  final Map<KeyName, Bound> bound = new HashMap<>(4);
  final Map<UUID, String> answers = new HashMap<>(4);
  Optional<Instant> soonestHoldExpiry = Optional.empty();
  Instant lastAt;
  Instant now;

  Gathering(LockedAccount locked, Wanted wanted) {
    this.locked = locked;
    this.wanted = wanted;
    this.lastAt = locked.lastAt();
    this.now = locked.lastAt();
  }

  /// Settles the customer's time, once all rows that tell of the last decision are in.
  void setNow(Instant clock) {
    now = locked.testClock().orElse(clock.isAfter(lastAt) ? clock : lastAt);
  }

  /// The terms known so far, the current one last.
  List<Term> terms() {
    if (locked.term().isEmpty()) {
      return List.of();
    }
    var all = new ArrayList<>(terms.isEmpty() ? terms : terms.subList(0, terms.size() - 1));
    all.add(locked.term().get());
    return all;
  }

  Wallet wallet(UUID id) {
    var wallet = wallets.get(id);
    if (wallet == null) {
      throw new IllegalStateException("customer " + locked.customer() + " has no wallet " + id);
    }
    return wallet.wallet();
  }

  Loaded loaded() {
    var ready = new HashMap<UUID, Wallet>(4);
    wallets.forEach((id, wallet) -> ready.put(id, wallet.wallet()));
    var acts = new HashMap<String, RateActs>(4);
    rateActs.forEach((rate, gathered) -> acts.put(rate, gathered.acts()));
    var account =
        new Account(
            locked.customer(),
            locked.zone(),
            locked.settings(),
            terms(),
            lastAt,
            locked.testClock(),
            locked.nextDueAt(),
            soonestHoldExpiry,
            ready,
            holds,
            budgets,
            consents,
            tallies,
            acts,
            pasts);
    return new Loaded(locked, account, now, bound, answers);
  }

  /// The acts of one rate while they come in.
  static final class RateActsGathering {
    private long last;
    private final Map<Long, Instant> probes = new HashMap<>(4);

    void add(long number, Instant at) {
      last = Math.max(last, number);
      probes.put(number, at);
    }

    RateActs acts() {
      return new RateActs(last, probes, List.of());
    }
  }
}

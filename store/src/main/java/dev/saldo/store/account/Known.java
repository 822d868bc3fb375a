package dev.saldo.store.account;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Consent;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.RateActs;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Hold;
import dev.saldo.core.wallet.Wallet;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What a node knows of an account beside the row it locks, as of one version of that row. While
/// the row has that version nobody has changed any of it.
///
/// @param wallets all of them, with the lots that [Account] asks for
/// @param budgets all of them
/// @param consents all of them
/// @param ranges the tallies that were looked up; what isn't among `tallies` then isn't there
/// @param rateActs the latest acts of rates, without those that were too long ago to be of use
/// @param holds some that are open
/// @param soonestHoldExpiry no later than the first open hold's, if there is one
record Known(
    long version,
    Map<UUID, Wallet> wallets,
    List<Budget> budgets,
    List<Consent> consents,
    Set<TallyProbes.Range> ranges,
    Map<TallyKey, Tally> tallies,
    Map<String, RateActs> rateActs,
    Map<UUID, HeldAct> holds,
    Optional<Instant> soonestHoldExpiry) {
  private static final int HOLDS_MAX = 32;

  /// A hold with more data than this is read again when it is needed.
  private static final int DATA_MAX = 16;

  private static final int TEXT_MAX = 100;
  private static final int HOLD_WEIGHT = 20;
  private static final int ACTS_MAX = 32;

  /// What is known once a decision is committed.
  static Known after(Decided decided) {
    var loaded = decided.loaded();
    var after = decided.after();
    var wallets = new HashMap<UUID, Wallet>(after.wallets().size() * 2);
    after.wallets().forEach((id, wallet) -> wallets.put(id, living(wallet)));
    var tallies = new HashMap<TallyKey, Tally>(after.tallies().size() * 2);
    after.tallies().forEach((key, tally) -> tallies.put(key, plain(tally)));
    var rateActs = new HashMap<>(loaded.otherRateActs());
    after.rateActs().forEach((rate, acts) -> rateActs.put(rate, latest(acts)));
    return new Known(
        loaded.locked().version() + 1,
        wallets,
        after.budgets(),
        after.consents(),
        loaded.ranges(),
        tallies,
        rateActs,
        holds(loaded.otherHolds(), after.holds()),
        soonest(after));
  }

  /// About how much room it takes, in units of a lot's.
  int weight() {
    var weight = 4 + budgets.size() + consents.size() + tallies.size() + HOLD_WEIGHT * holds.size();
    for (var wallet : wallets.values()) {
      weight += 1 + wallet.grants().size();
    }
    for (var acts : rateActs.values()) {
      weight += 1 + acts.probes().size() / 2;
    }
    return weight;
  }

  /// Without lots that are over: they were loaded for one command alone.
  private static Wallet living(Wallet wallet) {
    if (wallet.grants().stream().allMatch(Known::isLive)) {
      return wallet;
    }
    var lots = wallet.grants().stream().filter(Known::isLive).toList();
    return new Wallet(
        wallet.id(),
        wallet.name(),
        wallet.unit(),
        lots,
        wallet.chain(),
        wallet.consumed(),
        wallet.debt());
  }

  private static boolean isLive(Grant lot) {
    return lot.state() != Grant.State.EXPIRED || lot.held().isPositive();
  }

  private static Tally plain(Tally tally) {
    return new Tally(
        Decimals.normal(tally.consumed()), Decimals.normal(tally.held()), tally.acts());
  }

  private static RateActs latest(RateActs acts) {
    var oldest = acts.last() - ACTS_MAX;
    var kept = new HashMap<Long, Instant>();
    acts.probes()
        .forEach((number, at) -> {
          if (number > oldest) {
            kept.put(number, at);
          }
        });
    var number = acts.last() - acts.added().size();
    for (var at : acts.added()) {
      if (++number > oldest) {
        kept.put(number, at);
      }
    }
    return new RateActs(acts.last(), kept, List.of());
  }

  private static Map<UUID, HeldAct> holds(Map<UUID, HeldAct> others, Map<UUID, HeldAct> latest) {
    var open = new LinkedHashMap<UUID, HeldAct>();
    latest.forEach((id, act) -> keepOpen(open, id, act));
    others.forEach((id, act) -> {
      if (!latest.containsKey(id)) {
        keepOpen(open, id, act);
      }
    });
    return open;
  }

  private static void keepOpen(Map<UUID, HeldAct> open, UUID id, HeldAct act) {
    if (act.hold().state() == Hold.State.OPEN && open.size() < HOLDS_MAX && isSmall(act)) {
      open.put(id, act);
    }
  }

  private static boolean isSmall(HeldAct act) {
    return act.data().size() <= DATA_MAX
        && act.tallied().size() <= DATA_MAX
        && act.data().values().stream()
            .allMatch(
                value -> !(value instanceof Value.Text(var text)) || text.length() <= TEXT_MAX);
  }

  private static Optional<Instant> soonest(Account after) {
    var soonest = after.soonestHoldExpiry();
    for (var act : after.holds().values()) {
      var end = act.hold().expiresAt();
      if (act.hold().state() == Hold.State.OPEN
          && (soonest.isEmpty() || end.isBefore(soonest.get()))) {
        soonest = Optional.of(end);
      }
    }
    return soonest;
  }

  /// Whether the acts with these numbers are known, as far as there are such.
  boolean knows(RateProbes.Probe probe) {
    var acts = rateActs.get(probe.rate());
    if (acts == null) {
      return false;
    }
    var first = Math.max(1, acts.last() - probe.back() + 1);
    var last = Math.min(acts.last(), acts.last() - probe.back() + probe.count());
    for (var number = first; number <= last; number++) {
      if (!acts.probes().containsKey(number)) {
        return false;
      }
    }
    return true;
  }

  /// The holds that aren't named.
  Map<UUID, HeldAct> holdsBut(Set<UUID> named) {
    var others = new HashMap<>(holds);
    others.keySet().removeAll(named);
    return others;
  }
}

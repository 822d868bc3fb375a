package dev.saldo.core.account;

import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.RateActs;
import dev.saldo.core.limit.Resource;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Area;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An account in the middle of one command: what it is becoming, and what must be written down.
///
/// A draft that ends in a refusal is thrown away, which is why a refusal changes nothing. Maps are
/// replaced, never changed, so the account it began from stays as it was.
final class Draft {
  final Context context;

  private final Account before;
  private final List<Effect> effects = new ArrayList<>();
  private Settings settings;
  private List<Term> terms;
  private Optional<Subscription> subscription;
  private Optional<Instant> testClock;
  private Instant nextDueAt;
  private Map<UUID, Wallet> wallets;
  private Map<UUID, HeldAct> holds;
  private List<Budget> budgets;
  private List<Consent> consents;
  private Map<TallyKey, Tally> tallies;
  private Map<String, RateActs> rateActs;
  private Map<UUID, Past> pasts;
  private Map<UUID, Resource> resources;
  private Levels levels;

  Draft(Account account, Context context) {
    this.context = context;
    this.before = account;
    this.settings = account.settings();
    this.terms = account.terms();
    this.subscription = account.subscription();
    this.testClock = account.testClock();
    this.nextDueAt = account.nextDueAt();
    this.wallets = account.wallets();
    this.holds = account.holds();
    this.budgets = account.budgets();
    this.consents = account.consents();
    this.tallies = account.tallies();
    this.rateActs = account.rateActs();
    this.pasts = account.pasts();
    this.resources = account.resources();
    this.levels = account.levels();
  }

  Instant now() {
    return context.now();
  }

  UUID newId() {
    return context.ids().next(context.now());
  }

  /// The account as it stands in the draft.
  Account account() {
    return new Account(
        before.customer(),
        before.zone(),
        settings,
        terms,
        subscription,
        context.now().isAfter(before.lastAt()) ? context.now() : before.lastAt(),
        testClock,
        nextDueAt,
        before.soonestHoldExpiry(),
        wallets,
        holds,
        budgets,
        consents,
        tallies,
        rateActs,
        pasts,
        resources,
        levels);
  }

  List<Effect> effects() {
    return effects;
  }

  Wallet wallet(UUID id) {
    var wallet = wallets.get(id);
    if (wallet == null) {
      throw new IllegalStateException("customer " + before.customer() + " has no wallet " + id);
    }
    return wallet;
  }

  Map<UUID, Wallet> wallets() {
    return wallets;
  }

  Wallet open(Wallet wallet) {
    wallets = with(wallets, wallet.id(), wallet);
    effects.add(new Effect.WalletOpened(wallet.id()));
    return wallet;
  }

  Wallet put(Wallet wallet) {
    wallets = with(wallets, wallet.id(), wallet);
    return wallet;
  }

  Wallet put(Wallet.Moved moved) {
    moved.entries().forEach(entry -> effects.add(new Effect.EntryPosted(entry)));
    return put(moved.wallet());
  }

  void opened(UUID wallet, dev.saldo.core.wallet.Grant grant) {
    effects.add(new Effect.GrantOpened(wallet, grant));
    dueAt(grant.expiresAt());
    dueAt(Optional.of(grant.grantedAt()).filter(at -> at.isAfter(now())));
  }

  void open(HeldAct act) {
    holds = with(holds, act.hold().id(), act);
    effects.add(new Effect.HoldOpened(act));
    dueAt(Optional.of(act.hold().expiresAt()));
  }

  void change(HeldAct act) {
    holds = with(holds, act.hold().id(), act);
    effects.add(new Effect.HoldChanged(act));
  }

  Optional<HeldAct> hold(UUID id) {
    return Optional.ofNullable(holds.get(id));
  }

  Tally tally(TallyKey key) {
    return tallies.getOrDefault(key, Tally.NONE);
  }

  void tally(TallyKey key, BigDecimal consumed, BigDecimal held) {
    if (consumed.signum() != 0 || held.signum() != 0) {
      tallies = with(tallies, key, tally(key).plus(consumed, held));
    }
  }

  /// Counts an act that adds nothing to a tally.
  void act(TallyKey key) {
    tallies = with(tallies, key, tally(key).withAct());
  }

  /// Changes the counters of an area by as much.
  void area(TallyKey key, Area change) {
    area(key, change.all());
    area(key.unbilled(), change.unbilled());
  }

  private void area(TallyKey key, BigDecimal change) {
    if (change.signum() != 0) {
      var tally = tally(key);
      var changed = new Tally(tally.consumed().add(change), tally.held(), tally.acts());
      tallies = with(tallies, key, changed);
    }
  }

  Levels levels() {
    return levels;
  }

  void levels(Levels known) {
    levels = known;
  }

  RateActs rateActs(String rate) {
    return rateActs.getOrDefault(rate, RateActs.NONE);
  }

  void count(String rate, Instant at) {
    var more = rateActs(rate).plus(at);
    rateActs = with(rateActs, rate, more);
    effects.add(new Effect.RateCounted(rate, more.last(), more.latest(1).orElse(at)));
  }

  Optional<Past> past(UUID id) {
    return Optional.ofNullable(pasts.get(id));
  }

  void change(Past past) {
    pasts = with(pasts, past.id(), past);
    effects.add(new Effect.PastChanged(past));
  }

  /// Adds resources of one kind, and counts them.
  void claim(List<Resource> claimed) {
    var more = new HashMap<>(resources);
    for (var resource : claimed) {
      more.put(resource.id(), resource);
      effects.add(new Effect.ResourceClaimed(resource));
      tally(TallyKey.resource(resource.name()), BigDecimal.ONE, BigDecimal.ZERO);
    }
    resources = more;
  }

  /// Replaces resources by themselves, given back, and counts them no more.
  void giveBack(List<Resource> returned) {
    var kept = new HashMap<>(resources);
    for (var resource : returned) {
      kept.put(resource.id(), resource);
      effects.add(new Effect.ResourceReturned(resource));
      tally(TallyKey.resource(resource.name()), BigDecimal.ONE.negate(), BigDecimal.ZERO);
    }
    resources = kept;
  }

  /// Notes that resources above the plan's counts stay for the time being.
  void tolerate(Instant until) {
    effects.add(new Effect.GraceGiven(now(), until));
  }

  void begin(Term term) {
    var more = new ArrayList<>(terms);
    more.add(term);
    terms = List.copyOf(more);
    effects.add(new Effect.TermBegun(term));
    term.grantsDue().forEach(this::dueAt);
  }

  Optional<Subscription> subscription() {
    return subscription;
  }

  void set(Subscription changed) {
    subscription = Optional.of(changed);
    if (changed.isRunning()) {
      dueAt(Optional.of(changed.period().until()));
      dueAt(changed.commitment().map(month -> month.month().until()));
    }
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  /// Replaces the current term by itself with other due times.
  void granted(Term term) {
    var kept = new ArrayList<>(terms);
    kept.set(kept.size() - 1, term);
    terms = List.copyOf(kept);
  }

  void set(Budget budget) {
    var kept = new ArrayList<>(budgets);
    kept.removeIf(other -> other.id().equals(budget.id()));
    kept.add(budget);
    budgets = List.copyOf(kept);
    effects.add(new Effect.BudgetSet(budget));
  }

  void removeBudget(UUID id) {
    budgets = budgets.stream().filter(budget -> !budget.id().equals(id)).toList();
    effects.add(new Effect.BudgetRemoved(id));
  }

  void set(Settings chosen) {
    settings = chosen;
  }

  void set(Consent consent) {
    var kept = new ArrayList<>(consents);
    kept.removeIf(other -> other.action().equals(consent.action()));
    kept.add(consent);
    consents = List.copyOf(kept);
    effects.add(new Effect.ConsentGiven(consent));
  }

  void withdrawConsent(String action) {
    consents = consents.stream().filter(consent -> !consent.action().equals(action)).toList();
    effects.add(new Effect.ConsentWithdrawn(action));
  }

  void clock(Instant at) {
    testClock = Optional.of(at);
  }

  void nextDueAt(Instant at) {
    nextDueAt = at;
  }

  void crossed(Effect.ThresholdCrossed crossing) {
    effects.add(crossing);
  }

  Wallet.Cause cause(UUID command, ChainHash evidence) {
    return new Wallet.Cause(command, evidence, now());
  }

  /// Puts the command into the journal, and answers it.
  Decision journal(Command.Key key, UUID id, Instant occurredAt, Answer answer) {
    effects.add(new Effect.Journaled(new JournalLine(id, key, occurredAt, now(), answer)));
    return new Decision.Yes(answer);
  }

  private void dueAt(Optional<Instant> at) {
    if (at.isPresent() && at.get().isBefore(nextDueAt)) {
      nextDueAt = at.get();
    }
  }

  private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    var copy = new HashMap<>(map);
    copy.put(key, value);
    return copy;
  }
}

package dev.saldo.store.account;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Bound;
import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.Command.KeyName;
import dev.saldo.core.account.Consent;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.account.Past;
import dev.saldo.core.account.RunningUse;
import dev.saldo.core.account.Term;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.RateActs;
import dev.saldo.core.limit.Resource;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Level;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.wallet.Wallet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One customer's account while its rows come in.
final class Gathering {
  private static final int RANGES_MAX = 512;

  final LockedAccount locked;
  final Wanted wanted;
  final Optional<Known> known;
  final Map<UUID, WalletGathering> wallets = new HashMap<>(4);
  final List<Term> terms = new ArrayList<>(1);
  final Map<UUID, HeldAct> holds = new HashMap<>(4);
  final List<Budget> budgets = new ArrayList<>(0);
  final List<Consent> consents = new ArrayList<>(0);
  final Map<TallyKey, Tally> tallies = new HashMap<>(4);
  final Map<String, RateActsGathering> rateActs = new HashMap<>(4);
  final Map<UUID, Past> pasts = new HashMap<>(4);
  final Map<UUID, Resource> resources = new HashMap<>(0);
  final LevelsGathering levels = new LevelsGathering();
  final Map<KeyName, Bound> bound = new HashMap<>(4);
  final Map<UUID, String> answers = new HashMap<>(4);
  final Set<TallyProbes.Range> ranges = new HashSet<>(4);
  Optional<Instant> soonestHoldExpiry = Optional.empty();
  final Instant now;

  /// Whether all terms of the billed period matter, because what is unused in it is carried.
  final boolean carries;

  /// @param now the customer's time
  Gathering(
      LockedAccount locked,
      Wanted wanted,
      Optional<Known> known,
      Instant clock,
      Catalogs catalogs) {
    this.locked = locked;
    this.carries = carries(locked, catalogs);
    this.wanted = wanted;
    this.known = known;
    this.now = locked.testClock().orElse(clock.isAfter(locked.lastAt()) ? clock : locked.lastAt());
    known.ifPresent(this::remember);
  }

  private static boolean carries(LockedAccount locked, Catalogs catalogs) {
    var period = locked.subscription().filter(Subscription::isRunning).map(Subscription::period);
    return locked
        .term()
        .filter(term -> period.filter(one -> one.from().isBefore(term.from())).isPresent())
        .filter(term -> mayCarry(locked, catalogs.catalog(term.catalog()), term))
        .isPresent();
  }

  /// What was carried into a period is used by the next plan too, though the catalog that it is of
  /// by now carries nothing.
  private static boolean mayCarry(LockedAccount locked, Catalog catalog, Term term) {
    var isFirst =
        locked
            .subscription()
            .filter(one -> one.startedAt().isBefore(one.period().from()))
            .isEmpty();
    return catalog.carries()
        || !isFirst
            && catalog.plan(term.plan()).orElseThrow().sale().usage().stream()
                .anyMatch(usage -> usage.per() == UsageTerms.Per.PERIOD);
  }

  /// Whose days and months a term counts.
  ZoneId zone(Term term) {
    return term.zone().orElse(locked.zone());
  }

  private void remember(Known earlier) {
    earlier.wallets().forEach((id, wallet) -> wallets.put(id, new WalletGathering(wallet)));
    budgets.addAll(earlier.budgets());
    consents.addAll(earlier.consents());
    wanted
        .holds()
        .forEach(id -> {
          var act = earlier.holds().get(id);
          if (act != null) {
            holds.put(id, act);
          }
        });
    soonestHoldExpiry = earlier.soonestHoldExpiry();
  }

  /// Takes over what is known of these periods, unless that is too much to carry on with.
  void rememberTallies(Set<Instant> froms) {
    known
        .filter(earlier -> earlier.ranges().size() <= RANGES_MAX)
        .ifPresent(earlier -> {
          earlier.ranges().stream()
              .filter(range -> froms.contains(range.from()))
              .forEach(ranges::add);
          earlier
              .tallies()
              .forEach((key, tally) -> {
                if (froms.contains(key.from())) {
                  tallies.put(key, tally);
                }
              });
        });
  }

  void remember(String rate, Known earlier) {
    var acts = earlier.rateActs().get(rate);
    if (acts != null) {
      rateActs.computeIfAbsent(rate, _ -> new RateActsGathering()).add(acts);
    }
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

  /// Whether a day in which the term began is divided among cost centres with the term before.
  boolean dividesDay(Catalogs catalogs) {
    return locked
        .term()
        .filter(term -> catalogs.catalog(term.catalog()).sale().billing().byCostCentre())
        .filter(term -> RunningUse.cadences(term, catalogs).contains(Cadence.DAY))
        .filter(term ->
            Cadence.DAY.containing(term.from(), zone(term)).from().isBefore(term.from())
                && Cadence.DAY.containing(term.from(), zone(term)).contains(now))
        .isPresent();
  }

  /// Whether what the running period's use costs matters to these commands.
  boolean asksForCost(Catalogs catalogs) {
    return wanted.choices()
        ? RunningUse.isBilled(locked.subscription())
        : RunningUse.isAsked(locked.settings(), locked.subscription(), locked.term(), catalogs);
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
            locked.subscription(),
            locked.lastAt(),
            locked.testClock(),
            locked.nextDueAt(),
            soonestHoldExpiry,
            ready,
            holds,
            budgets,
            consents,
            tallies,
            acts,
            pasts,
            resources,
            levels.levels());
    return new Loaded(
        locked,
        account,
        now,
        bound,
        answers,
        ranges,
        known.map(Known::rateActs).orElse(Map.of()),
        known.map(earlier -> earlier.holdsBut(wanted.holds())).orElse(Map.of()));
  }

  /// Levels while they come in.
  static final class LevelsGathering {
    private final Map<String, List<Level>> byMeter = new HashMap<>(0);

    void add(String meter, Level level) {
      byMeter.computeIfAbsent(meter, _ -> new ArrayList<>()).add(level);
    }

    Levels levels() {
      return byMeter.isEmpty() ? Levels.NONE : Levels.of(byMeter);
    }
  }

  /// The acts of one rate while they come in.
  static final class RateActsGathering {
    private long last;
    private final Map<Long, Instant> probes = new HashMap<>(4);

    void add(long number, Instant at) {
      last = Math.max(last, number);
      probes.put(number, at);
    }

    void add(RateActs known) {
      last = Math.max(last, known.last());
      probes.putAll(known.probes());
    }

    RateActs acts() {
      return new RateActs(last, probes, List.of());
    }
  }
}

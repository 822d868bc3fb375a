package dev.saldo.store.account;

import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.Command;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.store.array.BinaryArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Loads locked accounts as far as their commands need it: one statement for each table, and none
/// for a table that can't matter to any of them.
final class Loading {
  private final WalletRows wallets;
  private final LimitRows limits;
  private final TallyPeriods periods;
  private final LevelProbes.Averaged averaged = new LevelProbes.Averaged();
  private final AccountMemory memory;
  private final boolean shows;

  /// @param shows whether accounts are loaded to be looked at, and not to be decided on
  Loading(Words words, AccountMemory memory, boolean shows) {
    this.shows = shows;
    this.wallets = new WalletRows(words);
    this.limits = new LimitRows(words);
    this.periods = new TallyPeriods();
    this.memory = memory;
  }

  Map<UUID, Loaded> load(
      Connection connection,
      long workspace,
      Collection<LockedAccount> locked,
      Map<UUID, List<Command>> commands,
      Instant clock,
      Catalogs catalogs)
      throws SQLException {
    var gathered = new Gathered();
    var now = clock.truncatedTo(ChronoUnit.MICROS);
    var keys = BinaryArray.uuids(commands.size());
    for (var account : locked) {
      var ofAccount = commands.getOrDefault(account.customer(), List.of());
      var known = memory.find(workspace, account);
      gathered.add(new Gathering(account, Wanted.by(ofAccount), known, now, catalogs));
      ofAccount.forEach(
          command -> keys.add(KeyHash.of(account.customer(), command.key().keyName())));
    }
    JournalRows.loadKeys(connection, workspace, keys, gathered);
    wallets.load(connection, workspace, gathered.where(one -> one.known.isEmpty()), gathered);
    HoldRows.loadNamed(connection, workspace, gathered);
    loadChoices(connection, workspace, gathered, catalogs);
    loadHolds(connection, workspace, gathered);
    loadPasts(connection, workspace, gathered);
    ResourceRows.load(connection, workspace, gathered);
    loadCounts(connection, workspace, gathered, catalogs);
    loadLevels(connection, workspace, commands, gathered, catalogs);
    var loaded = new HashMap<UUID, Loaded>(locked.size() * 2);
    gathered.all().forEach(one -> loaded.put(one.locked.customer(), one.loaded()));
    return loaded;
  }

  private void loadChoices(
      Connection connection, long workspace, Gathered gathered, Catalogs catalogs)
      throws SQLException {
    limits.loadBudgets(
        connection,
        workspace,
        gathered.where(one -> one.known.isEmpty() && one.locked.hasBudgets()),
        gathered);
    limits.loadConsents(
        connection,
        workspace,
        gathered.where(one -> one.known.isEmpty() && one.locked.hasConsents()),
        gathered);
    var late = gathered.where(one -> looksBeforeTerm(one, catalogs));
    if (!late.isEmpty()) {
      AccountRows.terms(connection, workspace, Gathered.ids(late), gathered);
    }
  }

  /// Also where something is due: what is carried into a new period goes by the plan that brought
  /// it, which may be an earlier one.
  private boolean looksBeforeTerm(Gathering customer, Catalogs catalogs) {
    return customer.locked.termOrdinal() > 1
        && (customer.wanted.terms()
            || looksBack(customer, catalogs)
            || customer.carries
            || customer.dividesDay(catalogs)
            || willChange(customer.locked)
            || isDue(customer)
            || changedInPeriod(customer.locked) && customer.asksForCost(catalogs)
            || customer.wanted.times().stream()
                .anyMatch(at -> at.isBefore(customer.locked.term().orElseThrow().from())));
  }

  /// A level that is captured was set when its hold was opened, on an earlier term perhaps.
  private boolean looksBack(Gathering customer, Catalogs catalogs) {
    var from = customer.locked.term().orElseThrow().from();
    return customer.holds.values().stream().anyMatch(act -> act.hold().openedAt().isBefore(from))
        && averaged.has(customer, catalogs);
  }

  private static boolean changedInPeriod(LockedAccount locked) {
    var from = locked.term().orElseThrow().from();
    return locked.subscription().filter(one -> one.period().from().isBefore(from)).isPresent();
  }

  /// A change that is arranged may fall due: it is one of plan like any other.
  private static boolean willChange(LockedAccount locked) {
    return locked
        .subscription()
        .flatMap(Subscription::arranged)
        .filter(Subscription.Arranged.Change.class::isInstance)
        .isPresent();
  }

  private static void loadHolds(Connection connection, long workspace, Gathered gathered)
      throws SQLException {
    var holding = gathered.where(one -> one.locked.holdsUntil().isPresent());
    var due = holding.stream().filter(Loading::isDue).toList();
    due.forEach(one -> one.soonestHoldExpiry = Optional.empty());
    var unknown = holding.stream().filter(one -> one.known.isEmpty() || isDue(one)).toList();
    HoldRows.loadSoonest(connection, workspace, unknown, gathered);
    HoldRows.loadDue(connection, workspace, due, gathered);
  }

  private static boolean isDue(Gathering customer) {
    return !customer.locked.nextDueAt().isAfter(customer.now);
  }

  /// The charges that are named, then the first charges of their lines of second tries.
  private void loadPasts(Connection connection, long workspace, Gathered gathered)
      throws SQLException {
    var named = new JournalRows.Named();
    for (var customer : gathered.all()) {
      var id = customer.locked.customer();
      customer.wanted.charges().forEach(charge -> named.add(id, charge));
      for (var act : customer.holds.values()) {
        act.root().ifPresent(root -> named.add(id, root));
      }
    }
    JournalRows.loadPasts(connection, workspace, named, gathered);
    var roots = new JournalRows.Named();
    for (var customer : gathered.all()) {
      for (var past : customer.pasts.values()) {
        past.root()
            .filter(root -> !customer.pasts.containsKey(root))
            .ifPresent(root -> roots.add(customer.locked.customer(), root));
      }
    }
    JournalRows.loadPasts(connection, workspace, roots, gathered);
    wallets.loadEnded(connection, workspace, gathered, refundedLots(gathered));
  }

  private static List<WalletRows.Lot> refundedLots(Gathered gathered) {
    var lots = new ArrayList<WalletRows.Lot>();
    for (var customer : gathered.where(one -> one.wanted.refunds())) {
      customer.pasts.values().stream()
          .flatMap(past -> past.funding().draws().stream())
          .map(draw -> draw.grant())
          .distinct()
          .forEach(lot -> lots.add(new WalletRows.Lot(customer.locked.customer(), lot)));
    }
    return lots;
  }

  private void loadLevels(
      Connection connection,
      long workspace,
      Map<UUID, List<Command>> commands,
      Gathered gathered,
      Catalogs catalogs)
      throws SQLException {
    var probes = new LevelProbes();
    for (var customer : gathered.all()) {
      var own = commands.getOrDefault(customer.locked.customer(), List.of());
      probes.add(customer, own, averaged, catalogs, shows);
    }
    probes.load(connection, workspace, gathered);
  }

  private void loadCounts(
      Connection connection, long workspace, Gathered gathered, Catalogs catalogs)
      throws SQLException {
    var tallies = new TallyProbes();
    var probes = new RateProbes();
    for (var customer : gathered.all()) {
      if (customer.locked.hasTallies()) {
        tallies.add(customer, periods.of(customer, catalogs), catalogs);
      }
      if (customer.locked.hasRateActs()) {
        probes.add(customer, catalogs);
      }
    }
    LimitRows.loadTallies(connection, workspace, tallies, gathered);
    LimitRows.loadRateActs(connection, workspace, probes, gathered);
  }
}

package dev.saldo.store.account;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Effect;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Hold;
import dev.saldo.core.wallet.Wallet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/// Writes what became of a batch: new rows from the effects, changed ones by comparing each account
/// with what was loaded.
///
/// What is added to the journal and the ledger may be on its way to the database while the next
/// commands are being decided; until [#end] or [#abandon] the connection isn't the caller's.
public final class Writing {
  /// By how much more than needed an account's row says that holds may be open, so that it needn't
  /// change with each hold.
  private static final Duration HOLDS_MARGIN = Duration.ofHours(1);

  private final Connection connection;
  private final long workspace;
  private final Appending appending;
  private final WalletColumns newWallets = new WalletColumns();
  private final WalletColumns changedWallets = new WalletColumns();
  private final GrantColumns newGrants = new GrantColumns();
  private final GrantColumns changedGrants = new GrantColumns();
  private final DraftRows drafts = new DraftRows();
  private final LimitColumns limits = new LimitColumns();
  private final LevelRows levels = new LevelRows();
  private final ResourceChanges resources = new ResourceChanges();
  private final Map<UUID, HoldRows.Placed> openedHolds = new LinkedHashMap<>();
  private final Map<UUID, HoldRows.Placed> changedHolds = new LinkedHashMap<>();
  private final Map<UUID, Integer> termsBegun = new HashMap<>();
  private final List<AccountRows.Placed> begunTerms = new ArrayList<>();
  private final List<AccountRows.Placed> endedTerms = new ArrayList<>();
  private final List<LockedAccount> touchedAccounts = new ArrayList<>();
  private final List<LockedAccount> changedAccounts = new ArrayList<>();
  private final List<Choice> choices = new ArrayList<>();
  private final Map<UUID, Choice> pasts = new LinkedHashMap<>();

  /// A row that is written alone.
  private interface Choice {
    void write(ChoiceRows rows) throws SQLException;
  }

  Writing(Connection connection, long workspace, Executor executor) {
    this.connection = connection;
    this.workspace = workspace;
    this.appending = new Appending(connection, workspace, executor);
  }

  /// Writes what commands have brought about.
  ///
  /// @param answers the answers as they are given, as JSON, by the id of the journal's line
  public void append(UUID customer, List<Effect> effects, Map<UUID, String> answers) {
    addEffects(customer, effects, answers);
    appending.flow();
  }

  /// Writes what customers' accounts have become, and waits for all that was appended.
  public void end(List<Decided> decided) throws SQLException {
    for (var one : decided) {
      var before = one.loaded().account();
      addWallets(before.customer(), before, one.after());
      addTallies(before.customer(), before, one.after());
      addAccount(one);
    }
    appending.end();
    writeChanges();
  }

  /// Gives the connection back, for the transaction to be undone.
  public void abandon() {
    appending.abandon();
  }

  private void writeChanges() throws SQLException {
    AccountRows.touch(connection, workspace, touchedAccounts);
    newWallets.insert(connection, workspace);
    changedWallets.update(connection, workspace);
    newGrants.insert(connection, workspace);
    changedGrants.update(connection, workspace);
    HoldRows.insert(connection, workspace, openedHolds.values());
    HoldRows.update(connection, workspace, changedHolds.values());
    limits.write(connection, workspace);
    levels.write(connection, workspace);
    resources.write(connection, workspace);
    AccountRows.closeTerms(connection, workspace, endedTerms);
    AccountRows.insertTerms(connection, workspace, begunTerms);
    AccountRows.update(connection, workspace, changedAccounts);
    drafts.write(connection, workspace);
    var rows = new ChoiceRows(connection, workspace);
    for (var choice : choices) {
      choice.write(rows);
    }
    for (var past : pasts.values()) {
      past.write(rows);
    }
  }

  private void addEffects(UUID customer, List<Effect> effects, Map<UUID, String> answers) {
    for (var effect : effects) {
      switch (effect) {
        case Effect.EntryPosted posted -> appending.add(customer, posted);
        case Effect.Journaled(var line) -> {
          var answer = answers.get(line.id());
          if (answer == null) {
            throw new IllegalStateException("line " + line.id() + " has no answer");
          }
          appending.add(customer, line, answer);
        }
        case Effect.HoldOpened(var act) -> put(openedHolds, customer, act);
        case Effect.HoldChanged(var act) ->
            put(
                openedHolds.containsKey(act.hold().id()) ? openedHolds : changedHolds,
                customer,
                act);
        case Effect.ResourceClaimed(var resource) -> resources.claimed(customer, resource);
        case Effect.ResourceReturned(var resource) -> resources.returned(customer, resource);
        case Effect.GraceGiven given -> resources.tolerated(customer, given);
        case Effect.RateCounted act -> limits.add(customer, act);
        case Effect.LevelSet set -> levels.add(customer, set);
        case Effect.ThresholdCrossed notice -> limits.add(customer, notice);
        case Effect.InvoiceBegun begun -> drafts.add(customer, begun);
        case Effect.InvoiceDue due -> drafts.add(customer, due);
        case Effect.Owed owed -> drafts.add(customer, owed);
        case Effect.PastChanged(var past) ->
            pasts.put(past.id(), rows -> rows.change(customer, past));
        case Effect.BudgetSet(var budget) -> choices.add(rows -> rows.set(customer, budget));
        case Effect.BudgetRemoved(var id) -> choices.add(rows -> rows.removeBudget(customer, id));
        case Effect.ConsentGiven(var consent) -> choices.add(rows -> rows.give(customer, consent));
        case Effect.ConsentWithdrawn(var action) ->
            choices.add(rows -> rows.withdrawConsent(customer, action));
        // These are read off the account.
        case Effect.TermBegun _ -> termsBegun.merge(customer, 1, Integer::sum);
        case Effect.WalletOpened _, Effect.GrantOpened _ -> {}
      }
    }
  }

  private static void put(Map<UUID, HoldRows.Placed> holds, UUID customer, HeldAct act) {
    holds.put(act.hold().id(), new HoldRows.Placed(customer, act));
  }

  private void addWallets(UUID customer, Account before, Account after) {
    for (var wallet : after.wallets().values()) {
      var earlier = before.wallets().get(wallet.id());
      if (earlier == null) {
        newWallets.add(customer, wallet, 0);
        wallet.grants().forEach(grant -> newGrants.add(customer, wallet.id(), grant));
      } else if (earlier != wallet && !earlier.equals(wallet)) {
        changedWallets.add(customer, wallet, earlier.chain().sequence());
        addGrants(customer, earlier, wallet);
      }
    }
  }

  private void addGrants(UUID customer, Wallet before, Wallet after) {
    var earlier = new HashMap<UUID, Grant>(before.grants().size() * 2);
    before.grants().forEach(grant -> earlier.put(grant.id(), grant));
    for (var grant : after.grants()) {
      var was = earlier.get(grant.id());
      if (was == null) {
        newGrants.add(customer, after.id(), grant);
      } else if (!was.equals(grant)) {
        changedGrants.add(customer, grant);
      }
    }
  }

  private void addTallies(UUID customer, Account before, Account after) {
    if (before.tallies() == after.tallies()) {
      return;
    }
    after
        .tallies()
        .forEach((key, tally) -> {
          var was = before.tallies().get(key);
          if (was == null) {
            limits.newTallies.add(customer, key, tally);
          } else if (!was.equals(tally)) {
            limits.changedTallies.add(customer, key, tally);
          }
        });
  }

  private void addAccount(Decided decided) {
    var locked = decided.loaded().locked();
    var after = decided.after();
    var ordinal = addTerms(locked, after);
    var next =
        new LockedAccount(
            locked.customer(),
            locked.version(),
            locked.place(),
            locked.zone(),
            after.settings(),
            after.lastAt(),
            after.testClock(),
            after.nextDueAt(),
            ordinal,
            after.terms().isEmpty() ? Optional.empty() : Optional.of(after.terms().getLast()),
            !after.budgets().isEmpty(),
            !after.consents().isEmpty(),
            locked.hasTallies() || !after.tallies().isEmpty(),
            locked.hasRateActs() || !after.rateActs().isEmpty(),
            holdsUntil(locked, after, decided.loaded().now()),
            after.subscription());
    (next.at(locked.lastAt()).equals(locked) ? touchedAccounts : changedAccounts).add(next);
  }

  private int addTerms(LockedAccount locked, Account after) {
    int begun = termsBegun.getOrDefault(locked.customer(), 0);
    if (begun == 0) {
      return locked.termOrdinal();
    }
    var ordinal = locked.termOrdinal() + begun;
    var terms = after.terms();
    for (var i = 0; i < begun; i++) {
      var term = terms.get(terms.size() - 1 - i);
      begunTerms.add(new AccountRows.Placed(locked.customer(), ordinal - i, term));
    }
    if (locked.termOrdinal() > 0) {
      var ended = terms.get(terms.size() - 1 - begun);
      endedTerms.add(new AccountRows.Placed(locked.customer(), locked.termOrdinal(), ended));
    }
    return ordinal;
  }

  private static Optional<Instant> holdsUntil(LockedAccount locked, Account after, Instant now) {
    var until = locked.holdsUntil();
    var open = false;
    for (var act : after.holds().values()) {
      if (act.hold().state() == Hold.State.OPEN) {
        open = true;
        var end = act.hold().expiresAt();
        if (until.isEmpty() || end.isAfter(until.get())) {
          until = Optional.of(end.plus(HOLDS_MARGIN));
        }
      }
    }
    return open || until.isEmpty() || until.get().isAfter(now) ? until : Optional.empty();
  }
}

package dev.saldo.core.wallet;

import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.ledger.Chain;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.ledger.Entry;
import dev.saldo.core.ledger.LedgerAccount;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A customer's credits in one unit, unchanging: every operation answers a new wallet.
///
/// @param name unique within the customer
/// @param grants in burn order: pending and active ones, and expired ones of which holds still have
///   something set aside
/// @param chain the end of its ledger
/// @param consumed what was used since the last reset, refunds taken off; what the preventive block
///   measures
/// @param debt what unfunded use owes
public record Wallet(
    UUID id,
    String name,
    CreditUnit unit,
    List<Grant> grants,
    Chain chain,
    Credits consumed,
    Credits debt) {

  /// The name of the wallet in a catalog's first unit.
  public static final String MAIN = "main";

  public Wallet {
    grants = List.copyOf(grants);
    if (debt.isNegative()) {
      throw new IllegalStateException("wallet " + id + " owes " + debt);
    }
  }

  public static Wallet open(UUID id, String name, CreditUnit unit) {
    var zero = Credits.zero(unit);
    return new Wallet(id, name, unit, List.of(), Chain.begin(id), zero, zero);
  }

  /// What moved, and the wallet afterwards.
  public record Moved(Wallet wallet, List<Entry> entries) {
    public Moved {
      entries = List.copyOf(entries);
    }

    /// This and what was done next.
    public Moved then(Moved next) {
      if (entries.isEmpty()) {
        return next;
      }
      var all = new ArrayList<>(entries);
      all.addAll(next.entries);
      return new Moved(next.wallet, all);
    }
  }

  /// Why entries are made, and when they take effect.
  ///
  /// @param command the journal line that brings them about
  /// @param evidence the digest of what was asked
  public record Cause(UUID command, ChainHash evidence, Instant effectiveAt) {}

  /// What is left of all lots that are part of the balance; an expired lot counts with what holds
  /// still have set aside of it.
  public Credits balance() {
    var sum = zero();
    for (var grant : grants) {
      if (grant.state() != Grant.State.PENDING) {
        sum = sum.plus(grant.remaining());
      }
    }
    return sum;
  }

  /// What open holds have set aside.
  public Credits held() {
    var sum = zero();
    for (var grant : grants) {
      sum = sum.plus(grant.held());
    }
    return sum;
  }

  /// Balance less held; below zero when overdrawn.
  public Credits available() {
    return balance().minus(held());
  }

  /// What a charge can take now, an overdraft included.
  public Credits spendable() {
    var sum = zero();
    for (var grant : grants) {
      sum = sum.plus(grant.spendable());
    }
    return sum;
  }

  public Credits zero() {
    return Credits.zero(unit);
  }

  public Optional<Grant> grant(UUID id) {
    return grants.stream().filter(grant -> grant.id().equals(id)).findFirst();
  }

  /// Which lots would cover an amount, in burn order: all of it, or as much as there is.
  public List<Draw> plan(Credits amount) {
    var draws = new ArrayList<Draw>(2);
    var left = amount;
    for (var grant : grants) {
      if (!left.isPositive()) {
        break;
      }
      var take = grant.spendable().min(left);
      if (take.isPositive()) {
        draws.add(new Draw(grant.id(), take));
        left = left.minus(take);
      }
    }
    return draws;
  }

  /// Takes draws out of their lots for good.
  public Moved burn(List<Draw> draws, Cause cause) {
    var change = new WalletChange(this, cause);
    for (var draw : draws) {
      change.update(draw.grant(), lot -> lot.withRemaining(lot.remaining().minus(draw.amount())));
      change.post(LedgerAccount.lot(draw.grant()), LedgerAccount.CONSUMED, draw.amount());
      change.consumed = change.consumed.plus(draw.amount());
    }
    return change.done();
  }

  /// Sets draws aside: no entry, the balance stays.
  public Wallet reserve(List<Draw> draws) {
    return held(draws, true);
  }

  /// Gives back what was set aside; of an expired lot it becomes breakage.
  public Moved unreserve(List<Draw> draws, Cause cause) {
    var change = new WalletChange(held(draws, false), cause);
    for (var draw : draws) {
      if (change.lot(draw.grant()).state() == Grant.State.EXPIRED) {
        change.breakage(draw.grant(), draw.amount());
      }
    }
    return change.done();
  }

  /// Takes for good a part of what was set aside, and gives back the rest.
  public Moved capture(List<Draw> taken, List<Draw> rest, Cause cause) {
    var change = new WalletChange(this, cause);
    for (var draw : taken) {
      change.update(
          draw.grant(),
          lot ->
              lot.withHeld(lot.held().minus(draw.amount()))
                  .withRemaining(lot.remaining().minus(draw.amount())));
      change.post(LedgerAccount.lot(draw.grant()), LedgerAccount.CONSUMED, draw.amount());
      change.consumed = change.consumed.plus(draw.amount());
    }
    var captured = change.done();
    return captured.then(captured.wallet().unreserve(rest, cause));
  }

  /// Whether the wallet has the permission to go below zero.
  public boolean hasOverdraft() {
    return grants.stream().anyMatch(lot -> lot.kind() == GrantKind.OVERDRAFT);
  }

  /// Lets the wallet go below zero by at most `limit`; a limit of zero takes the permission back as
  /// far as it isn't used.
  ///
  /// @param id the id of the pseudo-lot, when there isn't one yet
  public Wallet withOverdraft(UUID id, Credits limit, Instant now) {
    var kept = new ArrayList<>(grants);
    var existing = kept.stream().filter(lot -> lot.kind() == GrantKind.OVERDRAFT).findFirst();
    existing.ifPresent(kept::remove);
    var lot = existing.orElseGet(() -> Grant.overdraft(id, unit, now));
    kept.add(lot.withFloor(limit.negated().min(lot.remaining().minus(lot.held()))));
    kept.sort(Grant.BURN_ORDER);
    return new Wallet(this.id, name, unit, kept, chain, consumed, debt);
  }

  /// Adds a lot; a pending one is posted when it takes effect.
  public Moved add(Grant grant, Cause cause) {
    var change = new WalletChange(this, cause);
    change.add(grant);
    if (grant.state() == Grant.State.ACTIVE && grant.amount().isPositive()) {
      change.post(LedgerAccount.ISSUED, LedgerAccount.lot(grant.id()), grant.amount());
    }
    return change.done();
  }

  /// Makes a pending lot part of the balance.
  public Moved takeEffect(UUID grant, Cause cause) {
    var change = new WalletChange(this, cause);
    change.update(grant, lot -> lot.withState(Grant.State.ACTIVE));
    change.post(LedgerAccount.ISSUED, LedgerAccount.lot(grant), change.lot(grant).remaining());
    return change.done();
  }

  /// Ends a lot: what no hold has set aside is breakage.
  public Moved expire(UUID grant, Cause cause) {
    var change = new WalletChange(this, cause);
    var lot = change.lot(grant);
    var free = lot.remaining().minus(lot.held());
    change.update(grant, ending -> ending.withState(Grant.State.EXPIRED));
    if (free.isPositive()) {
      change.breakage(grant, free);
    }
    return change.done();
  }

  /// Moves a part of a lot into a new one, as a rollover does. `into` brings the amount.
  public Moved carry(UUID from, Grant into, Cause cause) {
    var change = new WalletChange(this, cause);
    change.update(from, lot -> lot.withRemaining(lot.remaining().minus(into.amount())));
    change.add(into);
    change.post(LedgerAccount.lot(from), LedgerAccount.lot(into.id()), into.amount());
    return change.done();
  }

  /// Puts back into a lot what a charge had taken.
  public Moved restore(Draw draw, Cause cause) {
    var change = new WalletChange(this, cause);
    change.update(draw.grant(), lot -> lot.withRemaining(lot.remaining().plus(draw.amount())));
    change.post(LedgerAccount.CONSUMED, LedgerAccount.lot(draw.grant()), draw.amount());
    change.consumed = change.consumed.minus(draw.amount()).atLeastZero();
    return change.done();
  }

  /// Gives back what a charge had taken from a lot that is gone, as a new lot.
  public Moved restoreAs(Grant regrant, Cause cause) {
    var change = new WalletChange(this, cause);
    change.add(regrant);
    change.post(LedgerAccount.CONSUMED, LedgerAccount.lot(regrant.id()), regrant.amount());
    change.consumed = change.consumed.minus(regrant.amount()).atLeastZero();
    return change.done();
  }

  /// Takes back what a charge had taken from a lot that is gone, straight into breakage.
  public Moved restoreAsBreakage(Credits amount, Cause cause) {
    var change = new WalletChange(this, cause);
    change.post(LedgerAccount.CONSUMED, LedgerAccount.BREAKAGE, amount);
    change.consumed = change.consumed.minus(amount).atLeastZero();
    return change.done();
  }

  /// Books use that no lot covers, as billed overage or as debt.
  public Moved uncovered(Credits overage, Credits unfunded, Cause cause) {
    var change = new WalletChange(this, cause);
    change.postIfAny(LedgerAccount.OVERAGE, LedgerAccount.CONSUMED, overage);
    change.postIfAny(LedgerAccount.DEBT, LedgerAccount.CONSUMED, unfunded);
    change.consumed = change.consumed.plus(overage).plus(unfunded);
    change.debt = change.debt.plus(unfunded);
    return change.done();
  }

  /// Takes back overage and debt that a refunded charge had booked.
  public Moved forgive(Credits overage, Credits unfunded, Cause cause) {
    var change = new WalletChange(this, cause);
    change.postIfAny(LedgerAccount.CONSUMED, LedgerAccount.OVERAGE, overage);
    change.postIfAny(LedgerAccount.CONSUMED, LedgerAccount.DEBT, unfunded);
    change.consumed = change.consumed.minus(overage).minus(unfunded).atLeastZero();
    change.debt = change.debt.minus(unfunded);
    return change.done();
  }

  /// Pays debt out of lots.
  public Moved payDebt(List<Draw> draws, Cause cause) {
    var change = new WalletChange(this, cause);
    for (var draw : draws) {
      change.update(draw.grant(), lot -> lot.withRemaining(lot.remaining().minus(draw.amount())));
      change.post(LedgerAccount.lot(draw.grant()), LedgerAccount.DEBT, draw.amount());
      change.debt = change.debt.minus(draw.amount());
    }
    return change.done();
  }

  /// Writes debt off.
  public Moved writeOffDebt(Credits amount, Cause cause) {
    var change = new WalletChange(this, cause);
    change.post(LedgerAccount.CORRECTION, LedgerAccount.DEBT, amount);
    change.debt = change.debt.minus(amount);
    return change.done();
  }

  /// Puts a lot right by hand: adds above zero, takes below.
  public Moved correct(UUID grant, Credits amount, Cause cause) {
    var change = new WalletChange(this, cause);
    change.update(
        grant,
        lot ->
            lot.withRemaining(lot.remaining().plus(amount))
                .withAmount(lot.amount().plus(amount).max(lot.amount())));
    var lot = LedgerAccount.lot(grant);
    if (amount.isPositive()) {
      change.post(LedgerAccount.CORRECTION, lot, amount);
    } else {
      change.post(lot, LedgerAccount.CORRECTION, amount.negated());
    }
    return change.done();
  }

  /// Takes back a lot that has not taken effect; there is nothing to post.
  public Moved cancel(UUID grant) {
    var kept = new ArrayList<>(grants);
    kept.replaceAll(lot ->
        lot.id().equals(grant) ? lot.withRemaining(zero()).withState(Grant.State.EXPIRED) : lot);
    return new Moved(new Wallet(id, name, unit, kept, chain, consumed, debt), List.of());
  }

  /// Sends draws on their way to another wallet.
  public Moved send(List<Draw> draws, Cause cause) {
    var change = new WalletChange(this, cause);
    for (var draw : draws) {
      change.update(draw.grant(), lot -> lot.withRemaining(lot.remaining().minus(draw.amount())));
      change.post(LedgerAccount.lot(draw.grant()), LedgerAccount.TRANSFER, draw.amount());
    }
    return change.done();
  }

  /// Takes in what another wallet sent.
  public Moved receive(Grant grant, Cause cause) {
    var change = new WalletChange(this, cause);
    change.add(grant);
    change.post(LedgerAccount.TRANSFER, LedgerAccount.lot(grant.id()), grant.amount());
    return change.done();
  }

  /// Begins counting what is used anew.
  public Wallet reset() {
    return new Wallet(id, name, unit, grants, chain, zero(), debt);
  }

  private Wallet held(List<Draw> draws, boolean more) {
    var kept = new ArrayList<>(grants);
    for (var draw : draws) {
      var by = more ? draw.amount() : draw.amount().negated();
      kept.replaceAll(
          lot -> lot.id().equals(draw.grant()) ? lot.withHeld(lot.held().plus(by)) : lot);
    }
    return new Wallet(id, name, unit, kept, chain, consumed, debt);
  }
}

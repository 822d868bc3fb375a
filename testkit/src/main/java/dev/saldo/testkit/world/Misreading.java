package dev.saldo.testkit.world;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Funding;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.account.Past;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.RateActs;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Draw;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Hold;
import dev.saldo.core.wallet.Wallet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Accounts as a faulty reader brings them to the decision.
final class Misreading {
  Account of(Bug bug, Account account, Instant now) {
    return switch (bug) {
      case CAPTURE_OF_EXPIRED_HOLD -> holds(account, act -> stillOpen(act, now));
      case REOPENED_HOLD -> holds(account, Misreading::reopened);
      case IGNORED_HOLDS ->
          account.holds().isEmpty() ? wallets(account, Misreading::withoutHeld) : account;
      case WRONG_BURN_ORDER ->
          wallets(account, wallet -> Lots.with(wallet, wallet.grants().reversed()));
      case FIXED_WINDOW -> thisHour(account, now);
      case LEAF_BUDGET_ONLY ->
          Lots.budgets(account, account.budgets().stream().map(Misreading::alone).toList());
      case REFUND_TO_WRONG_LOT -> pasts(account, past -> paidByAnother(past, account));
      case DOUBLE_REFUND -> pasts(account, Misreading::neverRefunded);
      case UNCOUNTED_CLAIMS -> Lots.tallies(account, uncounted(account.tallies()));
      default -> account;
    };
  }

  private static Map<TallyKey, Tally> uncounted(Map<TallyKey, Tally> tallies) {
    var others = new HashMap<>(tallies);
    others.keySet().removeIf(TallyKey::isResource);
    return others;
  }

  private static Account holds(Account account, UnaryOperator<HeldAct> change) {
    var holds = new HashMap<UUID, HeldAct>();
    account.holds().forEach((id, act) -> holds.put(id, change.apply(act)));
    return Lots.holds(account, holds);
  }

  private static HeldAct with(HeldAct a, Hold hold) {
    return new HeldAct(
        hold,
        a.action(),
        a.data(),
        a.term(),
        a.tallied(),
        a.freeUnits(),
        a.attribution(),
        a.root(),
        a.capturedBy());
  }

  private static HeldAct stillOpen(HeldAct act, Instant now) {
    return act.hold().isDue(now) ? with(act, act.hold().until(now.plus(Duration.ofHours(1)))) : act;
  }

  private static HeldAct reopened(HeldAct act) {
    return act.hold().state() == Hold.State.RELEASED
        ? with(act, act.hold().in(Hold.State.OPEN))
        : act;
  }

  private static Account wallets(Account account, UnaryOperator<Wallet> change) {
    var wallets = new HashMap<UUID, Wallet>();
    account.wallets().forEach((id, wallet) -> wallets.put(id, change.apply(wallet)));
    return Lots.wallets(account, wallets);
  }

  private static Wallet withoutHeld(Wallet wallet) {
    var lots = new ArrayList<Grant>();
    for (var lot : wallet.grants()) {
      lots.add(Lots.left(lot, lot.remaining(), wallet.zero()));
    }
    return Lots.with(wallet, lots);
  }

  private static Account thisHour(Account account, Instant now) {
    var hour = now.truncatedTo(ChronoUnit.HOURS);
    var acts = new HashMap<String, RateActs>();
    account
        .rateActs()
        .forEach((rate, all) -> {
          var probes = new HashMap<Long, Instant>(all.probes());
          probes.values().removeIf(at -> at.isBefore(hour));
          acts.put(rate, new RateActs(all.last(), probes, List.of()));
        });
    return Lots.acts(account, acts);
  }

  private static Budget alone(Budget b) {
    return new Budget(
        b.id(),
        b.name(),
        Optional.empty(),
        b.scope(),
        b.cadence(),
        b.ceiling(),
        b.hard(),
        b.notifyPercent());
  }

  private static Account pasts(Account account, UnaryOperator<Past> change) {
    Map<UUID, Past> pasts = new HashMap<>();
    account.pasts().forEach((id, past) -> pasts.put(id, change.apply(past)));
    return Lots.pasts(account, pasts);
  }

  private static Past paidByAnother(Past past, Account account) {
    var wallet = account.wallets().get(past.wallet());
    var draws = new ArrayList<Draw>();
    for (var draw : past.funding().draws()) {
      var other =
          wallet == null
              ? Optional.<Grant>empty()
              : wallet.grants().stream()
                  .filter(lot -> lot.state() == Grant.State.ACTIVE)
                  .filter(lot -> !lot.id().equals(draw.grant()))
                  .findFirst();
      draws.add(other.map(lot -> new Draw(lot.id(), draw.amount())).orElse(draw));
    }
    var f = past.funding();
    return with(past, new Funding(draws, f.overage(), f.unfunded()), past.refunded());
  }

  private static Past neverRefunded(Past past) {
    return with(past, past.funding(), Credits.zero(past.cost().unit()));
  }

  private static Past with(Past p, Funding funding, Credits refunded) {
    return new Past(
        p.id(),
        p.wallet(),
        p.action(),
        p.data(),
        p.cost(),
        funding,
        p.tallied(),
        p.occurredAt(),
        refunded,
        p.regenerations(),
        p.root());
  }
}

package dev.saldo.testkit.world;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.account.Past;
import dev.saldo.core.limit.RateActs;
import dev.saldo.core.wallet.Draw;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Brings as much of a customer as the commands at hand need, and no more: what a store does.
final class Loading {
  private static final int PROBES = 12;

  private final Row row;
  private final Map<UUID, HeldAct> holds = new HashMap<>();
  private final Map<UUID, Past> pasts = new HashMap<>();
  private Optional<Instant> soonest = Optional.empty();

  private Loading(Row row) {
    this.row = row;
  }

  static Account load(Row row, List<Command> commands, Instant now) {
    var loading = new Loading(row);
    loading.dueHolds(now);
    commands.forEach(loading::named);
    return loading.account();
  }

  private void dueHolds(Instant now) {
    for (var act : row.open.values()) {
      var hold = act.hold();
      if (hold.isDue(now)) {
        hold(act);
      } else if (soonest.filter(at -> !hold.expiresAt().isBefore(at)).isEmpty()) {
        soonest = Optional.of(hold.expiresAt());
      }
    }
  }

  private void named(Command command) {
    switch (command) {
      case Command.Capture capture -> hold(capture.hold());
      case Command.Release release -> hold(release.hold());
      case Command.Extend extend -> hold(extend.hold());
      case Command.Refund refund -> past(refund.charge());
      case Command.Charge charge -> charge.act().replaces().ifPresent(this::past);
      case Command.OpenHold open -> open.act().replaces().ifPresent(this::past);
      case Command.RecordUsage usage -> usage.act().replaces().ifPresent(this::past);
      default -> {}
    }
  }

  private void hold(UUID id) {
    Optional.ofNullable(row.holds.get(id)).ifPresent(this::hold);
  }

  private void hold(HeldAct act) {
    holds.put(act.hold().id(), act);
    act.root().ifPresent(this::past);
  }

  private void past(UUID id) {
    var past = row.pasts.get(id);
    if (past != null) {
      pasts.put(id, past);
      past.root().ifPresent(this::past);
    }
  }

  private Account account() {
    var a = row.account;
    return new Account(
        a.customer(),
        a.zone(),
        a.settings(),
        a.terms(),
        a.subscription(),
        a.lastAt(),
        a.testClock(),
        a.nextDueAt(),
        soonest,
        wallets(),
        holds,
        a.budgets(),
        a.consents(),
        a.tallies(),
        acts(),
        pasts,
        a.resources(),
        a.levels());
  }

  /// Wallets with the ended lots that a named charge drew on.
  private Map<UUID, Wallet> wallets() {
    var drawn = new HashSet<UUID>();
    for (var past : pasts.values()) {
      past.funding().draws().stream().map(Draw::grant).forEach(drawn::add);
    }
    if (drawn.isEmpty()) {
      return row.account.wallets();
    }
    var wallets = new HashMap<UUID, Wallet>();
    row.account.wallets().forEach((id, wallet) -> wallets.put(id, withEnded(wallet, drawn)));
    return wallets;
  }

  private Wallet withEnded(Wallet wallet, Set<UUID> drawn) {
    var lots = new ArrayList<Grant>(wallet.grants());
    row.ended
        .getOrDefault(wallet.id(), Map.of())
        .forEach((id, lot) -> {
          if (drawn.contains(id)) {
            lots.add(lot);
          }
        });
    return Lots.with(wallet, lots);
  }

  private Map<String, RateActs> acts() {
    var all = new HashMap<String, RateActs>();
    row.acts.forEach((rate, times) -> {
      var probes = new HashMap<Long, Instant>();
      for (var i = Math.max(0, times.size() - PROBES); i < times.size(); i++) {
        probes.put(i + 1L, times.get(i));
      }
      all.put(rate, new RateActs(times.size(), probes, List.of()));
    });
    return all;
  }
}

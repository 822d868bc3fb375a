package dev.saldo.testkit.world;

import dev.saldo.core.account.Account;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.wallet.Draw;
import dev.saldo.core.wallet.Grant;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One customer's lots as a plain list: what is left by the entries, what is held by the journal.
final class Purse {
  private final Sightings sightings;
  private final Books books;
  private final Map<UUID, SeenLot> lots = new HashMap<>();
  private final Map<UUID, List<SeenLot>> byWallet = new HashMap<>();

  Purse(Sightings sightings, Books books) {
    this.sightings = sightings;
    this.books = books;
  }

  void open(UUID wallet, Grant grant) {
    var lot = new SeenLot(wallet, grant);
    lots.put(grant.id(), lot);
    var all = byWallet.computeIfAbsent(wallet, _ -> new ArrayList<>());
    all.add(lot);
    all.sort(SeenLot.ORDER);
  }

  Optional<SeenLot> lot(UUID id) {
    return Optional.ofNullable(lots.get(id));
  }

  BigDecimal left(SeenLot lot) {
    return books.lot(lot.wallet, lot.terms.id());
  }

  private BigDecimal spendable(SeenLot lot, Instant now) {
    return lot.isAlive(now) ? left(lot).subtract(lot.held).subtract(lot.floor) : BigDecimal.ZERO;
  }

  BigDecimal spendable(UUID wallet, Instant now) {
    var sum = BigDecimal.ZERO;
    for (var lot : of(wallet)) {
      sum = sum.add(spendable(lot, now));
    }
    return sum;
  }

  /// What releasing every hold would bring.
  BigDecimal comesBack(UUID wallet, Instant now) {
    var sum = BigDecimal.ZERO;
    for (var lot : of(wallet)) {
      sum = lot.isAlive(now) ? sum.add(lot.held) : sum;
    }
    return sum;
  }

  private List<SeenLot> of(UUID wallet) {
    return byWallet.getOrDefault(wallet, List.of());
  }

  /// The draws that cover an amount as far as there is anything, first what must be used first.
  List<Draw> plan(UUID wallet, BigDecimal amount, Instant now, Map<UUID, BigDecimal> taken) {
    var draws = new ArrayList<Draw>();
    var missing = amount;
    var candidates = 0;
    for (var lot : of(wallet)) {
      var free = spendable(lot, now).subtract(taken.getOrDefault(lot.terms.id(), BigDecimal.ZERO));
      candidates += free.signum() > 0 ? 1 : 0;
      var take = free.min(missing);
      if (take.signum() > 0) {
        draws.add(new Draw(lot.terms.id(), Goods.credits(take)));
        missing = missing.subtract(take);
      }
    }
    if (candidates > 1) {
      sightings.check(Promise.BURN_ORDER, true, "");
    }
    return draws;
  }

  void setAside(List<Draw> draws) {
    for (var draw : draws) {
      lot(draw.grant()).ifPresent(lot -> lot.held = lot.held.add(draw.amount().amount()));
    }
  }

  void giveBack(List<Draw> draws) {
    for (var draw : draws) {
      lot(draw.grant()).ifPresent(lot -> lot.held = lot.held.subtract(draw.amount().amount()));
    }
  }

  /// The permission to overdraw as a plan gives it: as far as a smaller one isn't used already.
  void allow(BigDecimal limit) {
    for (var lot : lots.values()) {
      if (lot.terms.kind() == GrantKind.OVERDRAFT) {
        lot.floor = limit.negate().min(left(lot).subtract(lot.held));
      }
    }
  }

  /// Every lot that the store has is as it is here, and now and then the other way round too.
  void compare(Account account, Row row, boolean all) {
    var seen = new HashSet<UUID>();
    for (var wallet : account.wallets().values()) {
      var id = wallet.id();
      var debt = wallet.debt().amount().compareTo(books.debt(id)) == 0;
      sightings.check(Promise.DERIVABILITY, debt, "debt differs", wallet, books.debt(id));
      var chain = wallet.chain().equals(books.chain(id));
      sightings.check(Promise.CHAIN, chain, "head differs", wallet.chain(), books.chain(id));
      wallet.grants().forEach(lot -> compare(lot, seen));
    }
    if (!all) {
      return;
    }
    for (var ended : row.ended.values()) {
      seen.addAll(ended.keySet());
    }
    sightings.check(
        Promise.ATOMICITY, seen.containsAll(lots.keySet()), "a lot is missing", account);
  }

  private void compare(Grant lot, java.util.Set<UUID> seen) {
    seen.add(lot.id());
    var known = lots.get(lot.id());
    if (known == null) {
      throw new Violation(Promise.ATOMICITY, "a lot that nobody opened: " + lot);
    }
    if (lot.state() != Grant.State.PENDING) {
      var left = lot.remaining().amount().compareTo(left(known)) == 0;
      sightings.check(Promise.DERIVABILITY, left, "lot differs from entries", lot, left(known));
    }
    var held = lot.held().amount().compareTo(known.held) == 0;
    sightings.check(Promise.NO_OVERDRAFT, held, "set aside differs", lot, known.held);
    var free = left(known).subtract(known.held).compareTo(known.floor) >= 0;
    sightings.check(
        Promise.NO_OVERDRAFT, free || lot.state() == Grant.State.PENDING, "overdrawn", lot);
  }
}

package dev.saldo.core.account;

import dev.saldo.core.catalog.GrantKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A wallet as one would first think of it: a list of lots with an amount each, and loops.
final class PlainWallet {
  final List<Lot> lots = new ArrayList<>();
  final Map<UUID, Map<Lot, BigDecimal>> holds = new HashMap<>();
  final Map<UUID, Map<Lot, BigDecimal>> charges = new HashMap<>();
  final Map<UUID, BigDecimal> refunded = new HashMap<>();

  /// Some credits that came together.
  static final class Lot {
    final UUID id;
    final int priority;
    final Instant from;
    final Instant until;
    BigDecimal left;
    BigDecimal held = BigDecimal.ZERO;

    Lot(UUID id, int priority, Instant from, Instant until, BigDecimal left) {
      this.id = id;
      this.priority = priority;
      this.from = from;
      this.until = until;
      this.left = left;
    }

    /// Whether this lot is used before the other.
    private boolean isBefore(Lot other) {
      if (priority != other.priority) {
        return priority < other.priority;
      }
      if (!until.equals(other.until)) {
        return until.isBefore(other.until);
      }
      return from.equals(other.from)
          ? id.toString().compareTo(other.id.toString()) < 0
          : from.isBefore(other.from);
    }
  }

  static int priority(GrantKind kind) {
    return switch (kind) {
      case TRIAL -> 100;
      case PROMOTIONAL -> 200;
      case PLAN -> 300;
      case PURCHASED -> 400;
      case OVERDRAFT -> Integer.MAX_VALUE;
    };
  }

  void give(UUID id, GrantKind kind, Instant from, Instant until, BigDecimal amount) {
    lots.add(new Lot(id, priority(kind), from, until, amount));
  }

  BigDecimal available(Instant now) {
    var sum = BigDecimal.ZERO;
    for (var lot : lots) {
      if (lot.until.isAfter(now)) {
        sum = sum.add(lot.left).subtract(lot.held);
      }
    }
    return sum;
  }

  /// Takes an amount lot by lot, always from the one to be used first.
  private Map<Lot, BigDecimal> take(BigDecimal amount, Instant now) {
    var taken = new LinkedHashMap<Lot, BigDecimal>();
    var missing = amount;
    while (missing.signum() > 0) {
      Lot first = null;
      for (var lot : lots) {
        var free = lot.left.subtract(lot.held).signum() > 0 && lot.until.isAfter(now);
        if (free && !taken.containsKey(lot) && (first == null || lot.isBefore(first))) {
          first = lot;
        }
      }
      if (first == null) {
        throw new IllegalStateException("not enough");
      }
      var part = first.left.subtract(first.held).min(missing);
      taken.put(first, part);
      missing = missing.subtract(part);
    }
    return taken;
  }

  void charge(UUID id, BigDecimal amount, Instant now) {
    var taken = take(amount, now);
    taken.forEach((lot, part) -> lot.left = lot.left.subtract(part));
    charges.put(id, taken);
  }

  void hold(UUID id, BigDecimal amount, Instant now) {
    var taken = take(amount, now);
    taken.forEach((lot, part) -> lot.held = lot.held.add(part));
    holds.put(id, taken);
  }

  void capture(UUID id, UUID hold, BigDecimal amount) {
    var used = new LinkedHashMap<Lot, BigDecimal>();
    var missing = amount;
    for (var set : holds.getOrDefault(hold, Map.of()).entrySet()) {
      var lot = set.getKey();
      var part = set.getValue().min(missing);
      lot.held = lot.held.subtract(set.getValue());
      lot.left = lot.left.subtract(part);
      missing = missing.subtract(part);
      if (part.signum() > 0) {
        used.put(lot, part);
      }
    }
    holds.remove(hold);
    charges.put(id, used);
  }

  void release(UUID hold) {
    holds.getOrDefault(hold, Map.of()).forEach((lot, part) -> lot.held = lot.held.subtract(part));
    holds.remove(hold);
  }

  /// Gives back what was taken, the lot used last first; answers what falls to lots that have
  /// ended.
  BigDecimal refund(UUID charge, BigDecimal amount, Instant now) {
    var gone = BigDecimal.ZERO;
    var skip = refunded.getOrDefault(charge, BigDecimal.ZERO);
    refunded.put(charge, skip.add(amount));
    var left = amount;
    for (var used : List.copyOf(charges.getOrDefault(charge, Map.of()).entrySet()).reversed()) {
      var passed = skip.min(used.getValue());
      skip = skip.subtract(passed);
      var back = used.getValue().subtract(passed).min(left);
      left = left.subtract(back);
      if (used.getKey().until.isAfter(now)) {
        used.getKey().left = used.getKey().left.add(back);
      } else {
        gone = gone.add(back);
      }
    }
    return gone;
  }

  /// What ended and isn't set aside is gone.
  void end(Instant now) {
    for (var lot : lots) {
      if (!lot.until.isAfter(now)) {
        lot.left = lot.held;
      }
    }
  }
}

package dev.saldo.testkit.world;

import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Command.Act;
import dev.saldo.core.account.Settings;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.metering.Value;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What the customers' programs ask for, one thing after the other.
final class Script {
  private static final int OPS = 220;
  private static final long MINUTE = 60 * Loop.SECOND;
  private static final List<GrantKind> KINDS =
      List.of(GrantKind.PURCHASED, GrantKind.PURCHASED, GrantKind.PROMOTIONAL, GrantKind.TRIAL);

  private final World world;
  private final Chance chance;
  private final List<UUID> customers;
  private final Known known;
  private final List<Op> events = new ArrayList<>();
  private int next;

  Script(World world, List<UUID> customers, Known known) {
    this.world = world;
    this.chance = world.chance;
    this.customers = customers;
    this.known = known;
  }

  boolean isOver() {
    return next >= OPS;
  }

  /// Mostly a moment, sometimes hours or days, so that things end, renew and expire.
  long gapMicros() {
    var kind = chance.below(100);
    if (kind < 55) {
      return chance.micros(0, Loop.SECOND);
    }
    if (kind < 88) {
      return chance.micros(Loop.SECOND, 5 * MINUTE);
    }
    return kind < 97
        ? chance.micros(10 * MINUTE, 360 * MINUTE)
        : chance.micros(720 * MINUTE, 6 * 1440 * MINUTE);
  }

  Op next() {
    var customer = chance.of(customers);
    var first = next < customers.size();
    if (first) {
      customer = customers.get(next);
    }
    var key = new Command.Key("", "op-" + next, Client.digest(next));
    var command = first ? plan(key) : command(key, customer);
    var op = new Op(next, customer, command);
    if (command instanceof Command.RecordUsage) {
      events.add(op);
    }
    next++;
    return op;
  }

  private Command command(Command.Key key, UUID customer) {
    var kind = chance.below(100);
    if (kind < 28) {
      return new Command.Charge(key, act(customer), chance.oneIn(2), chance.oneIn(8));
    }
    if (kind < 44) {
      return hold(key, customer);
    }
    if (kind < 60) {
      return onHold(key, customer);
    }
    if (kind < 70) {
      return event(key, customer);
    }
    if (kind < 80) {
      return gift(key);
    }
    return kind < 87 ? refund(key, customer) : seldom(key, customer);
  }

  private Command seldom(Command.Key key, UUID customer) {
    return switch (chance.below(15)) {
      case 0, 1 -> transfer(key);
      case 2 -> correction(key, customer);
      case 3 -> new Command.RevokeGrant(key, any(known.of(customer).grants), "revoked");
      case 4, 5 -> new Command.SettleDebt(key, Optional.empty(), chance.oneIn(2), "settled");
      case 6 -> plan(key);
      case 7, 8 -> budget(key);
      case 9 -> settings(key);
      case 10 -> consent(key);
      case 11, 12, 13 -> Claims.next(key, chance);
      default -> new Command.PostDue(key);
    };
  }

  private Command plan(Command.Key key) {
    return Claims.plan(key, chance);
  }

  // --- Acts ---

  private Act act(UUID customer) {
    var images = known.of(customer).images;
    if (chance.oneIn(8) && !images.isEmpty()) {
      return act("again", Map.of(), Optional.of(chance.of(images)));
    }
    return switch (chance.below(10)) {
      case 0, 1, 2 -> act("chat", units(chance.between(1, 400)), Optional.empty());
      case 3 -> act("image", Map.of(), Optional.empty());
      case 4, 5 -> act("scan", Map.of(), Optional.empty());
      case 6 -> act("bulk", units(chance.between(1, 60)), Optional.empty());
      default -> act("call", units(chance.between(1, 300)), Optional.empty());
    };
  }

  private Act act(String action, Map<String, Value> data, Optional<UUID> replaces) {
    var wallet = chance.oneIn(14) ? Optional.of("side") : Optional.<String>empty();
    return new Act(action, data, wallet, replaces, attribution());
  }

  private static Map<String, Value> units(int units) {
    return Map.of("units", Value.of(units));
  }

  private Attribution attribution() {
    var n = Attribution.NONE;
    return switch (chance.below(4)) {
      case 0 -> n;
      case 1 -> by(Optional.of(party("a")), Optional.empty());
      case 2 -> by(Optional.of(party("b")), Optional.of(party("x")));
      default -> by(Optional.empty(), Optional.of(party("x")));
    };
  }

  private static Attribution by(
      Optional<Attribution.Party> member, Optional<Attribution.Party> centre) {
    return new Attribution(
        member, centre, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Attribution.Party party(String reference) {
    return new Attribution.Party(reference, Optional.empty(), Optional.empty());
  }

  private Command hold(Command.Key key, UUID customer) {
    var livesFor =
        chance.oneIn(3)
            ? Optional.of(Duration.ofSeconds(chance.between(5, 90_000)))
            : Optional.<Duration>empty();
    var stated =
        chance.oneIn(6)
            ? Optional.of(Goods.credits(BigDecimal.valueOf(chance.between(1, 90), 1)))
            : Optional.<dev.saldo.core.money.Credits>empty();
    return new Command.OpenHold(
        key, act(customer), stated, livesFor, chance.oneIn(2), chance.oneIn(8));
  }

  private Command onHold(Command.Key key, UUID customer) {
    var holds = known.of(customer).holds;
    var hold = recent(holds);
    return switch (chance.below(8)) {
      case 0, 1 -> new Command.Release(key, hold);
      case 2 -> new Command.Extend(key, hold, Duration.ofSeconds(chance.between(1, 50_000)));
      case 3, 4 -> capture(key, hold, units(chance.between(0, 330)));
      case 5 -> capture(key, hold, units(chance.between(0, 30)));
      default -> capture(key, hold, Map.of());
    };
  }

  private static Command capture(Command.Key key, UUID hold, Map<String, Value> data) {
    return new Command.Capture(key, hold, data, Optional.empty(), Attribution.NONE);
  }

  private Command event(Command.Key key, UUID customer) {
    var id = new Command.Key("meter", key.name(), key.digest());
    if (!events.isEmpty() && chance.oneIn(4)) {
      var other = chance.of(events);
      if (other.customer.equals(customer)) {
        id = new Command.Key("meter", other.command.key().name(), key.digest());
      }
    }
    var act = chance.oneIn(2) ? act(customer) : act("scan", Map.of(), Optional.empty());
    return new Command.RecordUsage(id, act, occurredAt());
  }

  private Instant occurredAt() {
    var now = world.loop.now();
    return switch (chance.below(10)) {
      case 0 -> now.minusSeconds(chance.between(0, 38 * 86_400));
      case 1 -> now.plusSeconds(chance.between(0, 330));
      case 2, 3 -> now.minusSeconds(chance.between(0, 7_200));
      default -> now.minusSeconds(chance.between(0, 5));
    };
  }

  // --- Credits ---

  private Command gift(Command.Key key) {
    var expiry =
        chance.oneIn(3)
            ? Optional.<Command.Expiry>empty()
            : Optional.<Command.Expiry>of(
                new Command.Expiry.After(Duration.ofSeconds(chance.between(30, 400_000))));
    var later =
        chance.oneIn(8)
            ? Optional.of(world.loop.now().plusSeconds(chance.between(10, 200_000)))
            : Optional.<Instant>empty();
    var amount = Goods.credits(BigDecimal.valueOf(chance.between(50, 12_000), 2));
    return new Command.GiveCredits(
        key,
        chance.of(KINDS),
        "gift",
        amount,
        Optional.empty(),
        chance.oneIn(5) ? Optional.of(chance.between(50, 450)) : Optional.empty(),
        later,
        expiry,
        Optional.of(Goods.money(BigDecimal.ONE)));
  }

  private Command refund(Command.Key key, UUID customer) {
    var amount =
        chance.oneIn(2)
            ? Optional.of(Goods.credits(BigDecimal.valueOf(chance.between(1, 900), 2)))
            : Optional.<dev.saldo.core.money.Credits>empty();
    return new Command.Refund(key, recent(known.of(customer).charges), amount, "refund");
  }

  private Command transfer(Command.Key key) {
    var out = chance.below(3) > 0;
    return new Command.Transfer(
        key,
        out ? Wallet.MAIN : "side",
        out ? "side" : Wallet.MAIN,
        Goods.credits(BigDecimal.valueOf(chance.between(1, 300), 1)));
  }

  private Command correction(Command.Key key, UUID customer) {
    var amount = Goods.credits(BigDecimal.valueOf(chance.between(1, 200), 1));
    return new Command.Correct(
        key,
        recent(known.of(customer).grants),
        chance.oneIn(2) ? amount : amount.negated(),
        "corrected");
  }

  // --- Rules ---

  private Command budget(Command.Key key) {
    var which = chance.below(3);
    if (chance.oneIn(8)) {
      return new Command.RemoveBudget(key, new UUID(9, which));
    }
    var parent = which == 0 ? Optional.<UUID>empty() : Optional.of(new UUID(9, which - 1));
    var scope =
        switch (which) {
          case 0 -> new Budget.Scope(Budget.Kind.CUSTOMER, "");
          case 1 -> new Budget.Scope(Budget.Kind.COST_CENTRE, "x");
          default -> new Budget.Scope(Budget.Kind.MEMBER, "a");
        };
    var ceiling =
        chance.oneIn(3)
            ? new Budget.Ceiling.InMoney(Goods.money(BigDecimal.valueOf(chance.between(2, 12))))
            : new Budget.Ceiling.InCredits(
                Goods.credits(BigDecimal.valueOf(chance.between(20, 120))));
    return new Command.SetBudget(
        key,
        new Budget(
            new UUID(9, which),
            "budget " + which,
            parent,
            scope,
            chance.of(List.of(Cadence.DAY, Cadence.WEEK, Cadence.ONCE)),
            ceiling,
            !chance.oneIn(6),
            List.of(BigDecimal.valueOf(80))));
  }

  private Command settings(Command.Key key) {
    var hard =
        switch (chance.below(3)) {
          case 0 -> Optional.of(true);
          case 1 -> Optional.of(false);
          default -> Optional.<Boolean>empty();
        };
    return new Command.ChangeSettings(key, new Settings(hard, Optional.empty(), Optional.empty()));
  }

  private Command consent(Command.Key key) {
    var ceiling =
        chance.oneIn(2)
            ? Optional.of(Goods.credits(BigDecimal.valueOf(chance.between(10, 100))))
            : Optional.<dev.saldo.core.money.Credits>empty();
    return new Command.GiveConsent(
        key, chance.of(List.of("*", "call", "image")), "someone", ceiling, chance.oneIn(4));
  }

  private UUID recent(List<UUID> ids) {
    var late = ids.size() - 1 - chance.below(6);
    return late >= 0 ? ids.get(late) : any(ids);
  }

  private UUID any(List<UUID> ids) {
    return ids.isEmpty() ? new UUID(1, 1) : chance.of(ids);
  }
}

package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.ledger.Chain;
import dev.saldo.core.ledger.LedgerAccount;
import dev.saldo.core.wallet.Grant;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Whatever is asked in whatever order, a wallet equals a plain list of lots, and its books add up.
class WalletLaws {
  private static final int SEEDS = 300;
  private static final int STEPS = 120;
  private static final Shop SHOP = new Shop("laws").flat("do", "0.001", "units").plan("plan");
  private static final GrantKind[] KINDS = {
    GrantKind.TRIAL, GrantKind.PROMOTIONAL, GrantKind.PLAN, GrantKind.PURCHASED
  };

  /// One customer, driven by chance, beside its plain wallet.
  private static final class Pair {
    final Scene scene = Scene.on(SHOP, "plan");
    final PlainWallet plain = new PlainWallet();
    final SplittableRandom random;
    final List<UUID> charges = new ArrayList<>();
    final List<UUID> holds = new ArrayList<>();
    final HashMap<UUID, Instant> ends = new HashMap<>();
    final List<Outcome> outcomes = new ArrayList<>();
    int covered;

    Pair(long seed) {
      random = new SplittableRandom(seed);
    }

    void step() {
      scene.later(Duration.ofSeconds(random.nextInt(0, 120)));
      scene.postDue();
      ends.entrySet()
          .removeIf(end -> {
            var over = !end.getValue().isAfter(scene.clock);
            if (over) {
              plain.release(end.getKey());
            }
            return over;
          });
      plain.end(scene.clock);
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> give();
        case 3, 4, 5 -> charge();
        case 6 -> hold();
        case 7, 8 -> endHold();
        default -> refund();
      }
    }

    private void give() {
      var kind = KINDS[random.nextInt(KINDS.length)];
      var amount = BigDecimal.valueOf(random.nextInt(1, 50_000), 3);
      var lives =
          random.nextInt(4) == 0
              ? Optional.<Duration>empty()
              : Optional.of(Duration.ofMinutes(random.nextInt(1, 30)));
      var expiry = lives.<Command.Expiry>map(Command.Expiry.After::new);
      var lot = id(asked(scene.ask(scene.gift(kind, amount.toPlainString(), expiry))));
      plain.give(lot, kind, scene.clock, lives.map(scene.clock::plus).orElse(Instant.MAX), amount);
    }

    private BigDecimal price(int units) {
      return BigDecimal.valueOf(units, 3);
    }

    private int units() {
      return random.nextInt(1, 60_000);
    }

    private void charge() {
      var units = units();
      var fits = plain.available(scene.clock).compareTo(price(units)) >= 0;
      var outcome = asked(scene.charge("do", "units", units));
      assertThat(outcome instanceof Outcome.Accepted).isEqualTo(fits);
      if (fits) {
        covered++;
        charges.add(id(outcome));
        plain.charge(id(outcome), price(units), scene.clock);
      }
    }

    private void hold() {
      var units = units();
      var fits = plain.available(scene.clock).compareTo(price(units)) >= 0;
      var outcome = asked(scene.hold("do", "units", units));
      assertThat(outcome instanceof Outcome.Accepted).isEqualTo(fits);
      if (fits) {
        holds.add(id(outcome));
        ends.put(id(outcome), scene.clock.plus(Duration.ofMinutes(15)));
        plain.hold(id(outcome), price(units), scene.clock);
      }
    }

    private void endHold() {
      if (holds.isEmpty()) {
        return;
      }
      var hold = holds.get(random.nextInt(holds.size()));
      var open = plain.holds.containsKey(hold);
      if (random.nextInt(3) == 0) {
        assertThat(asked(scene.release(hold)) instanceof Outcome.Accepted).isEqualTo(open);
        plain.release(hold);
      } else {
        var set = plain.holds.getOrDefault(hold, java.util.Map.of()).values();
        var most = set.stream().reduce(BigDecimal.ZERO, BigDecimal::add).unscaledValue();
        var used = random.nextInt(0, open ? most.intValue() + 1 : 2);
        var outcome = asked(scene.capture(hold, "units", used));
        assertThat(outcome instanceof Outcome.Accepted).isEqualTo(open);
        if (open) {
          charges.add(id(outcome));
          plain.capture(id(outcome), hold, price(used));
        }
      }
      ends.remove(hold);
      plain.end(scene.clock);
    }

    private void refund() {
      if (charges.isEmpty()) {
        return;
      }
      var charge = charges.get(random.nextInt(charges.size()));
      var cost =
          plain.charges.getOrDefault(charge, java.util.Map.of()).values().stream()
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      var amount = price(units());
      var fits =
          plain.refunded.getOrDefault(charge, BigDecimal.ZERO).add(amount).compareTo(cost) <= 0;
      var outcome = asked(scene.refund(charge, amount.toPlainString()));
      assertThat(outcome instanceof Outcome.Accepted).isEqualTo(fits);
      if (fits) {
        var gone = plain.refund(charge, amount, scene.clock);
        var refunded = (Answer.Refunded) Scene.yes(outcome);
        for (var lot : refunded.regranted()) {
          gone = gone.subtract(lot.amount().amount());
          plain.give(
              lot.id(),
              lot.kind(),
              lot.grantedAt(),
              lot.expiresAt().orElseThrow(),
              lot.amount().amount());
        }
        assertThat(gone).isEqualByComparingTo("0");
      }
    }

    private Outcome asked(Outcome outcome) {
      outcomes.add(outcome);
      return outcome;
    }

    void compare() {
      if (scene.account.wallets().isEmpty()) {
        return;
      }
      for (var lot : plain.lots) {
        var real = scene.lot(lot.id);
        assertThat(real.remaining().amount()).isEqualByComparingTo(lot.left);
        assertThat(real.held().amount()).isEqualByComparingTo(lot.held);
      }
      assertThat(scene.wallet().available().amount())
          .isEqualByComparingTo(plain.available(scene.clock));
    }
  }

  @Test
  void aWalletEqualsAPlainListOfLots() {
    var covered = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      var pair = new Pair(seed);
      for (var step = 0; step < STEPS; step++) {
        pair.step();
        pair.compare();
      }
      covered += pair.covered;
    }
    assertThat(covered).isGreaterThan(3_000);
  }

  @Test
  void theBooksAddUpAfterEveryStep() {
    for (var seed = 0; seed < SEEDS / 3; seed++) {
      var pair = new Pair(seed);
      for (var step = 0; step < STEPS; step++) {
        pair.step();
      }
      addUp(pair.scene);
    }
  }

  private static void addUp(Scene scene) {
    var wallet = scene.wallet();
    var chain = Chain.begin(wallet.id());
    var lots = new HashMap<LedgerAccount, BigDecimal>();
    for (var entry : scene.entries) {
      var posting = entry.posting();
      assertThat(chain.verifies(entry)).isTrue();
      assertThat(posting.amount().isPositive()).isTrue();
      chain = chain.after(entry);
      lots.merge(posting.debit(), posting.amount().amount().negate(), BigDecimal::add);
      lots.merge(posting.credit(), posting.amount().amount(), BigDecimal::add);
    }
    assertThat(wallet.chain()).isEqualTo(chain);
    for (Grant lot : wallet.grants()) {
      assertThat(lots.getOrDefault(LedgerAccount.lot(lot.id()), BigDecimal.ZERO))
          .isEqualByComparingTo(lot.remaining().amount());
    }
    var onLots =
        lots.entrySet().stream()
            .filter(one -> one.getKey().isLot())
            .map(java.util.Map.Entry::getValue)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(wallet.balance().amount()).isEqualByComparingTo(onLots);
    assertThat(lots.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("0");
  }

  @Test
  void aRefusalChangesNothingAtAll() {
    var refused = 0;
    for (var seed = 1_000; seed < 1_000 + SEEDS / 3; seed++) {
      var pair = new Pair(seed);
      for (var step = 0; step < STEPS; step++) {
        pair.scene.postDue();
        var before = pair.scene.account;
        var written = pair.scene.effects.size();
        var outcome = pair.scene.charge("do", "units", 1_000_000_000);
        if (outcome instanceof Outcome.Refused) {
          refused++;
          assertThat(pair.scene.account).isEqualTo(before);
          assertThat(pair.scene.effects).hasSize(written);
        }
        pair.step();
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void theSameHistoryAlwaysComesOutAlike() {
    for (var seed = 0; seed < 20; seed++) {
      var one = new Pair(seed);
      var other = new Pair(seed);
      for (var step = 0; step < STEPS; step++) {
        one.step();
        other.step();
      }
      assertThat(other.scene.effects).isEqualTo(one.scene.effects);
      assertThat(other.scene.account).isEqualTo(one.scene.account);
      assertThat(other.outcomes).isEqualTo(one.outcomes);
    }
  }
}

package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.invoicing.Assembly;
import dev.saldo.core.invoicing.TakenOff;
import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Interim;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.core.subscription.Prices;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// However often use is invoiced before its period ends, all invoices of the period come to what
/// one would have.
class InterimLaws {
  private static final int SEEDS = 40;
  private static final int STEPS = 100;

  /// The drafts of interim invoices that effects begin, with their lines.
  private static Map<UUID, List<LineItem>> interims(List<Effect> effects) {
    var drafts = new LinkedHashMap<UUID, List<LineItem>>();
    for (var effect : effects) {
      switch (effect) {
        case Effect.InvoiceBegun begun when begun.interimFrom().isPresent() -> {
          assertThat(begun.interimFrom()).contains(Spender.START);
          drafts.put(begun.invoice(), new ArrayList<>());
        }
        case Effect.Owed owed when drafts.containsKey(owed.invoice()) ->
            drafts.get(owed.invoice()).add(owed.item());
        case Effect.InvoiceDue due when drafts.containsKey(due.invoice()) ->
            assertThat(due.usage()).isEmpty();
        default -> {}
      }
    }
    return drafts;
  }

  private static Money sum(List<LineItem> lines) {
    return lines.stream().map(LineItem::amount).reduce(Money.zero(Prices.EUR), Money::plus);
  }

  private static Money asked(List<LineItem> lines) {
    return new Assembly(Prices.EUR, TaxRate.NONE, false).invoice(lines).totals().gross();
  }

  @Test
  void allInvoicesOfAPeriodComeToWhatOneWould() {
    var several = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var threshold = new BigDecimal(random.nextInt(1, 4_000)).movePointLeft(2);
      var catalog = Spender.shelf().progressiveAt(threshold.toPlainString()).catalog();
      var spender = new Spender(catalog, random);
      for (var step = 0; step < STEPS; step++) {
        spender.scene.clock = spender.later();
        spender.scene.postDue();
        var command = spender.next();
        var known = spender.scene.effects.size();
        spender.did(command, spender.scene.ask(command));
        var drafted = interims(spender.scene.effects.subList(known, spender.scene.effects.size()));
        var invoiced = interims(spender.scene.effects).values();
        var rest = spender.cost(spender.scene.account, false);
        for (var lines : invoiced) {
          rest = rest.minus(sum(lines));
        }
        for (var lines : drafted.values()) {
          // What had come together is asked for down to less than a cent of each line.
          var cents = new BigDecimal(lines.size() + 12).movePointLeft(2);
          assertThat(sum(lines).amount().add(cents))
              .as("seed %d, step %d", seed, step)
              .isGreaterThanOrEqualTo(threshold);
          assertThat(rest.amount()).isBetween(BigDecimal.ZERO, cents);
        }
      }
      var use = spender.lines(spender.scene.account, false);
      var billed = new TreeMap<String, Interim.Billed>();
      var before = new ArrayList<List<LineItem>>(interims(spender.scene.effects).values());
      for (var lines : before) {
        assertThat(sum(lines).isPositive()).isTrue();
        for (var line : lines) {
          assertThat(line.kind()).isEqualTo(LineKind.INTERIM);
          assertThat(line.amount()).isEqualTo(line.amount().rounded());
          var one = new Interim.Billed(line.quantity(), line.amount());
          billed.merge(line.code(), one, Interim.Billed::plus);
        }
      }
      assertThat(spender.scene.account.subscription().orElseThrow().interim().billed())
          .isEqualTo(billed);
      var last = new ArrayList<>(use);
      last.addAll(TakenOff.lines(billed, Map.of(), use, Spender.MARCH));
      var exact = sum(last);
      var rounded = asked(last).minus(carried(last));
      for (var lines : before) {
        exact = exact.plus(sum(lines));
        rounded = rounded.plus(asked(lines));
      }
      assertThat(exact).as("seed %d", seed).isEqualTo(sum(use));
      assertThat(rounded).as("seed %d", seed).isEqualTo(asked(use));
      several += before.size() > 1 ? 1 : 0;
    }
    assertThat(several).isGreaterThan(SEEDS / 3);
  }

  /// What an invoice that would ask for less than nothing leaves to the next one.
  private static Money carried(List<LineItem> lines) {
    return new Assembly(Prices.EUR, TaxRate.NONE, false)
        .invoice(lines)
        .carried()
        .map(one -> one.amount().negated())
        .orElse(Money.zero(Prices.EUR));
  }

  @Test
  void whatIsNotInvoicedStaysBelowTheThresholdBetweenCommands() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var spender = new Spender(Spender.shelf().progressiveAt("2.50").catalog(), random);
      for (var step = 0; step < STEPS; step++) {
        spender.scene.clock = spender.later();
        spender.scene.postDue();
        var command = spender.next();
        var tallies = spender.scene.account.tallies();
        spender.did(command, spender.scene.ask(command));
        if (spender.scene.account.tallies() == tallies) {
          continue;
        }
        var rest = spender.cost(spender.scene.account, false);
        for (var lines : interims(spender.scene.effects).values()) {
          rest = rest.minus(sum(lines));
        }
        assertThat(rest).as("seed %d, step %d", seed, step).isLessThan(Prices.money("2.50"));
      }
    }
  }
}

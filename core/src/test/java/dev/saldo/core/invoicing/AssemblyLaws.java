package dev.saldo.core.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.core.invoicing.Assembly.Assembled;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The arithmetic of invoices, against rational numbers.
class AssemblyLaws {
  private static final int SEEDS = 4_000;
  private static final List<String> CURRENCIES = List.of("EUR", "JPY", "KWD", "BRL");
  private static final List<String> PERCENTS = List.of("0", "4", "10", "21", "5.5", "8.875", "100");
  private static final Fraction HUNDRED = Fraction.of(new BigDecimal("100"));

  /// One invoice to be made out.
  private record Bill(Currency currency, TaxRate tax, boolean included, List<LineItem> items) {
    static Bill any(SplittableRandom random) {
      var currency = Currency.getInstance(CURRENCIES.get(random.nextInt(CURRENCIES.size())));
      var percent = new BigDecimal(PERCENTS.get(random.nextInt(PERCENTS.size())));
      var tax = new TaxRate(TaxRate.Category.STANDARD, percent, Optional.empty());
      return new Bill(currency, tax, random.nextBoolean(), items(random, currency));
    }

    static List<LineItem> items(SplittableRandom random, Currency currency) {
      var items = new ArrayList<LineItem>();
      var count = random.nextInt(9);
      for (var i = 0; i < count; i++) {
        items.add(item(random, new Money(currency, amount(random))));
      }
      return items;
    }

    Assembly assembly() {
      return new Assembly(currency, tax, included);
    }

    int digits() {
      return currency.getDefaultFractionDigits();
    }

    Fraction rounded(Money money) {
      return Fraction.of(money.amount()).rounded(digits());
    }
  }

  /// Ordinary prices, fractions of many places, exact halves of a minor unit, large sums.
  private static BigDecimal amount(SplittableRandom random) {
    var signed = random.nextInt(3) == 0 ? -1 : 1;
    return switch (random.nextInt(4)) {
      case 0 -> BigDecimal.valueOf(signed * random.nextLong(100_000), 2);
      case 1 -> BigDecimal.valueOf(signed * (random.nextLong(20_000) * 10 + 5), random.nextInt(5));
      case 2 -> BigDecimal.valueOf(signed * random.nextLong(Long.MAX_VALUE), 7);
      default ->
          new BigDecimal(
              new BigInteger(Long.toString(signed * random.nextLong(1, Long.MAX_VALUE)))
                  .multiply(BigInteger.valueOf(random.nextLong(1, Long.MAX_VALUE))),
              random.nextInt(20, 39));
    };
  }

  private static LineItem item(SplittableRandom random, Money amount) {
    var kinds = List.of(LineKind.PLAN, LineKind.USAGE, LineKind.DISCOUNT, LineKind.ADJUSTMENT);
    return item(kinds.get(random.nextInt(kinds.size())), "code", amount);
  }

  static LineItem item(LineKind kind, String code, Money amount) {
    return new LineItem(
        kind,
        code,
        code,
        BigDecimal.ONE,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        amount,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void forEverySeed(Consumer<SplittableRandom> law) {
    for (var seed = 0; seed < SEEDS; seed++) {
      try {
        law.accept(new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static Fraction sum(List<Fraction> all) {
    return all.stream().reduce(Fraction.ZERO, Fraction::plus);
  }

  @Test
  void theTotalIsTheSumOfTheLinesAndTheTaxOnceRounded() {
    forEverySeed(random -> {
      var bill = Bill.any(random);
      var made = bill.assembly().invoice(bill.items());
      var nets = made.lines().stream().map(line -> Fraction.of(line.net().amount())).toList();
      var tax = made.taxes().getFirst();
      var percent = Fraction.of(bill.tax().percent());
      assertThat(made.taxes()).hasSize(1);
      assertThat(sum(nets).is(made.totals().net().amount())).isTrue();
      assertThat(sum(nets).is(tax.base().amount())).isTrue();
      assertThat(
              sum(nets)
                  .times(percent)
                  .dividedBy(HUNDRED)
                  .rounded(bill.digits())
                  .is(tax.tax().amount()))
          .isTrue();
      var totals = made.totals();
      assertThat(totals.tax()).isEqualTo(tax.tax());
      assertThat(totals.gross()).isEqualTo(totals.net().plus(totals.tax()).plus(totals.rounding()));
      assertThat(totals.due()).isEqualTo(totals.gross().minus(totals.prepaid()));
      if (!bill.included()) {
        assertThat(totals.rounding().isZero()).isTrue();
      }
    });
  }

  @Test
  void aLineIsRoundedOnceAndByLessThanAMinorUnit() {
    forEverySeed(random -> {
      var bill = Bill.any(random);
      var unit = new Fraction(BigInteger.ONE, BigInteger.TEN.pow(bill.digits()));
      for (var line : bill.assembly().invoice(bill.items()).lines()) {
        var exact = Fraction.of(line.item().amount().amount());
        if (bill.included()) {
          var percent = Fraction.of(bill.tax().percent());
          var net = exact.rounded(bill.digits()).times(HUNDRED).dividedBy(HUNDRED.plus(percent));
          assertThat(net.rounded(bill.digits()).is(line.net().amount())).isTrue();
        } else {
          assertThat(exact.rounded(bill.digits()).is(line.net().amount())).isTrue();
          var off = Fraction.of(line.net().amount()).minus(exact).absolute();
          assertThat(off.isLess(unit)).isTrue();
        }
      }
    });
  }

  @Test
  void whereTaxIsIncludedTheGrossIsWhatWasAsked() {
    forEverySeed(random -> {
      var any = Bill.any(random);
      var bill = new Bill(any.currency(), any.tax(), true, any.items());
      var made = bill.assembly().invoice(bill.items());
      var asked =
          sum(made.lines().stream().map(line -> bill.rounded(line.item().amount())).toList());
      assertThat(asked.is(made.totals().gross().amount())).isTrue();
    });
  }

  /// What a row of invoices asks for together is what was owed together, less what the last of them
  /// still leaves over.
  @Test
  void anInvoiceAsksForNothingBelowZeroAndCarriesTheRestExactly() {
    var carriedOn = new int[1];
    forEverySeed(random -> {
      var first = Bill.any(random);
      var owed = Fraction.ZERO;
      var asked = Fraction.ZERO;
      Optional<LineItem> left = Optional.empty();
      for (var i = 0; i < 6; i++) {
        var items = Bill.items(random, first.currency());
        owed = owed.plus(sum(items.stream().map(item -> first.rounded(item.amount())).toList()));
        left.ifPresent(items::add);
        var made = first.assembly().invoice(items);
        assertThat(made.totals().due().isNegative()).isFalse();
        left = made.carried();
        carriedOn[0] += left.isPresent() ? 1 : 0;
        assertThat(left.filter(line -> !line.amount().isNegative())).isEmpty();
        asked = asked.plus(asked(first, made));
      }
      var rest = left.map(line -> Fraction.of(line.amount().amount())).orElse(Fraction.ZERO);
      assertThat(asked.plus(rest).minus(owed).signum()).isZero();
    });
    assertThat(carriedOn[0]).isGreaterThan(1_000);
  }

  private static Fraction asked(Bill bill, Assembled made) {
    return Fraction.of(
        bill.included() ? made.totals().gross().amount() : made.totals().net().amount());
  }

  /// A credit note of all that an invoice asked for gives back as much, whatever its tax.
  @Test
  void whatIsGivenBackIsWhatWasAsked() {
    forEverySeed(random -> {
      var any = Bill.any(random);
      var invoice = new Assembly(any.currency(), any.tax(), false).invoice(any.items());
      var back =
          invoice.lines().stream()
              .map(line -> line.item().withAmount(line.net().negated()))
              .toList();
      var note = new Assembly(any.currency(), any.tax(), false).creditNote(back);
      assertThat(note.totals()).isEqualTo(invoice.totals());
    });
  }

  @Test
  void currenciesNeverMix() {
    var euros = Currency.getInstance("EUR");
    var one = item(LineKind.PLAN, "plan", new Money(euros, BigDecimal.ONE));
    var other = item(LineKind.USAGE, "use", new Money(Currency.getInstance("USD"), BigDecimal.ONE));
    for (var included : List.of(true, false)) {
      var assembly = new Assembly(euros, TaxRate.NONE, included);
      for (var items : List.of(List.of(one, other), List.of(other))) {
        assertThatThrownBy(() -> assembly.invoice(items))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> assembly.creditNote(items))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}

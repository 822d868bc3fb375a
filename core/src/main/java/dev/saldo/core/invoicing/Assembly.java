package dev.saldo.core.invoicing;

import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Lines, taxes and totals out of what is owed.
///
/// Each line is rounded once, HALF_UP to the currency's minor unit; tax is the sum of the lines of
/// a rate × the rate, rounded once, as EN 16931 has it (BR-CO-17). Where prices include tax, lines
/// are rounded with it and the net is taken out of them; a difference that rounding the tax makes
/// is shown as rounding (BT-114).
///
/// An invoice never asks for less than nothing: what is left over in the customer's favour is
/// carried to the next one.
public final class Assembly {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final MathContext CUT = new MathContext(40, RoundingMode.DOWN);

  /// What an invoice consists of.
  ///
  /// @param carried what the next invoice gives back; below zero
  public record Assembled(
      List<InvoiceLine> lines,
      List<TaxTotal> taxes,
      InvoiceTotals totals,
      Optional<LineItem> carried) {
    public Assembled {
      lines = List.copyOf(lines);
      taxes = List.copyOf(taxes);
    }

    /// Whether there is nothing to bill.
    public boolean isEmpty() {
      return lines.isEmpty();
    }
  }

  private final Currency currency;
  private final TaxRate tax;
  private final boolean taxIncluded;

  /// @param tax of every line
  public Assembly(Currency currency, TaxRate tax, boolean taxIncluded) {
    this.currency = currency;
    this.tax = tax;
    this.taxIncluded = taxIncluded;
  }

  /// An invoice that asks for nothing less than zero.
  public Assembled invoice(List<LineItem> items) {
    var owed = sum(items);
    if (!owed.isNegative()) {
      return assemble(items, Optional.empty());
    }
    var all = new ArrayList<>(items);
    all.add(carried(owed.negated()));
    return assemble(all, Optional.of(carried(owed)));
  }

  /// A credit note: amounts are what is given back, above zero.
  public Assembled creditNote(List<LineItem> items) {
    return assemble(items.stream().map(Assembly::negated).toList(), Optional.empty());
  }

  private Assembled assemble(List<LineItem> items, Optional<LineItem> carried) {
    var lines = new ArrayList<InvoiceLine>();
    var asked = Money.zero(currency);
    for (var item : ordered(items)) {
      var rounded = item.amount().rounded();
      if (item.amount().isZero()) {
        continue;
      }
      asked = asked.plus(rounded);
      lines.add(new InvoiceLine(lines.size() + 1, item, net(rounded), tax));
    }
    var taxes = taxes(lines);
    var net = Money.zero(currency);
    for (var line : lines) {
      net = net.plus(line.net());
    }
    var taxed = Money.zero(currency);
    for (var total : taxes) {
      taxed = taxed.plus(total.tax());
    }
    var zero = Money.zero(currency);
    var rounding = taxIncluded ? asked.minus(net).minus(taxed) : zero;
    var gross = net.plus(taxed).plus(rounding);
    return new Assembled(
        lines, taxes, new InvoiceTotals(net, taxed, rounding, gross, zero, gross), carried);
  }

  private List<TaxTotal> taxes(List<InvoiceLine> lines) {
    var bases = new LinkedHashMap<TaxRate, Money>();
    lines.forEach(line -> bases.merge(line.tax(), line.net(), Money::plus));
    if (bases.isEmpty()) {
      bases.put(tax, Money.zero(currency));
    }
    var totals = new ArrayList<TaxTotal>();
    bases.forEach((rate, base) ->
        totals.add(
            new TaxTotal(rate, base, base.times(rate.percent().movePointLeft(2)).rounded())));
    return totals;
  }

  private Money net(Money rounded) {
    if (!taxIncluded) {
      return rounded;
    }
    var net = rounded.amount().multiply(HUNDRED).divide(HUNDRED.add(tax.percent()), CUT);
    return new Money(currency, net).rounded();
  }

  private Money sum(List<LineItem> items) {
    var sum = Money.zero(currency);
    for (var item : items) {
      sum = sum.plus(item.amount().rounded());
    }
    return sum;
  }

  private static List<LineItem> ordered(List<LineItem> items) {
    return items.stream().sorted(Comparator.comparing(LineItem::kind)).toList();
  }

  private static LineItem carried(Money amount) {
    return new LineItem(
        LineKind.CARRIED,
        "carried",
        "",
        BigDecimal.valueOf(amount.amount().signum()),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        amount,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static LineItem negated(LineItem item) {
    return new LineItem(
        item.kind(),
        item.code(),
        item.title(),
        item.quantity().negate(),
        item.unit(),
        item.unitPrice(),
        item.shares(),
        item.amount().negated(),
        item.period(),
        item.costCentre(),
        item.evidence());
  }
}

package dev.saldo.core.subscription;

import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Use that is counted or summed: included units first, then tiers, which count once over the whole
/// period whatever the included units are for, each unit at the price of the plan on which it was
/// used.
final class MeteredBill {
  private final Usage usage;
  private final UsageTerms terms;
  private final List<Drawn> drawn;

  private MeteredBill(Usage usage, UsageTerms terms) {
    this.usage = usage;
    this.terms = terms;
    var pooled = new PooledUse(usage, terms.meter());
    this.drawn = new ArrayList<>(pooled.drawn());
    drawn.addAll(new DailyUse(usage, terms.meter()).drawn(pooled.seen()));
  }

  static List<LineItem> lines(Usage usage, UsageTerms terms) {
    var bill = new MeteredBill(usage, terms);
    var values = new TreeSet<String>();
    bill.drawn.forEach(one -> values.addAll(one.used().keySet()));
    return values.stream().map(bill::line).toList();
  }

  private LineItem line(String value) {
    var used = BigDecimal.ZERO;
    var free = BigDecimal.ZERO;
    var carried = BigDecimal.ZERO;
    var acts = 0L;
    for (var one : drawn) {
      used = used.add(one.used(value));
      free = free.add(one.free(value));
      carried = carried.add(one.carried(value));
      acts += one.acts(value);
    }
    var over = over(value);
    var total = BigDecimal.ZERO;
    for (var one : over) {
      total = total.add(one);
    }
    return UsageBill.line(
        usage,
        terms,
        value,
        Decimals.normal(total),
        priced(value, over, total),
        new LineItem.Evidence(Decimals.normal(used), free, carried, acts, isAverage()));
  }

  private boolean isAverage() {
    return usage.segments().getLast().meter(terms.meter()).filter(Meter::averages).isPresent();
  }

  /// What is above what is included, by segment.
  private BigDecimal[] over(String value) {
    var over = new BigDecimal[usage.segments().size()];
    java.util.Arrays.fill(over, BigDecimal.ZERO);
    for (var one : drawn) {
      over[one.segment()] = over[one.segment()].add(one.over(value));
    }
    return over;
  }

  private PriceMath.Priced priced(String value, BigDecimal[] over, BigDecimal total) {
    var amount = Money.zero(usage.currency());
    var shares = new ArrayList<LineItem.Share>();
    var unitPrices = new ArrayList<Optional<Money>>();
    var billed = BigDecimal.ZERO;
    for (var i = 0; i < over.length; i++) {
      var price = usage.segments().get(i).usage(terms.meter()).flatMap(own -> price(own, value));
      if (over[i].signum() <= 0 || price.isEmpty()) {
        continue;
      }
      var until = billed.add(over[i]);
      var priced = PriceMath.between(price.get(), billed, until, total, usage.currency());
      billed = until;
      amount = amount.plus(priced.amount());
      shares.addAll(priced.shares());
      unitPrices.add(priced.unitPrice());
    }
    var isOne = billed.compareTo(total) == 0 && unitPrices.stream().distinct().count() == 1;
    return new PriceMath.Priced(amount, isOne ? unitPrices.getFirst() : Optional.empty(), shares);
  }

  private static Optional<Price> price(UsageTerms terms, String value) {
    return terms.price() instanceof Price.ByDimension by
        ? by.of(value)
        : Optional.of(terms.price());
  }
}

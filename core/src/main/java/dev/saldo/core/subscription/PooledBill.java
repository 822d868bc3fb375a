package dev.saldo.core.subscription;

import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Use that is counted or summed over the period: included units first, then tiers, which count
/// once over the whole period, each unit at the price of the plan on which it was used.
final class PooledBill {
  private final Usage usage;
  private final UsageTerms terms;
  private final List<Map<String, BigDecimal>> used = new ArrayList<>();
  private final List<Map<String, BigDecimal>> free = new ArrayList<>();

  private PooledBill(Usage usage, UsageTerms terms) {
    this.usage = usage;
    this.terms = terms;
  }

  static List<LineItem> lines(Usage usage, UsageTerms terms) {
    var bill = new PooledBill(usage, terms);
    bill.draw();
    var lines = new ArrayList<LineItem>();
    for (var value : bill.values()) {
      lines.add(bill.line(value));
    }
    return lines;
  }

  /// The values that were used; the empty one where the price goes by none.
  private TreeSet<String> values() {
    var values = new TreeSet<String>();
    used.forEach(one -> values.addAll(one.keySet()));
    return values;
  }

  private void draw() {
    var pool = new Pool(usage, terms.meter());
    for (var i = 0; i < usage.segments().size(); i++) {
      var segment = usage.segments().get(i);
      var counted = counted(segment);
      used.add(counted);
      var at = i;
      free.add(
          segment.usage(terms.meter()).map(own -> pool.draw(at, own, counted)).orElse(Map.of()));
    }
  }

  private Map<String, BigDecimal> counted(Segment segment) {
    var counted = new HashMap<String, BigDecimal>();
    var prefix = TallyKey.usage(terms.meter(), "", segment.part().from()).subject();
    usage
        .counters()
        .forEach((key, tally) -> {
          if (key.from().equals(segment.part().from())
              && key.subject().startsWith(prefix)
              && tally.consumed().signum() != 0) {
            counted.put(key.subject().substring(prefix.length()), tally.consumed());
          }
        });
    return counted;
  }

  private LineItem line(String value) {
    var currency = usage.currency();
    var total = sum(used, value).subtract(sum(free, value));
    var amount = Money.zero(currency);
    var shares = new ArrayList<LineItem.Share>();
    Optional<Money> unitPrice = Optional.empty();
    var billed = BigDecimal.ZERO;
    for (var i = 0; i < usage.segments().size(); i++) {
      var over = of(used.get(i), value).subtract(of(free.get(i), value));
      var price = usage.segments().get(i).usage(terms.meter()).flatMap(own -> price(own, value));
      if (over.signum() <= 0 || price.isEmpty()) {
        continue;
      }
      var until = billed.add(over);
      var priced = PriceMath.between(price.get(), billed, until, total, currency);
      billed = until;
      amount = amount.plus(priced.amount());
      shares.addAll(priced.shares());
      unitPrice = over.compareTo(total) == 0 ? priced.unitPrice() : Optional.empty();
    }
    return UsageBill.line(
        usage,
        terms,
        value,
        total,
        new PriceMath.Priced(amount, unitPrice, shares),
        new LineItem.Evidence(sum(used, value), sum(free, value), acts(value)));
  }

  private long acts(String value) {
    return usage.segments().stream()
        .mapToLong(
            segment -> usage.acts(TallyKey.usage(terms.meter(), value, segment.part().from())))
        .sum();
  }

  private static Optional<Price> price(UsageTerms terms, String value) {
    return terms.price() instanceof Price.ByDimension by
        ? by.of(value)
        : Optional.of(terms.price());
  }

  private static BigDecimal sum(List<Map<String, BigDecimal>> all, String value) {
    return all.stream().map(one -> of(one, value)).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal of(Map<String, BigDecimal> one, String value) {
    return one.getOrDefault(value, BigDecimal.ZERO);
  }
}

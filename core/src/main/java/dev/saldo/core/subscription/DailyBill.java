package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Use with an allowance for each calendar day: what exceeds it is summed over the days of the
/// period, then priced.
///
/// A day belongs to the period in which it begins; the first day of all to the first period. The
/// day of a change has the larger of the allowances, and the price of the plan at its end.
final class DailyBill {
  private DailyBill() {}

  static List<LineItem> lines(Usage usage, UsageTerms terms) {
    var days = new TreeMap<String, Map<Instant, Tally>>();
    var prefix = TallyKey.usage(terms.meter(), "", Instant.EPOCH).subject();
    usage
        .counters()
        .forEach((key, tally) -> {
          if (key.subject().startsWith(prefix)) {
            days.computeIfAbsent(key.subject().substring(prefix.length()), _ -> new HashMap<>())
                .put(key.from(), tally);
          }
        });
    var lines = new ArrayList<LineItem>();
    days.forEach((value, ofValue) -> {
      if (ofValue.values().stream().anyMatch(tally -> tally.consumed().signum() != 0)) {
        lines.add(line(usage, terms, value, ofValue));
      }
    });
    return lines;
  }

  private static LineItem line(
      Usage usage, UsageTerms terms, String value, Map<Instant, Tally> days) {
    var used = BigDecimal.ZERO;
    var acts = 0L;
    var over = new BigDecimal[usage.segments().size()];
    java.util.Arrays.fill(over, BigDecimal.ZERO);
    for (var entry : days.entrySet()) {
      var counted = entry.getValue().consumed();
      used = used.add(counted);
      acts += entry.getValue().acts();
      var day = Cadence.DAY.containing(entry.getKey(), usage.zone());
      var at = lastOn(usage, day.until());
      var excess = counted.subtract(allowance(usage, terms, day)).max(BigDecimal.ZERO);
      over[at] = over[at].add(excess);
    }
    var total = java.util.Arrays.stream(over).reduce(BigDecimal.ZERO, BigDecimal::add);
    var priced = price(usage, terms, value, over, total);
    return UsageBill.line(
        usage,
        terms,
        value,
        total,
        priced,
        new LineItem.Evidence(used, used.subtract(total), acts));
  }

  private static PriceMath.Priced price(
      Usage usage, UsageTerms terms, String value, BigDecimal[] over, BigDecimal total) {
    var amount = dev.saldo.core.money.Money.zero(usage.currency());
    var shares = new ArrayList<LineItem.Share>();
    var billed = BigDecimal.ZERO;
    java.util.Optional<dev.saldo.core.money.Money> unitPrice = java.util.Optional.empty();
    for (var i = 0; i < over.length; i++) {
      var own = usage.segments().get(i).usage(terms.meter());
      if (over[i].signum() == 0 || own.isEmpty()) {
        continue;
      }
      var price = own.get().price();
      var simple =
          price instanceof Price.ByDimension by ? by.of(value) : java.util.Optional.of(price);
      if (simple.isPresent()) {
        var until = billed.add(over[i]);
        var priced = PriceMath.between(simple.get(), billed, until, total, usage.currency());
        amount = amount.plus(priced.amount());
        shares.addAll(priced.shares());
        billed = until;
        unitPrice = until.compareTo(total) == 0 ? priced.unitPrice() : java.util.Optional.empty();
      }
    }
    return new PriceMath.Priced(amount, unitPrice, shares);
  }

  /// The segment that stands at the end of a day, the last that began before it.
  private static int lastOn(Usage usage, Instant dayEnd) {
    var at = 0;
    for (var i = 0; i < usage.segments().size(); i++) {
      if (usage.segments().get(i).part().from().isBefore(dayEnd)) {
        at = i;
      }
    }
    return at;
  }

  private static BigDecimal allowance(
      Usage usage, UsageTerms terms, dev.saldo.core.calendar.Period day) {
    var most = BigDecimal.ZERO;
    for (var segment : usage.segments()) {
      var part = segment.part();
      if (part.from().isBefore(day.until()) && part.until().isAfter(day.from())) {
        var own = segment.usage(terms.meter());
        most = own.map(segment::included).orElse(BigDecimal.ZERO).max(most);
      }
    }
    return most;
  }
}

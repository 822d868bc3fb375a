package dev.saldo.core.subscription;

import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Use that is a level, such as storage: the peak of each plan's segment above what is included, at
/// its price, × the segment's share of the period.
final class PeakBill {
  private PeakBill() {}

  static List<LineItem> lines(Usage usage, UsageTerms terms) {
    var whole = Fees.seconds(usage.whole());
    var amount = Money.zero(usage.currency());
    var peak = BigDecimal.ZERO;
    var over = BigDecimal.ZERO;
    var acts = 0L;
    var shares = new ArrayList<LineItem.Share>();
    Optional<Money> unitPrice = Optional.empty();
    for (var segment : usage.segments()) {
      var own = segment.usage(terms.meter());
      var used = usage.used(TallyKey.usage(terms.meter(), "", segment.part().from()));
      peak = peak.max(used);
      acts += usage.acts(TallyKey.usage(terms.meter(), "", segment.part().from()));
      if (own.isEmpty() || own.get().price() instanceof Price.ByDimension) {
        continue;
      }
      var excess = used.subtract(segment.included(own.get())).max(BigDecimal.ZERO);
      over = over.max(excess);
      var priced =
          PriceMath.between(own.get().price(), BigDecimal.ZERO, excess, excess, usage.currency());
      amount = amount.plus(PriceMath.part(priced.amount(), segment.seconds(), whole));
      var isWhole = segment.seconds().compareTo(whole) == 0;
      shares.addAll(isWhole ? priced.shares() : List.of());
      unitPrice = isWhole ? priced.unitPrice() : Optional.empty();
    }
    if (peak.signum() == 0) {
      return List.of();
    }
    return List.of(
        UsageBill.line(
            usage,
            terms,
            "",
            over,
            new PriceMath.Priced(amount, unitPrice, shares),
            new LineItem.Evidence(peak, peak.subtract(over), acts)));
  }
}

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
/// its price, × the segment's share of the period. The level that is in force when a segment begins
/// is its first one. What nobody had agreed to when a level was set isn't billed as long as it
/// stands.
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
    for (var stretch : stretches(usage, terms)) {
      var segment = stretch.getFirst();
      var own = segment.usage(terms.meter());
      var used = BigDecimal.ZERO;
      var billed = BigDecimal.ZERO;
      var seconds = BigDecimal.ZERO;
      for (var part : stretch) {
        var key = TallyKey.usage(terms.meter(), "", part.part().from());
        var height = usage.used(key);
        var from = part.part().from();
        var opening = usage.used(TallyKey.opening(terms.meter(), from));
        used = used.max(height).max(opening);
        billed =
            billed
                .max(height.subtract(usage.used(key.unbilled())))
                .max(opening.subtract(usage.used(TallyKey.unbilledOpening(terms.meter(), from))));
        acts += usage.acts(key);
        seconds = seconds.add(part.seconds());
      }
      peak = peak.max(used);
      if (own.isEmpty() || own.get().price() instanceof Price.ByDimension) {
        continue;
      }
      var above = billed.subtract(segment.included(own.get()));
      var excess = segment.isBlocked(terms.meter()) ? BigDecimal.ZERO : above.max(BigDecimal.ZERO);
      over = over.max(excess);
      var priced =
          PriceMath.between(own.get().price(), BigDecimal.ZERO, excess, excess, usage.currency());
      amount = amount.plus(PriceMath.part(priced.amount(), seconds, whole));
      var isWhole = seconds.compareTo(whole) == 0;
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

  /// Neighbouring segments that have the meter on the same terms: other seats or products don't cut
  /// a peak.
  private static List<List<Segment>> stretches(Usage usage, UsageTerms terms) {
    var stretches = new ArrayList<List<Segment>>();
    for (var segment : usage.segments()) {
      if (stretches.isEmpty() || !isAlike(stretches.getLast().getLast(), segment, terms)) {
        stretches.add(new ArrayList<>());
      }
      stretches.getLast().add(segment);
    }
    return stretches;
  }

  private static boolean isAlike(Segment one, Segment other, UsageTerms terms) {
    var mine = one.usage(terms.meter());
    var theirs = other.usage(terms.meter());
    return one.plan().name().equals(other.plan().name())
        && mine.map(PeakBill::whatCounts).equals(theirs.map(PeakBill::whatCounts))
        && mine.map(one::included).equals(theirs.map(other::included));
  }

  /// A title, or when somebody is told, doesn't cut a peak.
  private static List<Object> whatCounts(UsageTerms terms) {
    return List.of(terms.price(), terms.above());
  }
}

package dev.saldo.core.subscription;

import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Turns the areas under levels whose average is billed into quantities.
///
/// A segment's quantity is its area ÷ the seconds of the whole billed period: what it has of the
/// period's average. So the segments of a period add up, and a plan that stood for a part of it has
/// its share by itself. The one rounding is here: the average up to a segment's end is rounded
/// HALF_UP to 12 decimals, and the segment has what that is above the average up to its beginning,
/// so that the quantities of all segments come to the rounded average of the period.
public final class Averages {
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

  private final Usage usage;
  private final BigDecimal whole;
  private final Map<TallyKey, Tally> counters;

  private Averages(Usage usage) {
    this.usage = usage;
    this.whole = Fees.seconds(usage.whole()).multiply(MICROS);
    this.counters = new HashMap<>(usage.counters());
  }

  /// The same use, with averages in the place of areas.
  ///
  /// @param usage with the edges of the areas among its counters
  public static Usage of(Usage usage) {
    var meters = meters(usage);
    if (meters.isEmpty()) {
      return usage;
    }
    var averages = new Averages(usage);
    meters.forEach(averages::divide);
    return new Usage(
        usage.whole(),
        usage.segments(),
        usage.beyond(),
        averages.counters,
        usage.currency(),
        usage.zone());
  }

  private static Set<String> meters(Usage usage) {
    var meters = new LinkedHashSet<String>();
    for (var segment : usage.segments()) {
      segment.plan().sale().usage().stream()
          .map(terms -> terms.meter())
          .filter(meter -> segment.meter(meter).filter(Meter::averages).isPresent())
          .forEach(meters::add);
    }
    return meters;
  }

  private void divide(String meter) {
    var all = new Quotient();
    var unbilled = new Quotient();
    for (var segment : usage.segments()) {
      if (segment.usage(meter).isPresent()
          && segment.meter(meter).filter(Meter::averages).isPresent()) {
        var from = segment.part().from();
        var key = TallyKey.usage(meter, "", from);
        var edges = TallyKey.edges(meter, from);
        var unbilledEdges = TallyKey.unbilledEdges(meter, from);
        put(key, all.next(usage.used(key).add(usage.used(edges))), usage.acts(key));
        var area = usage.used(key.unbilled()).add(usage.used(unbilledEdges));
        put(key.unbilled(), unbilled.next(area), 0);
        counters.remove(edges);
        counters.remove(unbilledEdges);
      }
    }
  }

  private void put(TallyKey key, BigDecimal quantity, long acts) {
    counters.put(key, new Tally(quantity, BigDecimal.ZERO, acts));
  }

  /// What areas come to one after the other.
  private final class Quotient {
    private BigDecimal area = BigDecimal.ZERO;
    private BigDecimal given = BigDecimal.ZERO;

    private BigDecimal next(BigDecimal more) {
      area = area.add(more);
      var rounded = area.divide(whole, Decimals.SCALE_MAX, RoundingMode.HALF_UP);
      var quantity = Decimals.normal(rounded.subtract(given));
      given = rounded;
      return quantity;
    }
  }
}

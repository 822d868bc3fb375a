package dev.saldo.core.subscription;

import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// What the use of a period costs: one line for each meter and value of its dimension, one for each
/// action whose credits ran short, and what a minimum asks for on top.
///
/// A pure function of counters, plans and catalogs: asked again, it says the same.
public final class UsageBill {
  private UsageBill() {}

  public static List<LineItem> lines(Usage usage) {
    var centres = new CentreLines(usage);
    var lines = new ArrayList<LineItem>();
    for (var meter : meters(usage)) {
      for (var line : lines(usage, meter)) {
        lines.addAll(centres.divided(line, TallyKey.centres(meter, value(line, meter))));
      }
    }
    for (var line : OverageBill.lines(usage)) {
      lines.addAll(centres.divided(line, TallyKey.billedCentres(line.code())));
    }
    var sum = Money.zero(usage.currency());
    for (var line : lines) {
      sum = sum.plus(line.amount().rounded());
    }
    minimum(usage, sum).ifPresent(lines::add);
    return lines;
  }

  private static String value(LineItem line, String meter) {
    return line.code().equals(meter) ? "" : line.code().substring(meter.length() + 1);
  }

  /// Where another version of the catalog counts otherwise within the period, a peak has a line of
  /// its own beside what was used as a quantity.
  private static List<LineItem> lines(Usage usage, String meter) {
    var lines = new ArrayList<LineItem>();
    var peaks = with(usage, meter, true);
    if (!peaks.isEmpty()) {
      lines.addAll(PeakBill.lines(in(usage, peaks), terms(peaks, meter)));
    }
    var others = with(usage, meter, false);
    if (!others.isEmpty()) {
      lines.addAll(MeteredBill.lines(in(usage, others), terms(others, meter)));
    }
    return lines;
  }

  /// The segments with a meter that takes the most, or doesn't; all of them, with those that don't
  /// bill it, where there is no other kind.
  private static List<Segment> with(Usage usage, String meter, boolean takesMost) {
    var with = new ArrayList<Segment>();
    var isMixed = false;
    for (var segment : usage.segments()) {
      if (segment.usage(meter).isPresent()) {
        var isOne = segment.meter(meter).filter(Meter::takesMost).isPresent() == takesMost;
        if (isOne) {
          with.add(segment);
        }
        isMixed |= !isOne;
      }
    }
    return isMixed || with.isEmpty() ? with : usage.segments();
  }

  private static Usage in(Usage usage, List<Segment> segments) {
    return segments.equals(usage.segments())
        ? usage
        : new Usage(usage.whole(), segments, usage.counters(), usage.currency(), usage.zone());
  }

  private static UsageTerms terms(List<Segment> segments, String meter) {
    return segments.stream()
        .flatMap(segment -> segment.usage(meter).stream())
        .reduce((_, latest) -> latest)
        .orElseThrow();
  }

  /// In the order of the plans, the first plan's first.
  private static LinkedHashSet<String> meters(Usage usage) {
    var meters = new LinkedHashSet<String>();
    for (var segment : usage.segments()) {
      segment.plan().sale().usage().forEach(terms -> meters.add(terms.meter()));
    }
    return meters;
  }

  /// What a plan's minimum asks for beyond the use of a period, each segment for its share: so much
  /// that the lines, rounded as they stand on the invoice, come to it.
  ///
  /// @param used what the lines of use come to, each rounded
  private static Optional<LineItem> minimum(Usage usage, Money used) {
    var least = Money.zero(usage.currency());
    var whole = Fees.seconds(usage.whole());
    for (var segment : usage.segments()) {
      var asked = segment.plan().sale().minimum();
      if (asked.isPresent()) {
        var full = PriceMath.in(asked.get(), usage.currency());
        least = least.plus(PriceMath.part(full, segment.seconds(), whole));
      }
    }
    var missing = PriceMath.sum(least).rounded().minus(used);
    if (!missing.isPositive()) {
      return Optional.empty();
    }
    var plan = usage.segments().getLast().plan();
    return Optional.of(
        new LineItem(
            LineKind.COMMITMENT,
            plan.name(),
            plan.title(),
            BigDecimal.ONE,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            missing,
            Optional.of(usage.period()),
            Optional.empty(),
            Optional.empty()));
  }

  /// A line of a meter's use.
  static LineItem line(
      Usage usage,
      UsageTerms terms,
      String value,
      BigDecimal over,
      PriceMath.Priced priced,
      LineItem.Evidence evidence) {
    return new LineItem(
        LineKind.USAGE,
        value.isEmpty() ? terms.meter() : terms.meter() + ":" + value,
        value.isEmpty() ? terms.title() : terms.title() + ": " + value,
        over,
        Optional.of(terms.unit()),
        priced.unitPrice(),
        priced.shares(),
        PriceMath.sum(priced.amount()),
        Optional.of(usage.period()),
        Optional.empty(),
        Optional.of(evidence));
  }
}

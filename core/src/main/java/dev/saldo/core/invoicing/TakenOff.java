package dev.saldo.core.invoicing;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.subscription.Interim;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What interim invoices ask for of a period's use, taken off the invoice that carries all of it.
///
/// The use stands on that invoice in full, as if none of it had been invoiced, so that its tiers
/// and its evidence can be read; a line for each code gives back what was asked for before. That
/// was whole minor units, so nothing is rounded twice. Cost centres aren't asked apart before the
/// period is over.
public final class TakenOff {
  private TakenOff() {}

  /// Lines below zero, by code.
  ///
  /// @param use the lines of the period's use
  public static List<LineItem> lines(
      Map<String, Interim.Billed> billed, List<LineItem> use, Period period) {
    var lines = new ArrayList<LineItem>();
    new TreeMap<>(billed)
        .forEach((code, one) -> {
          var like = use.stream().filter(line -> line.code().equals(code)).findFirst();
          lines.add(line(code, one, like, period));
        });
    return lines;
  }

  private static LineItem line(
      String code, Interim.Billed billed, Optional<LineItem> like, Period period) {
    return new LineItem(
        LineKind.INTERIM,
        code,
        like.map(LineItem::title).orElse(code),
        billed.quantity().negate(),
        like.flatMap(LineItem::unit),
        Optional.empty(),
        List.of(),
        billed.amount().negated(),
        Optional.of(period),
        Optional.empty(),
        Optional.empty());
  }
}

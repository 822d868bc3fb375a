package dev.saldo.core.invoicing;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.money.Money;
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
///
/// What credit notes gave back of interim invoices stays given back, and is given back once: where
/// the use comes to less in the end than was asked for, no more is taken off than it comes to, down
/// to what the notes left.
public final class TakenOff {
  private TakenOff() {}

  /// Lines below zero, by code.
  ///
  /// @param billed what interim invoices ask for, by code
  /// @param givenBack what credit notes gave back of that, by code
  /// @param use the lines of the period's use
  public static List<LineItem> lines(
      Map<String, Interim.Billed> billed,
      Map<String, Money> givenBack,
      List<LineItem> use,
      Period period) {
    var lines = new ArrayList<LineItem>();
    new TreeMap<>(billed)
        .forEach((code, one) -> {
          var of = use.stream().filter(line -> isUse(line) && line.code().equals(code)).toList();
          var back = Optional.ofNullable(givenBack.get(code)).filter(Money::isPositive);
          var off = back.map(most -> bound(one, most, of)).orElse(one);
          lines.add(line(code, off, of.stream().findFirst(), period));
        });
    return lines;
  }

  private static boolean isUse(LineItem line) {
    return line.kind() == LineKind.USAGE || line.kind() == LineKind.OVERAGE;
  }

  /// What the use comes to, rounded as its lines are, within what was asked for and what is left of
  /// that.
  private static Interim.Billed bound(Interim.Billed billed, Money back, List<LineItem> use) {
    var asked = billed.amount();
    var used = Money.zero(asked.currency());
    for (var line : use) {
      used = used.plus(line.amount().rounded());
    }
    var least = asked.minus(back);
    if (used.compareTo(asked) >= 0) {
      return billed;
    }
    return new Interim.Billed(billed.quantity(), used.compareTo(least) < 0 ? least : used);
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

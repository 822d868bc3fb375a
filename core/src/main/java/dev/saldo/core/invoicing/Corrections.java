package dev.saldo.core.invoicing;

import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a period that was billed comes to now, less what was billed for it: lines of adjustment on
/// a later invoice. The invoice of the period itself never changes.
public final class Corrections {
  private Corrections() {}

  /// What was billed of a code in a period.
  ///
  /// @param used the quantity that was billed
  public record Billed(BigDecimal used, Money amount) {
    public Billed plus(Billed other) {
      return new Billed(used.add(other.used), amount.plus(other.amount));
    }
  }

  /// @param now the lines of the period's use as they come out now
  /// @param billed by code, adjustments included
  public static List<LineItem> lines(List<LineItem> now, Map<String, Billed> billed) {
    var byCode = new LinkedHashMap<String, LineItem>();
    now.forEach(line -> byCode.put(line.code(), line));
    var lines = new ArrayList<LineItem>();
    for (var line : byCode.values()) {
      var before = billed.get(line.code());
      var amount = before == null ? line.amount() : line.amount().minus(before.amount());
      var quantity = before == null ? line.quantity() : line.quantity().subtract(before.used());
      if (!amount.isZero()) {
        lines.add(adjustment(line, quantity, amount));
      }
    }
    return lines;
  }

  private static LineItem adjustment(LineItem line, BigDecimal quantity, Money amount) {
    return new LineItem(
        LineKind.ADJUSTMENT,
        line.code(),
        line.title(),
        quantity,
        line.unit(),
        Optional.empty(),
        List.of(),
        amount,
        line.period(),
        line.costCentre(),
        line.evidence());
  }
}

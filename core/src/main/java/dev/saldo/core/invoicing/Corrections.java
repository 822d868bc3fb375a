package dev.saldo.core.invoicing;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a period that was billed comes to now, less what was billed for it: lines of adjustment on
/// a later invoice. The invoice of the period itself never changes.
public final class Corrections {
  private static final Comparator<Booked> IN_ORDER =
      Comparator.comparing(Booked::code).thenComparing(one -> one.costCentre().orElse(""));

  private Corrections() {}

  /// What lines are compared by.
  ///
  /// @param code the name in the catalog
  /// @param costCentre where the customer books it
  public record Booked(String code, Optional<String> costCentre) {
    static Booked of(LineItem line) {
      return new Booked(line.code(), line.costCentre());
    }
  }

  /// What was billed of a code and cost centre in a period.
  ///
  /// @param used the quantity that was billed
  public record Billed(BigDecimal used, Money amount) {
    public Billed plus(Billed other) {
      return new Billed(used.add(other.used), amount.plus(other.amount));
    }

    Billed minus(Billed other) {
      return plus(other.negated());
    }

    Billed negated() {
      return new Billed(used.negate(), amount.negated());
    }
  }

  /// What is owed of a code now.
  ///
  /// @param shown the first of its lines
  private record Now(LineItem shown, Billed owed) {
    static Now of(LineItem line) {
      return new Now(line, new Billed(line.quantity(), line.amount()));
    }

    Now with(Now other) {
      return new Now(shown, owed.plus(other.owed));
    }
  }

  /// Lines of one code and cost centre are compared together: what is billed doesn't tell a meter
  /// from an action of the same name. What was billed and isn't owed any more is given back.
  ///
  /// @param now the lines of the period's use as they come out now
  /// @param billed adjustments included
  public static List<LineItem> lines(
      List<LineItem> now, Map<Booked, Billed> billed, Period period) {
    var owed = new LinkedHashMap<Booked, Now>();
    for (var line : now) {
      owed.merge(Booked.of(line), Now.of(line), Now::with);
    }
    var lines = new ArrayList<LineItem>();
    owed.forEach((booked, one) -> {
      var before = Optional.ofNullable(billed.get(booked));
      var more = before.map(one.owed()::minus).orElse(one.owed());
      if (!more.amount().isZero()) {
        lines.add(adjustment(one.shown(), more));
      }
    });
    billed.entrySet().stream()
        .filter(one -> !owed.containsKey(one.getKey()) && !one.getValue().amount().isZero())
        .sorted(Map.Entry.comparingByKey(IN_ORDER))
        .forEach(one -> lines.add(adjustment(one.getKey(), one.getValue().negated(), period)));
    return lines;
  }

  private static LineItem adjustment(LineItem line, Billed more) {
    return new LineItem(
        LineKind.ADJUSTMENT,
        line.code(),
        line.title(),
        more.used(),
        line.unit(),
        Optional.empty(),
        List.of(),
        more.amount(),
        line.period(),
        line.costCentre(),
        line.evidence());
  }

  private static LineItem adjustment(Booked booked, Billed more, Period period) {
    return new LineItem(
        LineKind.ADJUSTMENT,
        booked.code(),
        booked.code(),
        more.used(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        more.amount(),
        Optional.of(period),
        booked.costCentre(),
        Optional.empty());
  }
}

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
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a period that was billed comes to now, less what was billed for it: lines of adjustment on
/// a later invoice. The invoice of the period itself never changes.
///
/// What credit notes gave back on purpose was billed all the same, so that it isn't asked for
/// again; nor is it given back again when the use itself is taken back. So a code of which a note
/// gave back something is asked for as far as it comes to more than was billed, given back as far
/// as it comes to less than what is left of that, and left alone in between.
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
  /// @param billed adjustments included, and what credit notes gave back
  /// @param givenBack what credit notes gave back of each code; below zero where they took back
  ///   what an invoice had given
  public static List<LineItem> lines(
      List<LineItem> now, Map<Booked, Billed> billed, Map<String, Money> givenBack, Period period) {
    var lines = differences(now, billed, period);
    new TreeMap<>(givenBack)
        .forEach((code, back) -> {
          var zero = Money.zero(back.currency());
          var owed = sum(now.stream().filter(line -> line.code().equals(code)), zero);
          var asked = zero;
          for (var one : billed.entrySet()) {
            asked = one.getKey().code().equals(code) ? asked.plus(one.getValue().amount()) : asked;
          }
          bound(lines, code, more(owed, asked, back), now, period);
        });
    return lines;
  }

  /// Lines that undo what was billed of a period elsewhere, where one invoice is to carry all of
  /// it.
  ///
  /// @param use the period's lines on that invoice
  public static List<LineItem> undone(
      Map<Booked, Billed> billed, List<LineItem> use, Period period) {
    var lines = new ArrayList<LineItem>();
    billed.entrySet().stream()
        .filter(one -> !one.getValue().amount().isZero())
        .sorted(Map.Entry.comparingByKey(IN_ORDER))
        .forEach(one -> lines.add(adjustment(one.getKey(), one.getValue().negated(), use, period)));
    return lines;
  }

  /// What is to be asked for on top; below zero for what is given back.
  static Money more(Money owed, Money asked, Money givenBack) {
    var left = asked.minus(givenBack);
    var least = givenBack.isPositive() ? owed.minus(givenBack) : owed;
    if (left.compareTo(least) < 0) {
      return least.minus(left);
    }
    return left.compareTo(owed) > 0 ? owed.minus(left) : Money.zero(owed.currency());
  }

  /// Where credit notes have a say, a code has one line: they don't tell cost centres apart.
  private static void bound(
      List<LineItem> lines, String code, Money more, List<LineItem> now, Period period) {
    var of = lines.stream().filter(line -> line.code().equals(code)).toList();
    if (sum(of.stream(), Money.zero(more.currency())).equals(more)) {
      return;
    }
    lines.removeAll(of);
    if (!more.isZero()) {
      var used = of.stream().map(LineItem::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
      var whole = new Booked(code, Optional.empty());
      lines.add(adjustment(whole, new Billed(used, more), now, period));
    }
  }

  private static Money sum(Stream<LineItem> lines, Money zero) {
    return lines.map(LineItem::amount).reduce(zero, Money::plus);
  }

  private static List<LineItem> differences(
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
        .forEach(one ->
            lines.add(adjustment(one.getKey(), one.getValue().negated(), List.of(), period)));
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

  /// @param use lines of which one of the same code says what it is called
  private static LineItem adjustment(
      Booked booked, Billed more, List<LineItem> use, Period period) {
    var like = use.stream().filter(line -> line.code().equals(booked.code())).findFirst();
    return new LineItem(
        LineKind.ADJUSTMENT,
        booked.code(),
        like.map(LineItem::title).orElse(booked.code()),
        more.used(),
        like.flatMap(LineItem::unit),
        Optional.empty(),
        List.of(),
        more.amount(),
        Optional.of(period),
        booked.costCentre(),
        Optional.empty());
  }
}

package dev.saldo.server.invoice;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceLine;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.CommittedMonth;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.store.invoice.BilledReads;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/// What a document asks for of periods' use, where it is to be given back or not to hold: no more
/// of a period is given back than was asked for, by whichever invoices.
///
/// @param lines by what they ask for, exact; below zero for what they give back
record UseOn(List<LineItem> lines) {
  private static final Set<LineKind> KINDS =
      EnumSet.of(
          LineKind.USAGE,
          LineKind.OVERAGE,
          LineKind.COMMITMENT,
          LineKind.INTERIM,
          LineKind.ADJUSTMENT);

  /// A share of an amount has as many decimals as credits have.
  private static final int SCALE = 12;

  UseOn {
    lines = List.copyOf(lines);
  }

  /// All of a document.
  static UseOn of(Invoice document) {
    var isNote = document.kind() == Invoice.Kind.CREDIT_NOTE;
    var lines = new ArrayList<LineItem>();
    for (var line : document.lines()) {
      if (isUse(line.item())) {
        var amount = line.item().amount();
        lines.add(line.item().withAmount(isNote ? amount.negated() : amount));
      }
    }
    return new UseOn(lines);
  }

  /// So much of some lines, without tax; all of the document where none is named.
  static UseOn of(Invoice document, Map<Integer, BigDecimal> amounts) {
    if (amounts.isEmpty()) {
      return of(document);
    }
    var lines = new ArrayList<LineItem>();
    for (var line : document.lines()) {
      var amount = Optional.ofNullable(amounts.get(line.ordinal()));
      if (amount.isPresent() && isUse(line.item())) {
        lines.add(line.item().withAmount(share(line, amount.get())));
      }
    }
    return new UseOn(lines);
  }

  /// What a line says exactly of an amount without tax.
  private static Money share(InvoiceLine line, BigDecimal amount) {
    var exact = line.item().amount();
    var net = line.net();
    return net.isZero()
        ? exact
        : new Money(
            exact.currency(),
            exact.amount().multiply(amount).divide(net.amount(), SCALE, RoundingMode.HALF_UP));
  }

  private static boolean isUse(LineItem line) {
    return KINDS.contains(line.kind())
        && line.period().isPresent()
        && !CommittedMonth.isShortfall(line);
  }

  /// When the earliest period of some lines begins.
  Optional<Instant> earliest(Predicate<LineItem> which) {
    return lines.stream()
        .filter(which)
        .flatMap(line -> line.period().stream())
        .map(Period::from)
        .min(Instant::compareTo);
  }

  /// By how much more would be given back than was asked for, if all of these lines were: of a
  /// code, or of the period. What a plan asks for at least is looked at with the rest of its
  /// period, because use and it take each other's place.
  Money excess(BilledReads reads, UUID customer, Currency currency) {
    var periods = new TreeMap<Instant, List<LineItem>>();
    for (var line : lines) {
      periods.computeIfAbsent(from(line), _ -> new ArrayList<>()).add(line);
    }
    var excess = Money.zero(currency);
    for (var period : periods.entrySet()) {
      var left = left(reads, customer, period.getKey(), currency);
      excess = excess.plus(excess(period.getValue(), left, Money.zero(currency)));
    }
    return excess;
  }

  private static Money excess(List<LineItem> lines, Map<String, Money> left, Money zero) {
    var wanted = new HashMap<String, Money>();
    var minimums = new HashMap<String, Boolean>();
    var all = zero;
    for (var line : lines) {
      wanted.merge(line.code(), line.amount(), Money::plus);
      minimums.merge(line.code(), line.kind() == LineKind.COMMITMENT, Boolean::logicalAnd);
      all = all.plus(line.amount());
    }
    var ofCodes = zero;
    for (var one : wanted.entrySet()) {
      if (!minimums.getOrDefault(one.getKey(), false)) {
        ofCodes = ofCodes.plus(above(one.getValue(), left.getOrDefault(one.getKey(), zero)));
      }
    }
    var ofAll = above(all, left.values().stream().reduce(zero, Money::plus));
    return ofAll.compareTo(ofCodes) > 0 ? ofAll : ofCodes;
  }

  /// Less than half a minor unit is a matter of rounding.
  private static Money above(Money wanted, Money left) {
    var zero = Money.zero(wanted.currency());
    var above = wanted.minus(left).rounded();
    return wanted.isPositive() && above.isPositive() ? above : zero;
  }

  /// What was asked for of a period and not given back, by code.
  private static Map<String, Money> left(
      BilledReads reads, UUID customer, Instant from, Currency currency) {
    var left = new HashMap<String, Money>();
    reads
        .billed(customer, from, currency)
        .forEach((booked, one) -> left.merge(booked.code(), one.amount(), Money::plus));
    reads
        .givenBack(customer, from)
        .forEach((code, back) -> left.merge(code, back.negated(), Money::plus));
    return left;
  }

  private static Instant from(LineItem line) {
    return line.period().orElseThrow().from();
  }
}

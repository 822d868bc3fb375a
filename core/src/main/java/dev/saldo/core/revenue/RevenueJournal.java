package dev.saldo.core.revenue;

import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The journal of some days, put together from lots and invoices one after the other: the room's
/// door.
///
/// It keeps sums by day, occasion and pair of accounts alone, so that any number of lots and
/// invoices goes through it. Belongs to one thread and one report.
public final class RevenueJournal {
  private static final Comparator<Place> ORDER =
      Comparator.comparing((Place place) -> place.day)
          .thenComparing(place -> place.currency.getCurrencyCode())
          .thenComparing(place -> place.occasion)
          .thenComparing(place -> place.debit)
          .thenComparing(place -> place.credit);

  private final Days days;
  private final Map<Place, Money> sums = new HashMap<>();
  private final Map<Currency, Balances> balances =
      new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));

  public RevenueJournal(Days days) {
    this.days = days;
  }

  private record Place(
      LocalDate day,
      Currency currency,
      Occasion occasion,
      MoneyAccount debit,
      MoneyAccount credit) {}

  /// What a currency's deferred accounts had before the days and have after them.
  private static final class Balances {
    private Money openingCredits;
    private Money closingCredits;
    private Money openingFees;
    private Money closingFees;

    Balances(Currency currency) {
      openingCredits = Money.zero(currency);
      closingCredits = openingCredits;
      openingFees = openingCredits;
      closingFees = openingCredits;
    }
  }

  /// What happened to a lot on a day.
  ///
  /// @param credits below zero for what goes out
  public record Moved(LocalDate day, LotMove move, BigDecimal credits) {}

  /// Books what happened to a lot.
  ///
  /// @param before as it was when the days began
  /// @param moves of the days, in their order and within a day in that of [LotMove]
  /// @return the lot at the end of the days
  public Lot lot(Lot before, List<Moved> moves) {
    var of = balances(before.paid().currency());
    of.openingCredits = of.openingCredits.plus(before.value());
    var lot = before;
    for (var moved : moves) {
      var next = lot.after(moved.move(), moved.credits());
      book(
          moved.day(),
          moved.move().occasion(),
          moved.move().other(),
          MoneyAccount.DEFERRED_REVENUE,
          next.value().minus(lot.value()));
      lot = next;
    }
    of.closingCredits = of.closingCredits.plus(lot.value());
    return lot;
  }

  /// Books an invoice that was finalized in the days or before them, and what of its fees is earned
  /// in them.
  public void invoice(BookedInvoice invoice) {
    var day = Days.of(invoice.bookedAt());
    if (!day.isBefore(days.until())) {
      return;
    }
    if (days.contains(day)) {
      for (var part : InvoiceBooking.parts(invoice)) {
        if (part.account() != MoneyAccount.RECEIVABLE) {
          book(day, Occasion.INVOICED, MoneyAccount.RECEIVABLE, part.account(), part.amount());
        }
      }
    }
    InvoiceBooking.schedules(invoice).forEach(this::earn);
  }

  private void earn(FeeSchedule schedule) {
    var of = balances(schedule.fee().currency());
    if (schedule.bookedAt().isBefore(days.begin())) {
      of.openingFees = of.openingFees.plus(schedule.fee()).minus(schedule.earnedBy(days.begin()));
    }
    of.closingFees = of.closingFees.plus(schedule.fee()).minus(schedule.earnedBy(days.end()));
    var last = Days.of(schedule.covers().until().minusNanos(1));
    var booked = Days.of(schedule.bookedAt());
    var end = last.isBefore(booked) ? booked : last;
    for (var day = days.from();
        day.isBefore(days.until()) && !day.isAfter(end);
        day = day.plusDays(1)) {
      var earned =
          schedule.earnedBy(Days.start(day.plusDays(1))).minus(schedule.earnedBy(Days.start(day)));
      book(day, Occasion.FEES_EARNED, MoneyAccount.DEFERRED_FEES, MoneyAccount.REVENUE, earned);
    }
  }

  private void book(
      LocalDate day, Occasion occasion, MoneyAccount debit, MoneyAccount credit, Money amount) {
    if (!amount.isZero()) {
      balances(amount.currency());
      sums.merge(new Place(day, amount.currency(), occasion, debit, credit), amount, Money::plus);
    }
  }

  private Balances balances(Currency currency) {
    return balances.computeIfAbsent(currency, Balances::new);
  }

  /// The entries by day, currency and occasion. What goes the other way than its occasion usually
  /// does has its accounts the other way round.
  public List<JournalEntry> entries() {
    var entries = new ArrayList<JournalEntry>();
    sums.keySet().stream()
        .sorted(ORDER)
        .forEach(place -> {
          var sum = sums.get(place);
          if (sum != null && sum.isPositive()) {
            entries.add(
                new JournalEntry(place.day, place.occasion, place.debit, place.credit, sum));
          } else if (sum != null && sum.isNegative()) {
            entries.add(
                new JournalEntry(
                    place.day, place.occasion, place.credit, place.debit, sum.negated()));
          }
        });
    return entries;
  }

  /// How each currency's deferred accounts went from the beginning to the end.
  public Map<Currency, Reconciliation> reconciliations() {
    var all = new LinkedHashMap<Currency, Reconciliation>();
    balances.forEach((currency, of) ->
        all.put(
            currency,
            new Reconciliation(
                of.openingCredits,
                deferred(currency, Occasion.CREDITS_SOLD),
                deferred(currency, Occasion.CREDITS_MOVED),
                deferred(currency, Occasion.CREDITS_USED)
                    .plus(deferred(currency, Occasion.CREDITS_RETURNED))
                    .plus(deferred(currency, Occasion.CREDITS_ADDED))
                    .negated(),
                deferred(currency, Occasion.CREDITS_EXPIRED).negated(),
                deferred(currency, Occasion.CREDITS_REMOVED).negated(),
                of.closingCredits,
                of.openingFees,
                credited(currency, Occasion.INVOICED, MoneyAccount.DEFERRED_FEES),
                credited(currency, Occasion.FEES_EARNED, MoneyAccount.DEFERRED_FEES).negated(),
                of.closingFees)));
    return all;
  }

  private Money deferred(Currency currency, Occasion occasion) {
    return credited(currency, occasion, MoneyAccount.DEFERRED_REVENUE);
  }

  private Money credited(Currency currency, Occasion occasion, MoneyAccount account) {
    var sum = Money.zero(currency);
    for (var one : sums.entrySet()) {
      var place = one.getKey();
      if (place.currency.equals(currency) && place.occasion == occasion) {
        if (place.credit == account) {
          sum = sum.plus(one.getValue());
        } else if (place.debit == account) {
          sum = sum.minus(one.getValue());
        }
      }
    }
    return sum;
  }
}

package dev.saldo.server.accounting;

import dev.saldo.core.money.Money;
import dev.saldo.core.revenue.JournalEntry;
import dev.saldo.core.revenue.MoneyAccount;
import dev.saldo.core.revenue.Occasion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Sums entries up.
final class Summing {
  private Summing() {}

  /// What was debited to and credited to an account in a currency.
  record Total(MoneyAccount account, Money debit, Money credit) {
    private Total plus(Total other) {
      return new Total(account, debit.plus(other.debit), credit.plus(other.credit));
    }
  }

  private record Kind(
      Currency currency, Occasion occasion, MoneyAccount debit, MoneyAccount credit) {
    private static final Comparator<Kind> ORDER =
        Comparator.comparing((Kind kind) -> kind.currency.getCurrencyCode())
            .thenComparing(Kind::occasion)
            .thenComparing(Kind::debit)
            .thenComparing(Kind::credit);
  }

  /// One entry for all of a kind, on one day.
  static List<JournalEntry> up(List<JournalEntry> entries, LocalDate day) {
    var sums = new TreeMap<Kind, Money>(Kind.ORDER);
    for (var entry : entries) {
      var currency = entry.amount().currency();
      var kind = new Kind(currency, entry.occasion(), entry.debit(), entry.credit());
      sums.merge(kind, entry.amount(), Money::plus);
    }
    var all = new ArrayList<JournalEntry>();
    sums.forEach((kind, sum) ->
        all.add(new JournalEntry(day, kind.occasion(), kind.debit(), kind.credit(), sum)));
    return all;
  }

  /// The sums of each account, in the order of currencies and accounts.
  static List<Total> totals(List<JournalEntry> entries) {
    Map<String, Map<MoneyAccount, Total>> all = new TreeMap<>();
    for (var entry : entries) {
      var of =
          all.computeIfAbsent(entry.amount().currency().getCurrencyCode(), _ -> new TreeMap<>());
      var zero = Money.zero(entry.amount().currency());
      of.merge(entry.debit(), new Total(entry.debit(), entry.amount(), zero), Total::plus);
      of.merge(entry.credit(), new Total(entry.credit(), zero, entry.amount()), Total::plus);
    }
    return all.values().stream().flatMap(of -> of.values().stream()).toList();
  }
}

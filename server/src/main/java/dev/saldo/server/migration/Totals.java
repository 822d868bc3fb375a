package dev.saldo.server.migration;

import dev.saldo.core.account.PeriodFees;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Interval;
import dev.saldo.server.account.RefusalProblems;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.receipt.AnswerParts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a migration would come to: sums by currency and by how long a period is, credits that are
/// granted at once, and how many can't be moved, by reason.
final class Totals {
  private final Map<Kind, Sum> sums = new TreeMap<>(Kind.ORDER);
  private final Map<String, Long> reasons = new TreeMap<>();
  private long customers;
  private final Map<String, BigDecimal> credits = new TreeMap<>();
  private long movable;
  private boolean complete = true;

  /// Whose sums have a meaning: amounts of one currency for periods of one length.
  private record Kind(Currency currency, Interval interval) {
    static final Comparator<Kind> ORDER =
        Comparator.comparing((Kind kind) -> kind.currency.getCurrencyCode())
            .thenComparing(Kind::interval);
  }

  private record Sum(long customers, Money before, Money after, Money charged) {
    static Sum none(Currency currency) {
      var zero = Money.zero(currency);
      return new Sum(0, zero, zero, zero);
    }

    Sum plus(Money oneBefore, Money oneAfter, Money oneCharged) {
      return new Sum(
          customers + 1, before.plus(oneBefore), after.plus(oneAfter), charged.plus(oneCharged));
    }
  }

  /// The same, with the word that there are more customers.
  Totals incomplete() {
    complete = false;
    return this;
  }

  void add(Foreseen foreseen) {
    customers++;
    switch (foreseen.result()) {
      case Foreseen.Result.Moved moved -> {
        movable++;
        add(moved);
      }
      case Foreseen.Result.Not(var refusal) -> reasons.merge(code(refusal), 1L, Long::sum);
    }
  }

  /// A reason is a problem's code, or the decision's own word where it has one.
  private static String code(Refusal refusal) {
    return refusal instanceof Refusal.Unacceptable unacceptable
        ? unacceptable.code()
        : RefusalProblems.of(refusal, Instant.EPOCH, Optional.empty()).type().code();
  }

  private void add(Foreseen.Result.Moved moved) {
    moved.credits().forEach((unit, amount) -> credits.merge(unit, amount, BigDecimal::add));
    var billed = moved.after().or(moved::before);
    if (billed.isEmpty()) {
      return;
    }
    var kind = new Kind(billed.get().money().currency(), billed.get().interval());
    var zero = Money.zero(kind.currency());
    var sum = sums.getOrDefault(kind, Sum.none(kind.currency()));
    sums.put(
        kind,
        sum.plus(
            moved.before().map(PeriodFees::money).orElse(zero),
            moved.after().map(PeriodFees::money).orElse(zero),
            moved.charged().orElse(zero)));
  }

  void write(JsonWriter json) {
    json.integer("customers", customers)
        .flag("complete", complete)
        .integer("movable", movable)
        .integer("refused", customers - movable)
        .object("credits", inside -> credits.forEach(inside::decimal))
        .objects("sums", sums.entrySet(), (one, sum) -> write(one, sum.getKey(), sum.getValue()))
        .objects(
            "reasons",
            reasons.entrySet(),
            (one, reason) ->
                one.text("reason", reason.getKey()).integer("customers", reason.getValue()));
  }

  private static void write(JsonWriter json, Kind kind, Sum sum) {
    json.text("currency", kind.currency().getCurrencyCode())
        .text("interval", AnswerParts.word(kind.interval()))
        .integer("customers", sum.customers())
        .decimal("before", sum.before().amount())
        .decimal("after", sum.after().amount())
        .decimal("difference", sum.after().minus(sum.before()).amount())
        .decimal("charged", sum.charged().amount());
  }
}

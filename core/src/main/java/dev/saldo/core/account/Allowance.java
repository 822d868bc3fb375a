package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.subscription.Subscription;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// What a term includes of a meter at a time, as far as it is known then: what decisions go by.
/// What is billed is found when the period is over, from its counters.
record Allowance(Account account, Term term, Counting counting, Instant at) {
  /// When the counter begins.
  Instant from() {
    return counting.from(term.from(), this::containing);
  }

  /// When what is included begins anew.
  Optional<Instant> until() {
    var end = account.subscription().map(running -> running.period().until());
    return switch (terms().per()) {
      case DAY -> Optional.of(containing(Cadence.DAY).until());
      case MONTH -> Optional.of(month().until());
      case PERIOD -> end;
    };
  }

  /// What is included and carried, less what other values of the dimension have used of it: they
  /// share it.
  BigDecimal left(TallyKey key, String value) {
    var included = included(value).add(carried(value));
    return included.signum() == 0 ? included : included.subtract(others(key)).max(BigDecimal.ZERO);
  }

  /// What is left, when the term begins, of what was carried into its period.
  BigDecimal carried(String value) {
    var period = account.subscription().map(Subscription::period);
    if (terms().per() != UsageTerms.Per.PERIOD || !isCovered(value) || period.isEmpty()) {
      return BigDecimal.ZERO;
    }
    var begun = period.get().from();
    var carried = account.tally(TallyKey.carried(terms().meter(), terms().own(), begun)).consumed();
    for (var earlier : account.terms()) {
      if (carried.signum() > 0
          && !earlier.from().isBefore(begun)
          && earlier.from().isBefore(term.from())) {
        var key = counting.key(terms().own(), earlier.from());
        carried = carried.subtract(account.tally(key).used()).subtract(others(key));
      }
    }
    return period.get().contains(term.from()) ? carried.max(BigDecimal.ZERO) : BigDecimal.ZERO;
  }

  /// Whether the allowance is for a value.
  private boolean isCovered(String value) {
    return terms().dimension().isEmpty()
        || terms().draws().isEmpty()
        || terms().draws().contains(value);
  }

  /// The included units for what is left of the period or month from the counter's beginning,
  /// rounded up; for whole days and periods, and for a level, all of them.
  BigDecimal included(String value) {
    var terms = terms();
    if (!isCovered(value)) {
      return BigDecimal.ZERO;
    }
    var included =
        term.items().overrides().included().getOrDefault(terms.meter(), terms.included());
    if (counting.meter().isLevel()) {
      return included;
    }
    return switch (terms.per()) {
      case DAY -> included;
      case MONTH -> share(included, month(), calendarMonth());
      case PERIOD -> ofPeriod(included);
    };
  }

  private BigDecimal ofPeriod(BigDecimal included) {
    var whole = whole(term.from());
    return whole.isEmpty()
        ? included
        : share(included, new Period(term.from(), whole.get().until()), whole.get());
  }

  /// The whole period that a time lies in, the current one or, for what comes late, an earlier one.
  private Optional<Period> whole(Instant time) {
    return account.subscription().map(running -> running.wholeAt(time));
  }

  /// What the term's period has of the month, from the counter's beginning.
  private Period month() {
    var month = calendarMonth();
    var end =
        whole(from())
            .map(Period::until)
            .filter(until -> until.isBefore(month.until()))
            .orElse(month.until());
    return new Period(from(), end);
  }

  private static BigDecimal share(BigDecimal included, Period part, Period whole) {
    return part.equals(whole)
        ? included
        : included
            .multiply(BigDecimal.valueOf(part.length().toSeconds()))
            .divide(BigDecimal.valueOf(whole.length().toSeconds()), 0, RoundingMode.CEILING);
  }

  /// What the values that share an allowance with a counter's have used.
  BigDecimal others(TallyKey key) {
    var terms = terms();
    if (terms.dimension().isEmpty()) {
      return BigDecimal.ZERO;
    }
    var prefix = counting.key("", key.from()).subject();
    var sum = BigDecimal.ZERO;
    for (var entry : account.tallies().entrySet()) {
      var subject = entry.getKey().subject();
      if (entry.getKey().from().equals(key.from())
          && subject.startsWith(prefix)
          && !subject.equals(key.subject())
          && (terms.draws().isEmpty()
              || terms.draws().contains(subject.substring(prefix.length())))) {
        sum = sum.add(entry.getValue().used());
      }
    }
    return sum;
  }

  /// What happened before the first term counts in its first month.
  private Period calendarMonth() {
    return Cadence.MONTH.containing(from(), zone());
  }

  private Period containing(Cadence cadence) {
    return cadence.containing(at, zone());
  }

  private ZoneId zone() {
    return term.zone().orElse(account.zone());
  }

  private UsageTerms terms() {
    return counting.terms();
  }
}

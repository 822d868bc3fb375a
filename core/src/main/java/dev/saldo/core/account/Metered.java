package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.subscription.Subscription;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What meters count for the invoice: one counter for each term, or day, and value of the dimension
/// that the price goes by.
final class Metered {
  private Metered() {}

  /// What an act adds to counters; refused above what is included where it isn't billed.
  static List<Demand> of(Account account, Catalog catalog, Term term, Command.Act act, Instant at) {
    var countings = Counting.of(catalog, term);
    if (countings.isEmpty()) {
      return List.of();
    }
    var demands = new ArrayList<Demand>(2);
    for (var counting : countings) {
      if (counting.takes(act.action(), act.data())) {
        demands.add(demand(account, catalog, term, counting, act, at));
      }
    }
    return demands;
  }

  /// Notes that an event happened in a period whose invoice is finalized: it is billed as a line of
  /// a later one.
  static void noteLate(Draft draft, Instant at) {
    var subscription = draft.subscription();
    if (subscription.filter(one -> isLate(one, at)).isPresent()) {
      draft.set(subscription.get().withLateFrom(Optional.of(at)));
    }
  }

  private static boolean isLate(Subscription subscription, Instant at) {
    return at.isBefore(subscription.billedUntil())
        && subscription.lateFrom().filter(from -> !from.isAfter(at)).isEmpty();
  }

  private static Demand demand(
      Account account, Catalog catalog, Term term, Counting counting, Command.Act act, Instant at) {
    var terms = counting.terms();
    var value = counting.value(act.data());
    var key = counting.key(value, counting.from(term, at, account.zone()));
    var locked = isLocked(catalog, term, terms, value);
    var hard = locked || isHard(account, terms);
    var until =
        counting.isDaily()
            ? Optional.of(Cadence.DAY.containing(at, account.zone()).until())
            : account.subscription().map(Metered::end);
    var limit =
        locked
            ? BigDecimal.ZERO
            : allowance(account, term, terms, value)
                .subtract(ofOthers(account, terms, key, value))
                .max(BigDecimal.ZERO);
    return new Demand(
        "quota",
        counting.meter().name(),
        key,
        counting.more(act.data(), account.tally(key).consumed()),
        hard ? Optional.of(limit) : Optional.empty(),
        hard,
        terms.unit(),
        List.of(),
        until,
        Optional.empty());
  }

  private static Instant end(Subscription subscription) {
    return subscription.period().until();
  }

  /// What other values have drawn of the included units that this one draws on too.
  private static BigDecimal ofOthers(
      Account account, UsageTerms terms, TallyKey key, String value) {
    if (terms.dimension().isEmpty()) {
      return BigDecimal.ZERO;
    }
    var prefix = TallyKey.usage(terms.meter(), "", key.from()).subject();
    var sum = BigDecimal.ZERO;
    for (var entry : account.tallies().entrySet()) {
      var other = entry.getKey();
      if (other.from().equals(key.from()) && other.subject().startsWith(prefix)) {
        var name = other.subject().substring(prefix.length());
        if (!name.equals(value) && (terms.draws().isEmpty() || terms.draws().contains(name))) {
          sum = sum.add(entry.getValue().used());
        }
      }
    }
    return sum;
  }

  private static boolean isHard(Account account, UsageTerms terms) {
    if (account.settings().hardLimit().orElse(false)) {
      return true;
    }
    return switch (terms.above()) {
      case BLOCKED -> true;
      case BILLED -> false;
      case ON_CONSENT ->
          account.consents().stream()
              .noneMatch(consent ->
                  consent.action().equals(terms.meter())
                      || consent.action().equals(Consent.ANY_ACTION));
    };
  }

  /// Whether the value needs a product that isn't there, or has no price and no allowance.
  private static boolean isLocked(Catalog catalog, Term term, UsageTerms terms, String value) {
    var needed = Optional.ofNullable(terms.needs().get(value)).flatMap(catalog.sale()::product);
    if (needed.isPresent()) {
      return !Entitled.isThere(needed.get(), term);
    }
    return terms.price() instanceof Price.ByDimension by
        && by.of(value).isEmpty()
        && !terms.draws().contains(value);
  }

  /// The included units for what is left of the period from the term's beginning, rounded up; for
  /// whole days and periods all of them.
  private static BigDecimal allowance(Account account, Term term, UsageTerms terms, String value) {
    if (terms.dimension().isPresent()
        && !terms.draws().isEmpty()
        && !terms.draws().contains(value)) {
      return BigDecimal.ZERO;
    }
    var included =
        term.items().overrides().included().getOrDefault(terms.meter(), terms.included());
    var subscription = account.subscription();
    if (terms.per() == UsageTerms.Per.DAY || subscription.isEmpty()) {
      return included;
    }
    var whole = subscription.get().whole();
    if (!whole.contains(term.from()) || whole.from().equals(term.from())) {
      return included;
    }
    var rest = new Period(term.from(), whole.until());
    return included
        .multiply(BigDecimal.valueOf(rest.length().toSeconds()))
        .divide(BigDecimal.valueOf(whole.length().toSeconds()), 0, RoundingMode.CEILING);
  }
}

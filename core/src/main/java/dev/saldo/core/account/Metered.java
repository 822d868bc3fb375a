package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.money.Credits;
import dev.saldo.core.subscription.Subscription;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What meters count for the invoice: one counter for each term, or day, and value of the dimension
/// that the price goes by.
public final class Metered {
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
    var agreed = hard ? Optional.<Credits>empty() : ceiling(account, terms);
    var limit =
        locked
            ? BigDecimal.ZERO
            : left(account, term, terms, counting.meter(), key, value)
                .add(agreed.map(Credits::amount).orElse(BigDecimal.ZERO));
    var isLimited = hard || agreed.isPresent();
    return new Demand(
        "quota",
        counting.meter().name(),
        key,
        counting.more(act.data(), account.tally(key).consumed()),
        isLimited || !terms.notifyPercent().isEmpty() ? Optional.of(limit) : Optional.empty(),
        isLimited,
        terms.unit(),
        terms.notifyPercent(),
        until,
        Optional.empty(),
        agreed);
  }

  /// How a customer stands on what its plan includes of each meter.
  public static List<Standing> standing(Account account, Catalog catalog, Term term, Instant at) {
    var all = new ArrayList<Standing>();
    for (var terms : catalog.plan(term.plan()).orElseThrow().sale().usage()) {
      var meter = Objects.requireNonNull(catalog.meters().get(terms.meter()));
      var daily = terms.per() == UsageTerms.Per.DAY;
      var day = Cadence.DAY.containing(at, account.zone());
      var own = terms.draws().isEmpty() ? "" : terms.draws().getFirst();
      var key = TallyKey.usage(terms.meter(), own, daily ? day.from() : term.from());
      all.add(
          new Standing(
              terms,
              allowance(account, term, terms, meter, own),
              account.tally(key).used().add(others(account, terms, key)),
              isHard(account, terms),
              daily ? Optional.of(day.until()) : account.subscription().map(Metered::end)));
    }
    return all;
  }

  /// How a customer stands on what its plan includes of a meter.
  ///
  /// @param included for what the term has of the period, or for a day
  /// @param used of it and above it; of a peak, its height
  /// @param hard whether use above it is refused
  public record Standing(
      UsageTerms terms,
      BigDecimal included,
      BigDecimal used,
      boolean hard,
      Optional<Instant> resetsAt) {}

  /// What is included, less what other values of the dimension have used of it: they share it.
  private static BigDecimal left(
      Account account, Term term, UsageTerms terms, Meter meter, TallyKey key, String value) {
    var included = allowance(account, term, terms, meter, value);
    return included.signum() == 0
        ? included
        : included.subtract(others(account, terms, key)).max(BigDecimal.ZERO);
  }

  /// What the values that share an allowance with a counter's have used.
  private static BigDecimal others(Account account, UsageTerms terms, TallyKey key) {
    if (terms.dimension().isEmpty()) {
      return BigDecimal.ZERO;
    }
    var prefix = TallyKey.usage(terms.meter(), "", key.from()).subject();
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

  private static Instant end(Subscription subscription) {
    return subscription.period().until();
  }

  private static boolean isHard(Account account, UsageTerms terms) {
    if (account.settings().hardLimit().orElse(false)) {
      return true;
    }
    return switch (terms.above()) {
      case BLOCKED -> true;
      case BILLED -> false;
      case ON_CONSENT -> consent(account, terms).isEmpty();
    };
  }

  /// The agreement to use above what is included: that to the meter, else that to everything. One
  /// to everything that has a ceiling has it in credits, and so doesn't cover what isn't counted in
  /// them.
  private static Optional<Consent> consent(Account account, UsageTerms terms) {
    Optional<Consent> any = Optional.empty();
    for (var consent : account.consents()) {
      if (consent.action().equals(terms.meter())) {
        return Optional.of(consent);
      }
      if (consent.action().equals(Consent.ANY_ACTION) && consent.ceiling().isEmpty()) {
        any = Optional.of(consent);
      }
    }
    return any;
  }

  /// How much above what is included was agreed to, if that has a bound.
  private static Optional<Credits> ceiling(Account account, UsageTerms terms) {
    return terms.above() == UsageTerms.Above.ON_CONSENT
        ? consent(account, terms)
            .flatMap(Consent::ceiling)
            .filter(most -> most.unit().code().equals(terms.meter()))
        : Optional.empty();
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
  /// whole days and periods, and for a peak, all of them.
  private static BigDecimal allowance(
      Account account, Term term, UsageTerms terms, Meter meter, String value) {
    if (terms.dimension().isPresent()
        && !terms.draws().isEmpty()
        && !terms.draws().contains(value)) {
      return BigDecimal.ZERO;
    }
    var included =
        term.items().overrides().included().getOrDefault(terms.meter(), terms.included());
    var subscription = account.subscription();
    if (terms.per() == UsageTerms.Per.DAY || meter.takesMost() || subscription.isEmpty()) {
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

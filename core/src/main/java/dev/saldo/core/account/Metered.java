package dev.saldo.core.account;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Level;
import dev.saldo.core.money.Credits;
import dev.saldo.core.subscription.Subscription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What meters count for the invoice: one counter for each term, or day, and value of the dimension
/// that the price goes by.
public final class Metered {
  private static final Optional<Instant> NOWHERE = Optional.empty();

  private Metered() {}

  /// What an act adds to counters; refused above what is included where it isn't billed.
  static List<Demand> of(Account account, Catalog catalog, Term term, Command.Act act, Instant at) {
    var countings = Counting.of(catalog, term);
    if (countings.isEmpty()) {
      return List.of();
    }
    var demands = new ArrayList<Demand>(2);
    var counted = new ArrayList<Centres.Counted>(2);
    for (var counting : countings) {
      if (counting.takes(act.action(), act.data())) {
        var demand = demand(account, catalog, term, counting, act, at);
        demands.add(demand);
        counted.add(new Centres.Counted(counting, counting.value(act.data()), demand.amount()));
      }
    }
    demands.addAll(new Centres(account, catalog, term, at).of(act, counted));
    return demands;
  }

  /// Notes that an event happened in a period whose invoice is finalized: it is billed as a line of
  /// a later one; where none would come any more, of one that is begun for it and waits as long for
  /// others as a period's does.
  static void noteLate(Draft draft, Instant at) {
    var subscription = draft.subscription().filter(one -> isLate(one, at));
    if (subscription.isEmpty()) {
      return;
    }
    var late = subscription.get();
    draft.set(late.withLateFrom(Optional.of(at)));
    if (!late.isRunning() && late.lateFrom().isEmpty()) {
      var invoice = draft.newId();
      var terms = draft.account().latestTerm().orElseThrow();
      var grace = draft.context.catalogs().catalog(terms.catalog()).sale().billing().grace();
      draft.add(
          new Effect.InvoiceBegun(
              invoice, late.id(), late.currency(), draft.now(), Optional.empty()));
      draft.add(new Effect.InvoiceDue(invoice, Optional.empty(), draft.now().plus(grace)));
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
    var allowance = new Allowance(account, term, counting, at);
    var key = key(account, counting, value, allowance);
    var locked = isLocked(catalog, term, terms, value);
    var hard = locked || isHard(account, terms);
    var agreed = hard ? Optional.<Credits>empty() : ceiling(account, terms);
    var limit =
        locked
            ? BigDecimal.ZERO
            : allowance.left(key, value).add(agreed.map(Credits::amount).orElse(BigDecimal.ZERO));
    var isLimited = hard || agreed.isPresent();
    return new Demand(
        "quota",
        counting.meter().name(),
        key,
        more(account, counting, act, key, at),
        isLimited || !terms.notifyPercent().isEmpty() ? Optional.of(limit) : Optional.empty(),
        isLimited,
        terms.unit(),
        terms.notifyPercent(),
        allowance.until(),
        Optional.empty(),
        agreed,
        counting
            .level(act.data(), at)
            .map(level -> setting(account, counting, level, isLimited ? limit : level.height())));
  }

  /// Levels whose average is billed are counted by their own time, ahead of it too.
  private static TallyKey key(
      Account account, Counting counting, String value, Allowance allowance) {
    var from = counting.meter().averages() ? Leveling.from(account, allowance.at()) : NOWHERE;
    return counting.key(value, from.orElse(allowance.from()));
  }

  private static BigDecimal more(
      Account account, Counting counting, Command.Act act, TallyKey key, Instant at) {
    return counting.meter().averages()
        ? Counting.quantity(counting.meter(), act.data()).subtract(inForce(account, counting, at))
        : counting.more(act.data(), account.tally(key).consumed());
  }

  /// @param most how high it may be for all of it to be billed
  private static Demand.Setting setting(
      Account account, Counting counting, Level level, BigDecimal most) {
    var meter = counting.meter();
    var unbilled = level.height().subtract(most).max(BigDecimal.ZERO);
    var set = new Effect.LevelSet(meter.name(), new Level(level.at(), level.height(), unbilled));
    return meter.averages()
        ? new Demand.Setting(set, Optional.of(inForce(account, counting, level.at())))
        : new Demand.Setting(set, Optional.empty());
  }

  private static BigDecimal inForce(Account account, Counting counting, Instant at) {
    return account
        .levels()
        .inForce(counting.meter().name(), at)
        .map(Level::height)
        .orElse(BigDecimal.ZERO);
  }

  /// How a customer stands on what its plan includes of each meter.
  public static List<Standing> standing(Account account, Catalog catalog, Term term, Instant at) {
    var all = new ArrayList<Standing>();
    for (var counting : Counting.of(catalog, term)) {
      var terms = counting.terms();
      var allowance = new Allowance(account, term, counting, at);
      var own = terms.own();
      var key = counting.key(own, allowance.from());
      all.add(
          new Standing(
              terms,
              allowance.included(own),
              allowance.carried(own),
              counting.meter().averages()
                  ? inForce(account, counting, at)
                  : account.tally(key).used().add(allowance.others(key)),
              isHard(account, terms),
              allowance.until()));
    }
    return all;
  }

  /// How a customer stands on what its plan includes of a meter.
  ///
  /// @param included for what the term has of the period or month, or for a day
  /// @param carried what the term has beside it of what was carried into the period
  /// @param used of it and above it; of a peak, its height; of an average, the level in force
  /// @param hard whether use above it is refused
  public record Standing(
      UsageTerms terms,
      BigDecimal included,
      BigDecimal carried,
      BigDecimal used,
      boolean hard,
      Optional<Instant> resetsAt) {}

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
}

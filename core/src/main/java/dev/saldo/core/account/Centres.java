package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.subscription.Subscription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which cost centre used how much of a meter, where the catalog divides lines of use among them:
/// one counter for each term, value of the dimension and cost centre, beside the one that is billed
/// by. So it is with credits that ran short and are billed, by action.
///
/// In a term a meter or action has so many such counters, for those cost centres that used it
/// first; all further ones share one for each value. What no cost centre used has none.
final class Centres {
  /// The most counters of their own that cost centres have of a meter in a term.
  static final int MOST = 100;

  private final Account account;
  private final Catalog catalog;
  private final Term term;
  private final Instant at;

  /// @param at when the act happened
  Centres(Account account, Catalog catalog, Term term, Instant at) {
    this.account = account;
    this.catalog = catalog;
    this.term = term;
    this.at = at;
  }

  /// What an act adds to the counters of its cost centre.
  ///
  /// @param metered what it adds to the meters' own
  List<Demand> of(Command.Act act, List<Counted> metered) {
    var centre = reference(act);
    if (centre.isEmpty()) {
      return List.of();
    }
    var demands = new ArrayList<Demand>(metered.size());
    for (var one : metered) {
      if (!one.counting().meter().isLevel() && one.amount().signum() > 0) {
        demands.add(demand(one, centre.get()));
      }
    }
    return demands;
  }

  /// What an act adds to a meter's counter.
  record Counted(Counting counting, String value, BigDecimal amount) {}

  private Demand demand(Counted one, String centre) {
    var meter = one.counting().meter().name();
    var from = from(one.counting());
    var own = TallyKey.centre(meter, one.value(), Optional.of(centre), from);
    var key =
        hasRoom(TallyKey.centres(meter), own)
            ? own
            : TallyKey.centre(meter, one.value(), Optional.empty(), from);
    return new Demand(
        "centre",
        centre,
        key,
        one.amount(),
        Optional.empty(),
        false,
        one.counting().terms().unit(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /// A day has one counter, whatever terms meet in it, and so has what each cost centre used of it.
  private Instant from(Counting counting) {
    if (counting.terms().per() != UsageTerms.Per.DAY) {
      return term.from();
    }
    var day = Cadence.DAY.containing(at, term.zone().orElse(account.zone()));
    var since =
        account
            .subscription()
            .filter(one -> !hasDayBefore(one, day))
            .map(one -> one.period().from())
            .orElse(Instant.MIN);
    return DayTerm.from(account.terms(), term, catalog, counting.meter().name(), day, since);
  }

  private static boolean hasDayBefore(Subscription subscription, Period day) {
    return subscription
        .interim()
        .coveredUntil()
        .filter(until -> until.isAfter(day.from()))
        .isPresent();
  }

  /// @param prefix how the subjects begin of which there are so many at most
  private boolean hasRoom(String prefix, TallyKey own) {
    if (account.tallies().containsKey(own)) {
      return true;
    }
    return account.tallies().keySet().stream()
            .filter(key -> key.from().equals(own.from()) && key.subject().startsWith(prefix))
            .count()
        < MOST;
  }

  /// The counter for what an act's cost centre causes of an action's billed credits.
  Optional<TallyKey> ofBilled(Command.Act act, String action) {
    return reference(act)
        .map(centre -> {
          var own = TallyKey.billed(action, Optional.of(centre), term.from());
          return hasRoom(TallyKey.billedCentres(action), own)
              ? own
              : TallyKey.billed(action, Optional.empty(), term.from());
        });
  }

  /// Where an act is booked; empty too where lines aren't divided.
  private Optional<String> reference(Command.Act act) {
    return catalog.sale().billing().byCostCentre()
        ? act.attribution().costCentre().map(Attribution.Party::reference)
        : Optional.empty();
  }
}

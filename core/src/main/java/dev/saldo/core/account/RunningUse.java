package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the use of the billed period that is running has come to, in money: the lines that its
/// invoice would have of it, and their sum.
///
/// It is asked of the counters each time and kept nowhere. A counter of money would have to follow
/// whatever changes what earlier use costs: a plan with a larger pool, a tier by volume, a late
/// event, a refund, a cap that is set in the middle of a period. The counters of use are there, and
/// the same function makes the invoice of them, so nothing can drift apart. A level counts as if it
/// stood until the period ends.
public final class RunningUse {
  private final Subscription subscription;
  private final List<Term> terms;
  private final ZoneId zone;
  private final Levels levels;
  private final Catalogs catalogs;

  private RunningUse(Subscription subscription, Account account, Catalogs catalogs) {
    this.subscription = subscription;
    this.terms = account.terms();
    this.zone = account.zone();
    this.levels = account.levels();
    this.catalogs = catalogs;
  }

  /// Empty where nothing that is used now will be billed: without a subscription, in a trial, in a
  /// pause.
  static Optional<RunningUse> of(Account account, Catalogs catalogs) {
    return account
        .subscription()
        .filter(one -> one.status() == Status.ACTIVE)
        .map(one -> new RunningUse(one, account, catalogs));
  }

  Subscription subscription() {
    return subscription;
  }

  /// The lines of use and overage. What a minimum asks for on top is no use and isn't among them.
  List<LineItem> lines(Map<TallyKey, Tally> counters) {
    return lines(counters, levels);
  }

  private List<LineItem> lines(Map<TallyKey, Tally> counters, Levels known) {
    var span =
        new PeriodBill.Span(
            subscription.period(),
            subscription.whole(),
            subscription.interim().coveredUntil(),
            subscription.currency(),
            zone);
    var edges = PeriodBill.edges(span.usage(), span.whole(), terms, known, catalogs);
    var all = new HashMap<>(counters);
    all.putAll(edges);
    return PeriodBill.lines(span, terms, all, catalogs).stream()
        .filter(line -> line.kind() == LineKind.USAGE || line.kind() == LineKind.OVERAGE)
        .toList();
  }

  /// What it costs, exact.
  Money cost(Map<TallyKey, Tally> counters) {
    return cost(counters, levels);
  }

  /// What it costs where other levels are set than those of the account.
  Money cost(Map<TallyKey, Tally> counters, Levels known) {
    var sum = Money.zero(subscription.currency());
    for (var line : lines(counters, known)) {
      sum = sum.plus(line.amount());
    }
    return sum;
  }

  /// Counters in which what open holds have set aside is used.
  static Map<TallyKey, Tally> withHeld(Map<TallyKey, Tally> counters) {
    var all = new HashMap<TallyKey, Tally>(counters.size() * 2);
    counters.forEach((key, tally) -> {
      if (key.isUsage() || key.isBilled()) {
        all.put(
            key,
            tally.held().signum() == 0
                ? tally
                : new Tally(tally.used(), BigDecimal.ZERO, tally.acts()));
      } else if (key.isUnbilled() || key.isCarried()) {
        all.put(key, tally);
      }
    });
    return all;
  }

  /// Whether somebody asks, in the middle of the period, what use comes to: the customer by a cap,
  /// or the catalog by a threshold.
  public static boolean isAsked(
      Settings settings,
      Optional<Subscription> subscription,
      Optional<Term> term,
      Catalogs catalogs) {
    return isBilled(subscription)
        && (settings.spendingCap().isPresent()
            || term.flatMap(current -> Advancing.threshold(subscription.get(), current, catalogs))
                .isPresent());
  }

  /// Whether what is used now will be billed.
  public static boolean isBilled(Optional<Subscription> subscription) {
    return subscription.filter(one -> one.status() == Status.ACTIVE).isPresent();
  }

  /// When the counters begin that must be known to say it at a time.
  ///
  /// @param terms all that reach into the period
  /// @param zone the customer's, for terms that name none
  public static Set<Instant> counted(
      Subscription subscription, List<Term> terms, ZoneId zone, Instant at, Catalogs catalogs) {
    var period = subscription.period();
    var froms = new HashSet<Instant>();
    for (var i = 0; i < terms.size(); i++) {
      var term = terms.get(i);
      var isOver = i + 1 < terms.size() && !terms.get(i + 1).from().isAfter(period.from());
      if (!isOver) {
        froms.add(term.from());
        for (var cadence : cadences(term, catalogs)) {
          addAll(froms, cadence, period, term.zone().orElse(zone), at);
        }
      }
    }
    froms.add(period.from());
    return froms;
  }

  /// What a term's use is counted by within it.
  public static Set<Cadence> cadences(Term term, Catalogs catalogs) {
    var cadences = EnumSet.noneOf(Cadence.class);
    var plan = catalogs.catalog(term.catalog()).plan(term.plan()).orElseThrow();
    for (var usage : plan.sale().usage()) {
      switch (usage.per()) {
        case DAY -> cadences.add(Cadence.DAY);
        case MONTH -> cadences.add(Cadence.MONTH);
        case PERIOD -> {}
      }
    }
    return cadences;
  }

  /// Events may be ahead of the time, though not by days.
  private static void addAll(
      Set<Instant> froms, Cadence cadence, Period period, ZoneId zone, Instant at) {
    var latest = at.plus(Recording.AHEAD_MAX);
    var next = cadence.containing(period.from(), zone);
    while (!next.from().isAfter(latest) && next.from().isBefore(period.until())) {
      froms.add(next.from());
      next = cadence.containing(next.until(), zone);
    }
  }
}

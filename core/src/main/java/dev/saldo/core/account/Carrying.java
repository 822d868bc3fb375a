package dev.saldo.core.account;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.subscription.Segment;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Unused;
import dev.saldo.core.subscription.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What of a billed period's included units is carried into the next one, when that begins.
///
/// It is found once, from what is counted or held by then, and is a counter of the new period from
/// then on: what is told late of the old period is billed there and takes nothing back. Nothing is
/// carried out of a trial, nor where a period ends otherwise than by its time.
final class Carrying {
  private final Draft draft;
  private final Subscription ended;
  private final Term term;
  private final Instant at;

  /// @param ended as it was in the period that ends at `at`
  /// @param term the last one of that period
  Carrying(Draft draft, Subscription ended, Term term, Instant at) {
    this.draft = draft;
    this.ended = ended;
    this.term = term;
    this.at = at;
  }

  /// Counts what is carried, by the terms of the plan that was there; what the next one doesn't
  /// include for its periods, or names otherwise, is lost.
  List<Tallied> carry(Term next) {
    var carried = new ArrayList<Tallied>();
    if (ended.status() != Subscription.Status.ACTIVE) {
      return carried;
    }
    for (var terms : usage(term)) {
      var goesOn = usage(next).stream().filter(other -> isAlike(terms, other)).findFirst();
      var share = goesOn.isPresent() ? share(terms) : BigDecimal.ZERO;
      if (share.signum() > 0) {
        var key = TallyKey.carried(terms.meter(), terms.own(), at);
        draft.tally(key, share, BigDecimal.ZERO);
        carried.add(new Tallied(key, share));
      }
    }
    return carried;
  }

  private List<UsageTerms> usage(Term of) {
    return of.ended() ? List.of() : Replaced.planOf(draft, of).sale().usage();
  }

  private static boolean isAlike(UsageTerms one, UsageTerms other) {
    return one.meter().equals(other.meter())
        && one.own().equals(other.own())
        && other.per() == UsageTerms.Per.PERIOD;
  }

  private BigDecimal share(UsageTerms terms) {
    var rollover = terms.rollover();
    if (rollover.isEmpty() || isOver(rollover.get())) {
      return BigDecimal.ZERO;
    }
    return Unused.of(used(), terms.meter())
        .multiply(rollover.get().percent())
        .movePointLeft(2)
        .setScale(Decimals.SCALE_MAX, RoundingMode.DOWN)
        .stripTrailingZeros();
  }

  /// Whether more periods have ended since the plan began than carry.
  private boolean isOver(PlanCredits.Rollover rollover) {
    if (rollover.periods().isEmpty()) {
      return false;
    }
    var count = 0;
    for (var from = term.startedAt();
        from.isBefore(at) && count <= rollover.periods().get();
        count++) {
      from = ended.wholeAt(from).until();
    }
    return count > rollover.periods().get();
  }

  private Usage used() {
    var counters = new HashMap<TallyKey, Tally>();
    draft
        .account()
        .tallies()
        .forEach((key, tally) ->
            counters.put(key, new Tally(tally.used(), BigDecimal.ZERO, tally.acts())));
    return new Usage(
        ended.whole(), segments(), Map.copyOf(counters), ended.currency(), draft.account().zone());
  }

  private List<Segment> segments() {
    var segments = new ArrayList<Segment>();
    var terms = draft.account().terms();
    for (var i = 0; i < terms.size(); i++) {
      var from = terms.get(i).from();
      var until = i + 1 < terms.size() ? terms.get(i + 1).from() : at;
      if (!from.isBefore(ended.period().from()) && from.isBefore(at)) {
        var catalog = draft.context.catalogs().catalog(terms.get(i).catalog());
        var plan = catalog.plan(terms.get(i).plan()).orElseThrow();
        var part = new Period(from, until.isBefore(at) ? until : at);
        segments.add(new Segment(catalog, plan, terms.get(i).items(), part));
      }
    }
    return segments;
  }
}

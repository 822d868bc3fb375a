package dev.saldo.store.account;

import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.RunningUse;
import dev.saldo.core.account.Term;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.FreeUnits;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.Quota;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.subscription.Subscription;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// When the periods begin whose tallies a customer's commands may look at.
final class TallyPeriods {
  private static final int CATALOGS_MAX = 1_000;

  /// How the periods of quotas, free units and plan budgets are cut, by catalog version; versions
  /// never change.
  private final ConcurrentHashMap<CatalogReference, Set<ResetRule>> rules =
      new ConcurrentHashMap<>();

  /// When what a customer's commands count happened, and when the periods begin that it falls into.
  record Times(Set<Instant> ats, Set<Instant> froms) {}

  Times of(Gathering customer, Catalogs catalogs) {
    var times = new HashSet<>(customer.wanted.times());
    times.add(customer.now);
    var froms = new HashSet<Instant>();
    for (var act : customer.holds.values()) {
      times.add(act.hold().openedAt());
      froms.add(act.term().from());
      addAll(froms, act.tallied());
    }
    customer.pasts.values().forEach(past -> addAll(froms, past.tallied()));
    for (var at : times) {
      add(froms, customer, at, catalogs);
    }
    if (customer.asksForCost(catalogs)) {
      var subscription = customer.locked.subscription().orElseThrow();
      froms.addAll(
          RunningUse.counted(
              subscription, customer.terms(), customer.locked.zone(), customer.now, catalogs));
    }
    return new Times(times, froms);
  }

  private void add(Set<Instant> froms, Gathering customer, Instant at, Catalogs catalogs) {
    var zone = customer.locked.zone();
    var cadences = new HashSet<Cadence>();
    cadences.add(Cadence.MONTH);
    customer.budgets.forEach(budget -> cadences.add(budget.cadence()));
    cadences.forEach(cadence -> froms.add(cadence.containing(at, zone).from()));
    addTerm(froms, customer, at, catalogs);
    addPeriod(froms, customer, at);
    for (Term term : customer.terms()) {
      for (var rule : rules(catalogs.catalog(term.catalog()))) {
        froms.add(rule.containing(at, zone, term.startedAt()).from());
      }
    }
    for (var changed : customer.wanted.catalogs()) {
      for (var rule : rules(catalogs.catalog(changed))) {
        froms.add(rule.containing(at, zone, customer.now).from());
      }
    }
    for (var act : customer.holds.values()) {
      for (var rule : rules(catalogs.catalog(act.term().catalog()))) {
        froms.add(rule.containing(at, zone, act.term().startedAt()).from());
      }
    }
  }

  /// What is billed is counted from the beginning of the term that an act falls into, or of the day
  /// or month by that term's calendar; and a day's, by cost centre, perhaps from the term before.
  private static void addTerm(
      Set<Instant> froms, Gathering customer, Instant at, Catalogs catalogs) {
    var terms = customer.terms();
    for (var i = terms.size() - 1; i >= 0; i--) {
      var term = terms.get(i);
      if (i == 0 || !term.from().isAfter(at)) {
        var plan = catalogs.catalog(term.catalog()).plan(term.plan());
        if (plan.filter(one -> one.sale().isBilled()).isPresent()) {
          froms.add(term.from());
          for (var cadence : RunningUse.cadences(term, catalogs)) {
            var counted = cadence.containing(at, customer.zone(term));
            froms.add(counted.from());
            addMet(froms, terms.subList(0, i + 1), counted);
          }
        }
        return;
      }
    }
  }

  /// The terms that meet within a day.
  private static void addMet(Set<Instant> froms, List<Term> terms, Period counted) {
    for (var i = terms.size() - 2; i >= 0 && terms.get(i + 1).from().isAfter(counted.from()); i--) {
      froms.add(terms.get(i).from());
    }
  }

  /// What was carried into the period, and what its terms have used of that; and what is told ahead
  /// of the next one.
  private static void addPeriod(Set<Instant> froms, Gathering customer, Instant at) {
    var period = customer.locked.subscription().filter(Subscription::isRunning);
    if (period.isPresent()) {
      var from = period.get().period().from();
      froms.add(from);
      var until = period.get().period().until();
      if (!at.isBefore(until)) {
        froms.add(until);
      }
      if (customer.carries) {
        customer.terms().stream()
            .map(Term::from)
            .filter(begun -> begun.isAfter(from))
            .forEach(froms::add);
      }
    }
  }

  private Set<ResetRule> rules(Catalog catalog) {
    var known = rules.get(catalog.reference());
    if (known != null) {
      return known;
    }
    var found = new HashSet<ResetRule>();
    catalog.quotas().values().stream().map(Quota::reset).forEach(found::add);
    for (Action action : catalog.actions().values()) {
      action.free().map(FreeUnits::reset).ifPresent(found::add);
    }
    for (Plan plan : catalog.plans().values()) {
      plan.budgets().values().forEach(budget -> found.add(calendar(budget.every())));
      if (plan.sale().usage().stream().anyMatch(usage -> usage.per() == UsageTerms.Per.DAY)) {
        found.add(calendar(Cadence.DAY));
      }
    }
    if (rules.size() < CATALOGS_MAX) {
      rules.put(catalog.reference(), found);
    }
    return found;
  }

  private static ResetRule calendar(Cadence cadence) {
    return new ResetRule(cadence, ResetRule.Zone.CUSTOMER, ResetRule.Anchor.CALENDAR);
  }

  private static void addAll(Set<Instant> froms, Iterable<Tallied> tallied) {
    tallied.forEach(one -> froms.add(one.key().from()));
  }
}

package dev.saldo.core.account;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.subscription.Discounts;
import dev.saldo.core.subscription.Fees;
import dev.saldo.core.subscription.Interim;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import dev.saldo.core.subscription.Subscription.Bought;
import dev.saldo.core.subscription.Subscription.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What a subscription puts on invoices, in the step in which it happens.
///
/// Fees are paid in advance: those of the first paid interval on an invoice at once, those of each
/// further one on the invoice that also carries the use of the billed period before. That invoice
/// is begun with its period and collects what comes up in it; of a year that is paid at once, only
/// the last period's has fees.
final class Billing {
  private final Draft draft;
  private final Catalog catalog;
  private final Plan plan;
  private final Term term;
  private final Instant at;

  /// @param term the one that begins at `at`
  Billing(Draft draft, Term term, Instant at) {
    this.draft = draft;
    this.term = term;
    this.at = at;
    this.catalog = draft.context.catalogs().catalog(term.catalog());
    this.plan = catalog.plan(term.plan()).orElseThrow();
  }

  boolean isBilled() {
    return plan.sale().isBilled();
  }

  /// Begins a subscription.
  void start(Interval interval, Currency currency, Optional<String> coupon) {
    var before = draft.subscription();
    var terms = catalog.sale().billing();
    var zone = Subscription.zone(terms, draft.account().zone());
    var trial = plan.sale().trial().filter(_ -> before.isEmpty()).map(one -> at.plus(one.lasts()));
    var anchor = trial.orElseGet(() -> Subscription.anchor(terms, at, draft.account().zone()));
    var period = new Period(at, trial.orElse(Subscription.billed(anchor, at, zone).until()));
    var subscription =
        new Subscription(
            draft.newId(),
            trial.isPresent() ? Status.TRIALING : Status.ACTIVE,
            currency,
            interval,
            zone,
            at,
            anchor,
            period,
            period,
            draft.newId(),
            trial,
            Optional.empty(),
            coupon.map(code -> List.of(Redeeming.running(catalog, code))).orElse(List.of()),
            once(before, coupon),
            at,
            before.flatMap(Subscription::lateFrom),
            before.map(Subscription::interim).orElse(Interim.NONE).next(),
            Optional.empty(),
            Optional.empty());
    if (trial.isEmpty()) {
      var paid = charge(subscription);
      alone(subscription, paid.lines(), at);
      subscription = paid.subscription();
    }
    begin(subscription);
    draft.set(subscription);
    follow();
  }

  /// Brings what the customer has undertaken in line with the term. Nothing is undertaken in a
  /// trial, nor where nothing runs.
  private void follow() {
    var active = draft.subscription().filter(one -> one.status() == Status.ACTIVE);
    var now = active.flatMap(_ -> term.items().commitment()).flatMap(catalog.sale()::commitment);
    Committing.follow(draft, this, at, now);
  }

  private static Set<String> once(Optional<Subscription> before, Optional<String> coupon) {
    var once = before.map(Subscription::paidSetups).orElse(Set.of());
    return coupon.map(code -> Redeeming.with(once, code)).orElse(once);
  }

  /// Goes from another plan or other items to the term's, in the middle of a paid interval.
  ///
  /// @param earlier the term that ends at `at`
  void change(Term earlier, Interval interval, Command.Collect collect) {
    var subscription = draft.subscription().orElseThrow();
    if (subscription.status() == Status.TRIALING) {
      changeTrial(subscription, interval);
      return;
    }
    if (interval != subscription.interval()) {
      restart(subscription, earlier, interval);
      return;
    }
    var lines = new ArrayList<LineItem>();
    var bought = bought(subscription, earlier);
    if (collect != Command.Collect.NONE) {
      var before = bought.rest(subscription);
      var after = rest(subscription);
      before.stream()
          .filter(line -> !after.contains(line))
          .map(Fees::givenBack)
          .forEach(lines::add);
      after.stream().filter(line -> !before.contains(line)).forEach(lines::add);
    }
    var setups = fees(subscription).setups(subscription.paidSetups());
    lines.addAll(setups);
    collect(subscription, lines, collect);
    var free = Optional.of(bought.term).filter(_ -> collect == Command.Collect.NONE);
    draft.set(
        subscription
            .withPaidSetups(paid(subscription, setups))
            .withBought(free.map(one -> new Bought(one.catalog(), one.plan(), one.items()))));
    follow();
  }

  /// The billing of what the paid interval's fees are for.
  ///
  /// @param last the term that has ended, or ends now
  private Billing bought(Subscription subscription, Term last) {
    var bought = subscription.bought();
    return new Billing(
        draft,
        bought.isEmpty()
            ? last
            : new Term(
                bought.get().catalog(),
                bought.get().plan(),
                last.startedAt(),
                last.from(),
                List.of(),
                bought.get().items(),
                last.ended()),
        at);
  }

  /// The next period of a subscription, or the first after a trial; with the fees of the next
  /// interval once the one that is paid for has ended.
  ///
  /// @param ended as it was in the period that ends at `at`
  void renew(Subscription ended, Subscription subscription) {
    var paid =
        at.isBefore(ended.paid().until())
            ? new Paid(List.of(), subscription)
            : charge(subscription);
    paid.lines().forEach(line -> owe(ended.invoice(), line));
    var closed = close(ended, at);
    var next = paid.subscription().withPeriod(month(subscription), draft.newId());
    next = next.withInterim(closed);
    begin(next);
    draft.set(next);
    follow();
  }

  /// Ends or pauses: what was used is billed, and no further period begins. What was arranged waits
  /// for the end of the period that a pause is followed by.
  void stop(Subscription subscription, Status status, boolean refund) {
    if (refund && subscription.status() == Status.ACTIVE) {
      bought(subscription, term).rest(subscription).stream()
          .map(Fees::givenBack)
          .forEach(line -> owe(subscription.invoice(), line));
    }
    var closed = close(subscription, at);
    var arranged = status == Status.PAUSED ? subscription.arranged() : Optional.<Arranged>empty();
    draft.set(subscription.withStatus(status).withArranged(arranged).withInterim(closed));
    follow();
  }

  /// Begins a period and a paid interval anew at `at`: after a pause, or with another interval.
  void begin(Subscription subscription, Interval interval) {
    begin(subscription, interval, List.of());
  }

  /// @param back what is given back on the same invoice
  private void begin(Subscription subscription, Interval interval, List<LineItem> back) {
    var anchor = subscription.anchorAt(catalog.sale().billing(), at);
    var rebased = subscription.rebased(Status.ACTIVE, interval, anchor, Optional.empty());
    var next = rebased.withPeriod(month(rebased), draft.newId());
    var paid = charge(next);
    var lines = new ArrayList<>(back);
    lines.addAll(paid.lines());
    alone(next, lines, at);
    begin(paid.subscription());
    draft.set(paid.subscription());
    follow();
  }

  /// Puts lines where they are wanted.
  void collect(Subscription subscription, List<LineItem> lines, Command.Collect collect) {
    if (collect == Command.Collect.NOW || !subscription.isRunning()) {
      alone(subscription, lines, at);
    } else {
      lines.forEach(line -> owe(subscription.invoice(), line));
    }
  }

  private void changeTrial(Subscription subscription, Interval interval) {
    if (plan.sale().trial().isPresent()) {
      draft.set(
          subscription.rebased(
              Status.TRIALING, interval, subscription.anchor(), subscription.trialUntil()));
    } else {
      draft.add(new Effect.InvoiceDue(subscription.invoice(), Optional.empty(), at));
      begin(subscription, interval);
    }
  }

  private void restart(Subscription subscription, Term earlier, Interval interval) {
    var before = new Billing(draft, earlier, at);
    var back =
        bought(subscription, earlier).rest(subscription).stream().map(Fees::givenBack).toList();
    begin(subscription.withInterim(before.close(subscription, at)), interval, back);
  }

  /// The lines of an interval, and the subscription with what they used up.
  private record Paid(List<LineItem> lines, Subscription subscription) {}

  /// Begins a paid interval at `at`.
  private Paid charge(Subscription subscription) {
    var whole =
        Subscription.whole(subscription.interval(), subscription.anchor(), at, subscription.zone());
    var begun =
        subscription
            .withPaid(new Period(at, whole.until()))
            .withCoupons(Discounts.begun(catalog, plan.name(), subscription.coupons()));
    var fees = fees(begun);
    var lines = new ArrayList<>(shares(begun, begun.paid(), whole));
    lines.addAll(Discounts.ofInterval(catalog, plan.name(), begun, lines));
    var setups = fees.setups(begun.paidSetups());
    lines.addAll(setups);
    return new Paid(lines, begun.withPaidSetups(paid(begun, setups)));
  }

  private List<LineItem> shares(Subscription subscription, Period part, Period whole) {
    return fees(subscription).of(whole).stream().map(fee -> Fees.share(fee, part, whole)).toList();
  }

  /// What of the paid interval's fees, and of their discounts, falls to the time from `at` on.
  private List<LineItem> rest(Subscription subscription) {
    var paid = subscription.paid();
    if (!at.isBefore(paid.until())) {
      return List.of();
    }
    var rest = new Period(at, paid.until());
    var whole = subscription.wholePaid();
    var lines = new ArrayList<>(shares(subscription, rest, whole));
    var fees = shares(subscription, paid, whole);
    var off = Discounts.ofInterval(catalog, plan.name(), subscription, fees);
    lines.addAll(Discounts.share(off, rest, paid));
    return lines;
  }

  /// The billed period that begins at `at`: what is left of its month.
  private Period month(Subscription subscription) {
    var whole = Subscription.billed(subscription.anchor(), at, subscription.zone());
    return new Period(at, whole.until());
  }

  private static Set<String> paid(Subscription subscription, List<LineItem> setups) {
    var paid = new HashSet<>(subscription.paidSetups());
    setups.forEach(setup -> paid.add(setup.code()));
    return paid;
  }

  private Fees fees(Subscription subscription) {
    return new Fees(catalog, plan, term.items(), subscription.currency(), subscription.interval());
  }

  /// An invoice of its own, due at once; none where nothing is owed.
  private void alone(Subscription subscription, List<LineItem> lines, Instant due) {
    if (!lines.isEmpty()) {
      var invoice = draft.newId();
      begin(subscription, invoice);
      lines.forEach(line -> owe(invoice, line));
      draft.add(new Effect.InvoiceDue(invoice, Optional.empty(), due));
    }
  }

  private void begin(Subscription subscription) {
    begin(subscription, subscription.invoice());
  }

  private void begin(Subscription subscription, UUID invoice) {
    draft.add(
        new Effect.InvoiceBegun(
            invoice, subscription.id(), subscription.currency(), at, Optional.empty()));
  }

  private void owe(UUID invoice, LineItem line) {
    draft.add(new Effect.Owed(invoice, draft.newId(), line));
  }

  /// Late events may still come: the invoice waits for them. A trial's has no use to wait for.
  ///
  /// @return what the next period has to know of it
  private Interim close(Subscription subscription, Instant until) {
    var from = subscription.period().from();
    if (subscription.status() == Status.TRIALING || !from.isBefore(until)) {
      draft.add(new Effect.InvoiceDue(subscription.invoice(), Optional.empty(), until));
      return subscription.interim();
    }
    var usage = new Effect.UsagePeriod(new Period(from, until), subscription.whole());
    draft.add(
        new Effect.InvoiceDue(
            subscription.invoice(),
            Optional.of(usage),
            until.plus(catalog.sale().billing().grace())));
    return subscription.interim().coveredUntil(until);
  }
}

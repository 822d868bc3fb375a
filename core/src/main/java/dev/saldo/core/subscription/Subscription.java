package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.BillingTerms;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.ResetRule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// How a customer's plan is billed: its billed periods, the intervals that its fees are paid for,
/// and what is arranged for the next of these.
///
/// A billed period is a month by the anchor, whatever the interval is: what is used is billed after
/// each. A paid interval is a month or a year, paid when it begins. Both tile the time from the
/// start to the end: each begins where the one before it ended, and a paid interval ends with a
/// billed period. What is taken in them is the account's terms.
///
/// @param currency of every price
/// @param interval what fees are paid for at once
/// @param zone whose midnights its periods begin at; stays as it was at the start
/// @param anchor what periods and intervals are counted from
/// @param period the billed one that is running
/// @param paid the interval that fees are paid for; a trial, in which none are, is one too
/// @param invoice the draft that collects what comes up until the period ends
/// @param trialUntil when the trial ends, while it lasts
/// @param arranged what happens when the paid interval ends; nothing but renewal when empty
/// @param coupons that still last
/// @param paidSetups the products and plans whose setup was paid; it is paid once for each customer
/// @param billedUntil up to when usage is on a finalized invoice
/// @param commitment what the customer has undertaken to buy this month, while it holds
/// @param lateFrom when the first event happened that came after its invoice and isn't billed yet
/// @param interim what is invoiced of the current period's use already
/// @param bought what the paid interval's fees are for, where that isn't what the customer has by
///   now: after a change that cost nothing
public record Subscription(
    UUID id,
    Status status,
    Currency currency,
    Interval interval,
    ZoneId zone,
    Instant startedAt,
    Instant anchor,
    Period period,
    Period paid,
    UUID invoice,
    Optional<Instant> trialUntil,
    Optional<Arranged> arranged,
    List<RunningCoupon> coupons,
    Set<String> paidSetups,
    Instant billedUntil,
    Optional<Instant> lateFrom,
    Interim interim,
    Optional<CommittedMonth> commitment,
    Optional<Bought> bought) {
  public Subscription {
    coupons = List.copyOf(coupons);
    paidSetups = Set.copyOf(paidSetups);
  }

  /// Where it stands.
  public enum Status {
    TRIALING,
    ACTIVE,
    PAUSED,
    ENDED
  }

  /// What happens when the paid interval ends.
  public sealed interface Arranged {
    /// Another plan, or other items.
    ///
    /// @param migration the one that arranged it; empty where the customer was asked
    record Change(
        CatalogReference catalog,
        String plan,
        Items items,
        Interval interval,
        Optional<UUID> migration)
        implements Arranged {
      public Change(CatalogReference catalog, String plan, Items items, Interval interval) {
        this(catalog, plan, items, interval, Optional.empty());
      }
    }

    /// The end.
    record End() implements Arranged {}
  }

  /// What fees were paid for.
  public record Bought(CatalogReference catalog, String plan, Items items) {}

  /// A coupon that was redeemed.
  ///
  /// @param periodsLeft how many paid intervals after the current one it discounts; empty for all
  /// @param applied whether it discounts the current one
  public record RunningCoupon(String code, Optional<Integer> periodsLeft, boolean applied) {
    /// Whether it discounts an interval to come.
    boolean lasts() {
      return periodsLeft.filter(left -> left <= 0).isEmpty();
    }

    /// The same in the next interval, which it discounts.
    RunningCoupon next() {
      return new RunningCoupon(code, periodsLeft.map(left -> left - 1), true);
    }

    /// The same in an interval that it doesn't discount.
    RunningCoupon waiting() {
      return new RunningCoupon(code, periodsLeft, false);
    }
  }

  /// Whether it goes on by itself.
  public boolean isRunning() {
    return status == Status.TRIALING || status == Status.ACTIVE;
  }

  /// The migration that arranged what happens when the period ends; empty where none did.
  public Optional<UUID> arrangedBy() {
    return arranged.orElse(null) instanceof Arranged.Change change
        ? change.migration()
        : Optional.empty();
  }

  /// What periods of a catalog are counted from when something is begun at a time.
  public static Instant anchor(BillingTerms terms, Instant at, ZoneId customerZone) {
    return anchorIn(zone(terms, customerZone), terms, at);
  }

  private static Instant anchorIn(ZoneId zone, BillingTerms terms, Instant at) {
    return terms.anchor() == ResetRule.Anchor.ANNIVERSARY
        ? at
        : Interval.MONTH.cadence().containing(at, zone).from();
  }

  /// What its periods are counted from when they begin anew at a time, in the zone that they are
  /// counted in: a midnight elsewhere would be cut out of each of them.
  public Instant anchorAt(BillingTerms terms, Instant at) {
    return anchorIn(zone, terms, at);
  }

  public static ZoneId zone(BillingTerms terms, ZoneId customerZone) {
    return terms.zone() == ResetRule.Zone.UTC ? ZoneOffset.UTC : customerZone;
  }

  /// The whole interval that contains a time, by the anchor.
  public static Period whole(Interval interval, Instant anchor, Instant at, ZoneId zone) {
    return interval.cadence().anchored(anchor, at, zone);
  }

  /// The whole billed period that contains a time, by the anchor: a month.
  public static Period billed(Instant anchor, Instant at, ZoneId zone) {
    return whole(Interval.MONTH, anchor, at, zone);
  }

  /// The whole period of which the current one is all or, after a start in its middle, a part.
  public Period whole() {
    return wholeAt(period.from());
  }

  /// The whole billed period that contains a time: a month, unless the current one is a year.
  public Period wholeAt(Instant at) {
    return whole(isLong() ? interval : Interval.MONTH, anchor, at, zone);
  }

  /// The whole interval of which the paid one is all or a part.
  public Period wholePaid() {
    return whole(interval, anchor, paid.from(), zone);
  }

  /// Whether the billed period is a year whose use is billed together, because it was begun when
  /// that was so. A trial may be longer than a month too, and counts by months all the same.
  private boolean isLong() {
    return trialUntil.isEmpty()
        && period.until().isAfter(billed(anchor, period.from(), zone).until());
  }

  public Subscription withStatus(Status other) {
    var copy = new SubscriptionCopy(this);
    copy.status = other;
    return copy.done();
  }

  public Subscription withArranged(Optional<Arranged> other) {
    var copy = new SubscriptionCopy(this);
    copy.arranged = other;
    return copy.done();
  }

  public Subscription withPeriod(Period other, UUID collecting) {
    var copy = new SubscriptionCopy(this);
    copy.period = other;
    copy.invoice = collecting;
    copy.interim = interim.next();
    return copy.done();
  }

  /// Another paid interval, for what there is by then.
  public Subscription withPaid(Period other) {
    var copy = new SubscriptionCopy(this);
    copy.paid = other;
    copy.bought = Optional.empty();
    return copy.done();
  }

  public Subscription withBought(Optional<Bought> other) {
    var copy = new SubscriptionCopy(this);
    copy.bought = other;
    return copy.done();
  }

  public Subscription withCoupons(List<RunningCoupon> other) {
    var copy = new SubscriptionCopy(this);
    copy.coupons = other;
    return copy.done();
  }

  public Subscription withPaidSetups(Set<String> other) {
    var copy = new SubscriptionCopy(this);
    copy.paidSetups = other;
    return copy.done();
  }

  public Subscription withLateFrom(Optional<Instant> other) {
    var copy = new SubscriptionCopy(this);
    copy.lateFrom = other;
    return copy.done();
  }

  public Subscription withInterim(Interim other) {
    var copy = new SubscriptionCopy(this);
    copy.interim = other;
    return copy.done();
  }

  public Subscription withCommitment(Optional<CommittedMonth> other) {
    var copy = new SubscriptionCopy(this);
    copy.commitment = other;
    return copy.done();
  }

  /// The same from an instant on with another rhythm.
  public Subscription rebased(
      Status newStatus, Interval newInterval, Instant newAnchor, Optional<Instant> newTrial) {
    var copy = new SubscriptionCopy(this);
    copy.status = newStatus;
    copy.interval = newInterval;
    copy.anchor = newAnchor;
    copy.trialUntil = newTrial;
    return copy.done();
  }
}

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

/// How a customer's plan is billed: its periods, and what is arranged for the next one.
///
/// Periods tile the time from the start to the end: each begins where the one before it ended. What
/// is taken in them is the account's terms.
///
/// @param currency of every price
/// @param zone whose midnights its periods begin at; stays as it was at the start
/// @param anchor what periods are counted from
/// @param period the current one
/// @param invoice the draft that collects what comes up until the period ends
/// @param trialUntil when the trial ends, while it lasts
/// @param arranged what happens when the period ends; nothing but renewal when empty
/// @param coupons that still last
/// @param paidSetups the products and plans whose setup was paid; it is paid once for each customer
/// @param billedUntil up to when usage is on a finalized invoice
/// @param commitment what the customer has undertaken to buy this month, while it holds
/// @param lateFrom when the first event happened that came after its invoice and isn't billed yet
/// @param interim what is invoiced of the current period's use already
public record Subscription(
    UUID id,
    Status status,
    Currency currency,
    Interval interval,
    ZoneId zone,
    Instant startedAt,
    Instant anchor,
    Period period,
    UUID invoice,
    Optional<Instant> trialUntil,
    Optional<Arranged> arranged,
    List<RunningCoupon> coupons,
    Set<String> paidSetups,
    Instant billedUntil,
    Optional<Instant> lateFrom,
    Interim interim,
    Optional<CommittedMonth> commitment) {
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

  /// What happens when the period ends.
  public sealed interface Arranged {
    /// Another plan, or other items.
    record Change(CatalogReference catalog, String plan, Items items, Interval interval)
        implements Arranged {}

    /// The end.
    record End() implements Arranged {}
  }

  /// A coupon that was redeemed.
  ///
  /// @param periodsLeft how many periods after the current one it discounts; empty for all
  /// @param applied whether it discounts the current one
  public record RunningCoupon(String code, Optional<Integer> periodsLeft, boolean applied) {
    /// Whether it discounts a period to come.
    boolean lasts() {
      return periodsLeft.filter(left -> left <= 0).isEmpty();
    }

    /// The same in the next period, which it discounts.
    RunningCoupon next() {
      return new RunningCoupon(code, periodsLeft.map(left -> left - 1), true);
    }

    /// The same in a period that it doesn't discount.
    RunningCoupon waiting() {
      return new RunningCoupon(code, periodsLeft, false);
    }
  }

  /// Whether it goes on by itself.
  public boolean isRunning() {
    return status == Status.TRIALING || status == Status.ACTIVE;
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

  /// The whole period that contains a time, by the anchor.
  public static Period whole(Interval interval, Instant anchor, Instant at, ZoneId zone) {
    return interval.cadence().anchored(anchor, at, zone);
  }

  /// The whole period of which the current one is all or, after a start in its middle, a part.
  public Period whole() {
    return whole(interval, anchor, period.from(), zone);
  }

  public Subscription withStatus(Status other) {
    return new Subscription(
        id,
        other,
        currency,
        interval,
        zone,
        startedAt,
        anchor,
        period,
        invoice,
        trialUntil,
        arranged,
        coupons,
        paidSetups,
        billedUntil,
        lateFrom,
        interim,
        commitment);
  }

  public Subscription withArranged(Optional<Arranged> other) {
    return new Subscription(
        id,
        status,
        currency,
        interval,
        zone,
        startedAt,
        anchor,
        period,
        invoice,
        trialUntil,
        other,
        coupons,
        paidSetups,
        billedUntil,
        lateFrom,
        interim,
        commitment);
  }

  public Subscription withPeriod(Period other, UUID collecting) {
    return new Subscription(
        id,
        status,
        currency,
        interval,
        zone,
        startedAt,
        anchor,
        other,
        collecting,
        trialUntil,
        arranged,
        coupons,
        paidSetups,
        billedUntil,
        lateFrom,
        interim.next(),
        commitment);
  }

  public Subscription withCoupons(List<RunningCoupon> other) {
    return new Subscription(
        id,
        status,
        currency,
        interval,
        zone,
        startedAt,
        anchor,
        period,
        invoice,
        trialUntil,
        arranged,
        other,
        paidSetups,
        billedUntil,
        lateFrom,
        interim,
        commitment);
  }

  public Subscription withPaidSetups(Set<String> other) {
    return new Subscription(
        id,
        status,
        currency,
        interval,
        zone,
        startedAt,
        anchor,
        period,
        invoice,
        trialUntil,
        arranged,
        coupons,
        other,
        billedUntil,
        lateFrom,
        interim,
        commitment);
  }

  public Subscription withLateFrom(Optional<Instant> other) {
    return new Subscription(
        id,
        status,
        currency,
        interval,
        zone,
        startedAt,
        anchor,
        period,
        invoice,
        trialUntil,
        arranged,
        coupons,
        paidSetups,
        billedUntil,
        other,
        interim,
        commitment);
  }

  public Subscription withInterim(Interim other) {
    return new Subscription(
        id,
        status,
        currency,
        interval,
        zone,
        startedAt,
        anchor,
        period,
        invoice,
        trialUntil,
        arranged,
        coupons,
        paidSetups,
        billedUntil,
        lateFrom,
        other,
        commitment);
  }

  public Subscription withCommitment(Optional<CommittedMonth> other) {
    return new Subscription(
        id,
        status,
        currency,
        interval,
        zone,
        startedAt,
        anchor,
        period,
        invoice,
        trialUntil,
        arranged,
        coupons,
        paidSetups,
        billedUntil,
        lateFrom,
        interim,
        other);
  }

  /// The same from an instant on with another rhythm.
  public Subscription rebased(
      Status newStatus, Interval newInterval, Instant newAnchor, Optional<Instant> newTrial) {
    return new Subscription(
        id,
        newStatus,
        currency,
        newInterval,
        zone,
        startedAt,
        newAnchor,
        period,
        invoice,
        newTrial,
        arranged,
        coupons,
        paidSetups,
        billedUntil,
        lateFrom,
        interim,
        commitment);
  }
}

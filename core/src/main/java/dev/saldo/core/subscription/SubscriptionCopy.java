package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.subscription.Subscription.Arranged;
import dev.saldo.core.subscription.Subscription.Bought;
import dev.saldo.core.subscription.Subscription.RunningCoupon;
import dev.saldo.core.subscription.Subscription.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A subscription of which something is about to be another. What isn't here stays as it is for
/// good.
final class SubscriptionCopy {
  private final Subscription was;
  Status status;
  Interval interval;
  Instant anchor;
  Period period;
  Period paid;
  UUID invoice;
  Optional<Instant> trialUntil;
  Optional<Arranged> arranged;
  List<RunningCoupon> coupons;
  Set<String> paidSetups;
  Optional<Instant> lateFrom;
  Interim interim;
  Optional<CommittedMonth> commitment;
  Optional<Bought> bought;

  SubscriptionCopy(Subscription was) {
    this.was = was;
    this.status = was.status();
    this.interval = was.interval();
    this.anchor = was.anchor();
    this.period = was.period();
    this.paid = was.paid();
    this.invoice = was.invoice();
    this.trialUntil = was.trialUntil();
    this.arranged = was.arranged();
    this.coupons = was.coupons();
    this.paidSetups = was.paidSetups();
    this.lateFrom = was.lateFrom();
    this.interim = was.interim();
    this.commitment = was.commitment();
    this.bought = was.bought();
  }

  Subscription done() {
    return new Subscription(
        was.id(),
        status,
        was.currency(),
        interval,
        was.zone(),
        was.startedAt(),
        anchor,
        period,
        paid,
        invoice,
        trialUntil,
        arranged,
        coupons,
        paidSetups,
        was.billedUntil(),
        lateFrom,
        interim,
        commitment,
        bought);
  }
}

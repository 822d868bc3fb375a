package dev.saldo.core.account;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Fees;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;

/// What is paid for the credits of a plan: the catalog's share of a month's fee, for a month's
/// credits. A part of them costs that part.
///
/// Fees are taken as they are before coupons and tax. Nothing is paid in a trial, for credits of
/// another kind, or where the catalog states no share.
final class CostBasis {
  private static final BigDecimal MONTHS = BigDecimal.valueOf(12);
  private static final Period ANY = new Period(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

  private final Catalog catalog;
  private final Plan plan;
  private final Items items;
  private final Optional<Paying> paying;

  private CostBasis(Catalog catalog, Plan plan, Items items, Optional<Paying> paying) {
    this.catalog = catalog;
    this.plan = plan;
    this.items = items;
    this.paying = paying;
  }

  /// How fees are paid.
  record Paying(Currency currency, Interval interval) {}

  /// As the running subscription pays.
  static CostBasis of(Draft draft, Catalog catalog, Plan plan, Items items) {
    var paying =
        draft
            .subscription()
            .filter(one -> one.status() == Status.ACTIVE)
            .map(one -> new Paying(one.currency(), one.interval()));
    return new CostBasis(catalog, plan, items, paying);
  }

  /// As it will be paid from now on, which the subscription doesn't say yet.
  static CostBasis beginning(Draft draft, Catalog catalog, Plan plan, Items items, Paying paying) {
    var maybeTrial =
        draft.subscription().map(Subscription::status).orElse(Status.TRIALING) == Status.TRIALING;
    var free = maybeTrial && plan.sale().trial().isPresent();
    return new CostBasis(catalog, plan, items, Optional.of(paying).filter(_ -> !free));
  }

  /// Of credits that come without a fee.
  static CostBasis unpaid(Catalog catalog, Plan plan, Items items) {
    return new CostBasis(catalog, plan, items, Optional.empty());
  }

  Optional<Money> of(PlanCredits credits, Credits amount) {
    var percent = catalog.sale().billing().creditsPercent();
    if (percent.signum() == 0 || credits.kind() != GrantKind.PLAN || paying.isEmpty()) {
      return Optional.empty();
    }
    var months = paying.get().interval() == Interval.YEAR ? MONTHS : BigDecimal.ONE;
    var whole = PlanGrants.full(plan, credits, items).amount().multiply(months);
    return new Fees(catalog, plan, items, paying.get().currency(), paying.get().interval())
        .of(ANY).stream()
            .filter(line -> line.kind() == LineKind.PLAN)
            .map(LineItem::amount)
            .filter(Money::isPositive)
            .findFirst()
            .map(fee ->
                new Money(
                    fee.currency(),
                    fee.amount()
                        .multiply(percent)
                        .movePointLeft(2)
                        .multiply(amount.amount())
                        .divide(whole, Decimals.SCALE_MAX, RoundingMode.HALF_UP)));
  }
}

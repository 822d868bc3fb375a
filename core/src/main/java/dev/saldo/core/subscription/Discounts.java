package dev.saldo.core.subscription;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Coupon;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Subscription.RunningCoupon;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What coupons take off fees: a line for each coupon, below zero and never more than the fees.
public final class Discounts {
  private Discounts() {}

  /// The discounts of a period's fees.
  public static List<LineItem> ofPeriod(
      Catalog catalog, Subscription subscription, List<LineItem> fees) {
    return lines(catalog, subscription, fees, true);
  }

  /// The discounts of what a change charges and gives back: shares of fees alone, so that what is
  /// given back is what was paid.
  public static List<LineItem> ofShares(
      Catalog catalog, Subscription subscription, List<LineItem> fees) {
    return lines(catalog, subscription, fees, false);
  }

  /// The coupons that still last when a period's fees have been discounted.
  public static List<RunningCoupon> afterPeriod(List<RunningCoupon> coupons) {
    return coupons.stream()
        .map(coupon -> new RunningCoupon(coupon.code(), coupon.periodsLeft().map(left -> left - 1)))
        .filter(coupon -> coupon.periodsLeft().filter(left -> left <= 0).isEmpty())
        .toList();
  }

  private static List<LineItem> lines(
      Catalog catalog, Subscription subscription, List<LineItem> fees, boolean whole) {
    var left = Money.zero(subscription.currency());
    for (var fee : fees) {
      if (fee.kind() == LineKind.PLAN || fee.kind() == LineKind.PRODUCT) {
        left = left.plus(fee.amount());
      }
    }
    var lines = new ArrayList<LineItem>();
    for (var running : subscription.coupons()) {
      var coupon = catalog.sale().coupon(running.code());
      if (coupon.isEmpty() || left.isZero()) {
        continue;
      }
      var off = off(coupon.get(), left, subscription, whole);
      if (!off.isZero()) {
        left = left.minus(off);
        lines.add(line(coupon.get(), off, fees));
      }
    }
    return lines;
  }

  private static Money off(Coupon coupon, Money fees, Subscription subscription, boolean whole) {
    return switch (coupon.discount()) {
      case Coupon.Discount.Percent(var percent) -> fees.times(percent.movePointLeft(2));
      case Coupon.Discount.Off(var amounts) -> {
        var stated = amounts.in(subscription.currency());
        var off = stated.filter(_ -> whole).orElse(Money.zero(subscription.currency()));
        yield off.compareTo(fees) > 0 ? fees : off;
      }
    };
  }

  private static LineItem line(Coupon coupon, Money off, List<LineItem> fees) {
    return new LineItem(
        LineKind.DISCOUNT,
        coupon.name(),
        coupon.title(),
        BigDecimal.ONE.negate(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        off.negated(),
        fees.getFirst().period(),
        Optional.empty(),
        Optional.empty());
  }
}

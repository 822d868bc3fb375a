package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Coupon;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Subscription.RunningCoupon;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What coupons take off fees: a line for each coupon, below zero and never more than the fees.
///
/// A coupon discounts paid intervals, months or years, as they begin. One that is redeemed in the
/// middle of an interval waits for the next; one whose last interval it is stays until that ends,
/// so that what is given back of a fee is what was paid of it.
public final class Discounts {
  private Discounts() {}

  /// The discounts of an interval's fees, by the coupons that [#begun] it.
  ///
  /// @param plan the plan's name; a coupon for other plans waits until one of them is taken
  public static List<LineItem> ofInterval(
      Catalog catalog, String plan, Subscription subscription, List<LineItem> fees) {
    var left = Money.zero(subscription.currency());
    for (var fee : fees) {
      if (fee.kind() == LineKind.PLAN || fee.kind() == LineKind.PRODUCT) {
        left = left.plus(fee.amount());
      }
    }
    left = PriceMath.sum(left);
    var lines = new ArrayList<LineItem>();
    for (var running : subscription.coupons()) {
      var coupon = catalog.sale().coupon(running.code());
      if (!running.applied()
          || coupon.filter(one -> one.isFor(plan)).isEmpty()
          || !left.isPositive()) {
        continue;
      }
      var off = off(coupon.get(), left);
      if (!off.isZero()) {
        left = left.minus(off);
        lines.add(line(coupon.get(), off, fees));
      }
    }
    return lines;
  }

  /// The part of an interval's discounts that falls to the rest of it.
  ///
  /// @param lines of [#ofInterval]
  public static List<LineItem> share(List<LineItem> lines, Period rest, Period paid) {
    return lines.stream().map(line -> Fees.share(line, rest, paid)).toList();
  }

  /// The coupons in the next interval: those that last discount it, those for other plans wait, and
  /// the others are over.
  public static List<RunningCoupon> begun(
      Catalog catalog, String plan, List<RunningCoupon> coupons) {
    return coupons.stream()
        .filter(RunningCoupon::lasts)
        .map(running ->
            catalog.sale().coupon(running.code()).filter(one -> one.isFor(plan)).isPresent()
                ? running.next()
                : running.waiting())
        .toList();
  }

  private static Money off(Coupon coupon, Money fees) {
    return switch (coupon.discount()) {
      case Coupon.Discount.Percent(var percent) -> fees.times(percent.movePointLeft(2));
      case Coupon.Discount.Off(var amounts) -> {
        var off = amounts.in(fees.currency()).orElse(Money.zero(fees.currency()));
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

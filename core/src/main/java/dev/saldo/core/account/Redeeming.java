package dev.saldo.core.account;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Coupon;
import dev.saldo.core.subscription.Subscription.RunningCoupon;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Redeems coupons.
final class Redeeming {
  private Redeeming() {}

  static Decision redeem(Draft draft, Command.RedeemCoupon command) {
    var subscription = draft.subscription().filter(one -> one.isRunning());
    var term = draft.account().term();
    if (subscription.isEmpty() || term.isEmpty()) {
      return new Decision.No(new Refusal.NotSubscribed());
    }
    var running = subscription.get();
    var catalog = draft.context.catalogs().catalog(term.get().catalog());
    var refusal =
        refusal(catalog, command.code(), term.get().plan(), running.currency(), draft.now());
    if (refusal.isPresent()) {
      return new Decision.No(refusal.get());
    }
    if (running.paidSetups().contains(remembered(command.code()))) {
      return new Decision.No(new Refusal.InvalidState("coupon", "redeemed"));
    }
    var coupons = new ArrayList<>(running.coupons());
    coupons.add(running(catalog, command.code()));
    return Lapsing.changed(
        draft,
        command.key(),
        "coupon_redeemed",
        running.withCoupons(coupons).withPaidSetups(with(running.paidSetups(), command.code())),
        term.get());
  }

  /// What a redeemed code is remembered by, among what happens once for each customer.
  static String remembered(String code) {
    return "coupon/" + code;
  }

  static Set<String> with(Set<String> once, String code) {
    var more = new HashSet<>(once);
    more.add(remembered(code));
    return more;
  }

  static RunningCoupon running(Catalog catalog, String code) {
    var coupon = catalog.sale().coupon(code).orElseThrow();
    return new RunningCoupon(code, coupon.periods(), false);
  }

  /// Why a coupon can't be redeemed, if it can't.
  static Optional<Refusal> refusal(
      Catalog catalog, String code, String plan, Currency currency, Instant at) {
    var coupon = catalog.sale().coupon(code);
    if (coupon.isEmpty()) {
      return no(
          "unknown_coupon", "there is no such coupon", Map.of("kind", "coupon", "value", code));
    }
    if (coupon.get().until().filter(until -> !at.isBefore(until)).isPresent()) {
      var until = coupon.get().until().get().toString();
      return no("coupon_over", "it could be redeemed until " + until, Map.of("until", until));
    }
    if (!coupon.get().plans().isEmpty() && !coupon.get().plans().contains(plan)) {
      var plans = String.join(", ", new TreeSet<>(coupon.get().plans()));
      return no("coupon_for_other_plans", "it is for " + plans, Map.of("plans", plans));
    }
    return coupon.get().discount() instanceof Coupon.Discount.Off(var amounts)
            && amounts.in(currency).isEmpty()
        ? no(
            "price_not_in_currency",
            "it isn't stated in " + currency.getCurrencyCode(),
            Map.of("currency", currency.getCurrencyCode()))
        : Optional.empty();
  }

  private static Optional<Refusal> no(String code, String words, Map<String, String> figures) {
    return Optional.of(new Refusal.Unacceptable("/coupon", code, words, figures));
  }
}

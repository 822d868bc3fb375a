package dev.saldo.core.account;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Coupon;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import dev.saldo.core.subscription.Subscription.RunningCoupon;
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
    var wanted =
        new Wanted(catalog, command.code(), term.get().plan(), running.currency(), "/code");
    var refusal = refusal(draft, wanted).or(() -> arranged(draft, running, command.code()));
    if (refusal.isPresent()) {
      return new Decision.No(refusal.get());
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

  /// A coupon is for the periods to come: where a version is arranged for them that doesn't have
  /// it, it would wait for ever.
  private static Optional<Refusal> arranged(Draft draft, Subscription running, String code) {
    return running
        .arranged()
        .filter(Arranged.Change.class::isInstance)
        .map(arranged -> ((Arranged.Change) arranged).catalog())
        .filter(next -> draft.context.catalogs().catalog(next).sale().coupon(code).isEmpty())
        .map(next ->
            new Refusal.Unacceptable(
                "/code",
                "unknown_coupon",
                next + ", which is arranged for the end of the period, has no such coupon",
                Map.of("kind", "coupon", "value", code)));
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

  /// A coupon that is to be redeemed.
  ///
  /// @param plan whose fees it is to discount
  /// @param pointer where the request names it
  record Wanted(Catalog catalog, String code, String plan, Currency currency, String pointer) {
    private Optional<Refusal> no(String fault, String words, Map<String, String> figures) {
      return Optional.of(new Refusal.Unacceptable(pointer, fault, words, figures));
    }
  }

  /// Why a coupon can't be redeemed, if it can't. Each is redeemed once by a customer, whatever
  /// subscriptions there were.
  static Optional<Refusal> refusal(Draft draft, Wanted wanted) {
    var coupon = wanted.catalog().sale().coupon(wanted.code());
    if (coupon.isEmpty()) {
      return wanted.no(
          "unknown_coupon",
          "there is no such coupon",
          Map.of("kind", "coupon", "value", wanted.code()));
    }
    var redeemed = draft.subscription().map(Subscription::paidSetups).orElse(Set.of());
    if (redeemed.contains(remembered(wanted.code()))) {
      return Optional.of(new Refusal.InvalidState("coupon", "redeemed"));
    }
    if (coupon.get().until().filter(until -> !draft.now().isBefore(until)).isPresent()) {
      var until = coupon.get().until().get().toString();
      return wanted.no(
          "coupon_over", "it could be redeemed until " + until, Map.of("until", until));
    }
    if (!coupon.get().isFor(wanted.plan())) {
      var plans = String.join(", ", new TreeSet<>(coupon.get().plans()));
      return wanted.no("coupon_for_other_plans", "it is for " + plans, Map.of("plans", plans));
    }
    var currency = wanted.currency();
    return coupon.get().discount() instanceof Coupon.Discount.Off(var amounts)
            && amounts.in(currency).isEmpty()
        ? wanted.no(
            "price_not_in_currency",
            "it isn't stated in " + currency.getCurrencyCode(),
            Map.of("currency", currency.getCurrencyCode()))
        : Optional.empty();
  }
}

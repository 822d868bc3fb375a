package dev.saldo.core.account;

import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Fees;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import java.util.Optional;

/// What a whole paid interval of a subscription costs before anything is used: the plan, its seats
/// and products as negotiated, each line rounded as on an invoice; before coupons and tax.
///
/// @param money zero for a plan without a price
public record PeriodFees(Interval interval, Money money) {

  /// Of the plan that the customer is on; empty where nothing is billed.
  public static Optional<PeriodFees> now(Account account, Catalogs catalogs) {
    return account
        .subscription()
        .filter(Subscription::isRunning)
        .flatMap(running ->
            account
                .term()
                .map(term ->
                    of(
                        running,
                        running.interval(),
                        new What(term.catalog(), term.plan(), term.items()),
                        catalogs)));
  }

  /// Of the plan that is arranged for the end of the paid interval; empty where none is.
  public static Optional<PeriodFees> arranged(Account account, Catalogs catalogs) {
    return account
        .subscription()
        .flatMap(running ->
            running.arranged().orElse(null) instanceof Arranged.Change change
                ? Optional.of(
                    of(
                        running,
                        change.interval(),
                        new What(change.catalog(), change.plan(), change.items()),
                        catalogs))
                : Optional.empty());
  }

  private record What(CatalogReference catalog, String plan, Items items) {}

  private static PeriodFees of(
      Subscription running, Interval interval, What what, Catalogs catalogs) {
    var catalog = catalogs.catalog(what.catalog());
    var plan = catalog.plan(what.plan()).orElseThrow();
    var sum =
        new Fees(catalog, plan, what.items(), running.currency(), interval)
            .of(running.wholePaid()).stream()
                .map(line -> line.amount().rounded())
                .reduce(Money.zero(running.currency()), Money::plus);
    return new PeriodFees(interval, sum);
  }
}

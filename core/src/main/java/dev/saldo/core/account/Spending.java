package dev.saldo.core.account;

import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Area;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.OverageBill;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The customer's own cap on what use may cost in a billed period.
///
/// What open holds have set aside counts as spent, so that they can be captured whatever comes
/// between. An act that costs nothing passes above the cap too.
public final class Spending {
  private Spending() {}

  /// How a customer stands on its cap.
  ///
  /// @param used with what open holds have set aside
  /// @param left zero where more is used than the cap
  public record Standing(Money cap, Money used, Money left, Instant resetsAt) {}

  /// Empty without a cap, and where nothing that is used now is billed.
  ///
  /// @param account with the counters of the running period
  public static Optional<Standing> standing(Account account, Catalogs catalogs) {
    return cap(account)
        .flatMap(cap ->
            RunningUse.of(account, catalogs)
                .map(use -> {
                  var used = use.cost(RunningUse.withHeld(account.tallies()));
                  return new Standing(cap, used, left(cap, used), resetsAt(use));
                }));
  }

  /// Whether an act is too much, by what it adds to what is billed.
  ///
  /// @param counted what it asks of ceilings, of which the counters of use matter
  /// @param overage the credits that nothing covers
  static Optional<Refusal> refusal(
      Draft draft, Pricing pricing, List<Demand> counted, Optional<Credits> overage) {
    var account = draft.account();
    var cap = cap(account);
    if (cap.isEmpty()) {
      return Optional.empty();
    }
    var use = RunningUse.of(account, draft.context.catalogs());
    var more = more(pricing, counted, overage);
    var sets = sets(counted);
    if (use.isEmpty() || more.isEmpty() && sets.isEmpty()) {
      return Optional.empty();
    }
    var before = RunningUse.withHeld(account.tallies());
    var after = new HashMap<>(before);
    more.forEach((key, amount) -> after.put(key, plus(after.get(key), amount)));
    var levels = account.levels();
    for (var set : sets) {
      var change = Leveling.change(account, levels, set);
      change.key().ifPresent(key -> add(after, key, change.area()));
      levels = change.levels();
    }
    var then = use.get().cost(after, levels);
    if (then.compareTo(cap.get()) <= 0) {
      return Optional.empty();
    }
    var used = use.get().cost(before);
    return then.compareTo(used) > 0
        ? Optional.of(
            new Refusal.SpendingCapReached(
                cap.get(), used, left(cap.get(), used), then.minus(used), resetsAt(use.get())))
        : Optional.empty();
  }

  /// How much of credits that nothing covers may be billed for what already happened: all of it, or
  /// what is left of the cap.
  static Credits within(Draft draft, Pricing pricing, Credits overage) {
    var account = draft.account();
    var cap = cap(account);
    var isNow =
        account
            .subscription()
            .filter(one -> one.period().contains(pricing.term().from()))
            .isPresent();
    if (cap.isEmpty() || !overage.isPositive() || !isNow || !pricing.plan().sale().isBilled()) {
      return overage;
    }
    var price = OverageBill.price(pricing.plan(), pricing.action().name());
    var use = RunningUse.of(account, draft.context.catalogs());
    var each = price.flatMap(one -> one.each().in(cap.get().currency()));
    if (use.isEmpty() || each.isEmpty() || !each.get().isPositive()) {
      return overage;
    }
    var left = left(cap.get(), use.get().cost(RunningUse.withHeld(account.tallies())));
    var most =
        left.amount()
            .multiply(price.orElseThrow().per())
            .divide(each.get().amount(), Decimals.SCALE_MAX, RoundingMode.DOWN);
    return overage.min(new Credits(overage.unit(), most));
  }

  /// A cap in another currency than the subscription's is refused where either is chosen.
  private static Optional<Money> cap(Account account) {
    return account.settings().spendingCap();
  }

  private static Map<TallyKey, BigDecimal> more(
      Pricing pricing, List<Demand> counted, Optional<Credits> overage) {
    var more = new HashMap<TallyKey, BigDecimal>();
    for (var demand : counted) {
      if (demand.key().isUsage() && demand.amount().signum() > 0 && !demand.isOfAverage()) {
        more.put(demand.key(), demand.amount());
      }
    }
    overage
        .filter(credits -> credits.isPositive() && pricing.plan().sale().isBilled())
        .ifPresent(credits ->
            more.put(
                TallyKey.billed(pricing.action().name(), pricing.term().from()), credits.amount()));
    return more;
  }

  /// The levels that it sets whose average is billed.
  private static List<Effect.LevelSet> sets(List<Demand> counted) {
    return counted.stream()
        .filter(Demand::isOfAverage)
        .flatMap(demand -> demand.sets().stream())
        .map(Demand.Setting::set)
        .toList();
  }

  private static void add(Map<TallyKey, Tally> counters, TallyKey key, Area area) {
    counters.put(key, plus(counters.get(key), area.all()));
    counters.put(key.unbilled(), plus(counters.get(key.unbilled()), area.unbilled()));
  }

  private static Tally plus(@Nullable Tally tally, BigDecimal amount) {
    return (tally == null ? Tally.NONE : tally).plus(amount, BigDecimal.ZERO);
  }

  private static Money left(Money cap, Money used) {
    var left = cap.minus(used);
    return left.isNegative() ? Money.zero(cap.currency()) : left;
  }

  private static Instant resetsAt(RunningUse use) {
    return use.subscription().period().until();
  }
}

package dev.saldo.core.account;

import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Wallet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The examination of an act, in its one order: size, feature, price, quota, rate, budgets from
/// leaf to root, debt, preventive block, credits or overage, spending cap, confirmation. The first
/// that says no is the answer; nothing is changed before the last has said yes. An act without a
/// price goes from the rates to the spending cap: what lies between is about credits.
final class Ladder {
  private Ladder() {}

  /// What an act needs, all of it allowed.
  ///
  /// @param demands what it asks of quotas, budgets and free units
  /// @param rates the rates it counts on, of quotas that it is above too
  /// @param cover empty for an action without a price
  record Passed(Pricing pricing, Optional<Cover> cover, List<Demand> demands, List<Paced> rates) {}

  /// What pays a price.
  record Cover(Wallet wallet, Funding funding) {}

  /// Whether an act passes.
  sealed interface Result {
    /// It does.
    record Yes(Passed passed) implements Result {}

    /// It doesn't.
    record No(Refusal refusal) implements Result {}
  }

  /// What the caller brings to the last steps.
  ///
  /// @param stated a price stated instead of the data's
  record Asked(Optional<Credits> stated, boolean confirmed, boolean override) {}

  static Result climb(Draft draft, Command.Act act, Asked asked) {
    return switch (Pricing.of(draft, act, draft.now())) {
      case Pricing.Result.Refused(var refusal) -> new Result.No(refusal);
      case Pricing.Result.Priced(var pricing) when !pricing.isPriced() ->
          asked.stated().isPresent()
              ? new Result.No(Pricing.noPrice("/credits", act.action()))
              : climb(draft, pricing, asked);
      case Pricing.Result.Priced(var pricing) -> {
        var unit = pricing.price().unit();
        yield asked.stated().filter(amount -> !amount.unit().equals(unit)).isPresent()
            ? new Result.No(
                new Refusal.Unacceptable(
                    "/amount", "currency_mismatch", act.action() + " is priced in " + unit))
            : climb(draft, stated(pricing, asked), asked);
      }
    };
  }

  private static Pricing stated(Pricing pricing, Asked asked) {
    return asked.stated().map(pricing::at).orElse(pricing);
  }

  private static Result climb(Draft draft, Pricing pricing, Asked asked) {
    var account = draft.account();
    var catalog = pricing.catalog();
    var act = pricing.act();
    var quotas = Demands.ofQuotas(account, catalog, pricing.term(), act, pricing.at());
    var rates = new ArrayList<>(Paced.rates(catalog, pricing.plan(), act.action()));
    rates.addAll(Paced.throttles(draft, catalog, pricing.plan(), quotas));
    var budgets = Demands.ofBudgets(account, pricing);
    var refusal =
        Demands.refusal(quotas, draft)
            .or(() -> Paced.tooFast(draft, rates))
            .or(() -> Demands.refusal(budgets, draft));
    if (refusal.isPresent()) {
      return new Result.No(refusal.get());
    }
    var demands = new ArrayList<>(quotas);
    demands.addAll(budgets);
    if (!pricing.isPriced()) {
      return Spending.refusal(draft, pricing, quotas, Optional.empty())
          .<Result>map(Result.No::new)
          .orElseGet(() -> new Result.Yes(new Passed(pricing, Optional.empty(), demands, rates)));
    }
    demands.addAll(Demands.ofFreeUnits(pricing, account));
    return switch (Wallets.forUnit(draft, act.wallet(), pricing.price().unit(), "/wallet")) {
      case Wallets.Result.Missing(var missing) -> new Result.No(missing);
      case Wallets.Result.Found(var wallet) -> pay(draft, pricing, wallet, asked, demands, rates);
    };
  }

  private static Result pay(
      Draft draft,
      Pricing pricing,
      Wallet wallet,
      Asked asked,
      List<Demand> demands,
      List<Paced> rates) {
    var action = pricing.action();
    var blocked = Covering.blocked(draft, wallet, pricing.plan(), action.name(), asked.override());
    if (blocked.isPresent()) {
      return new Result.No(blocked.get());
    }
    return switch (Covering.cover(draft, wallet, pricing)) {
      case Covering.Result.Short(var refusal) -> new Result.No(refusal);
      case Covering.Result.Covered(var funding) -> {
        var capped = Spending.refusal(draft, pricing, demands, Optional.of(funding.overage()));
        if (capped.isPresent()) {
          yield new Result.No(capped.get());
        }
        var threshold =
            action.confirmAbove().map(above -> new Credits(pricing.price().unit(), above));
        yield !asked.confirmed()
                && threshold.filter(above -> pricing.price().compareTo(above) > 0).isPresent()
            ? new Result.No(
                new Refusal.ConfirmationRequired(pricing.price(), threshold.orElseThrow()))
            : new Result.Yes(
                new Passed(pricing, Optional.of(new Cover(wallet, funding)), demands, rates));
      }
    };
  }
}

package dev.saldo.server.wallet;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What credits are worth in acts: how much of each action of fixed price they would pay for alone.
///
/// Rounded down, because a part of an act can't be had: whole acts, and quantities at two decimals.
/// Of 3,000 credits at 11 a minute that is 272.72 minutes. Free units, and actions that are priced
/// by a rate card or aren't unlocked, are left out.
public final class Equivalents {
  private static final int QUANTITY_DECIMALS = 2;

  private Equivalents() {}

  /// So much of one action.
  ///
  /// @param property the property that is counted; empty for whole acts
  /// @param per how many units of the property one of `quantity` is, such as 60 seconds
  public record Equivalent(
      String action,
      String title,
      BigDecimal quantity,
      Optional<String> property,
      BigDecimal per) {}

  /// What an amount is worth on a plan.
  public static List<Equivalent> of(Credits available, Catalog catalog, Plan plan) {
    var amount = available.atLeastZero();
    var equivalents = new ArrayList<Equivalent>();
    for (var action : catalog.actions().values()) {
      if (action.feature().filter(feature -> !plan.features().contains(feature)).isEmpty()) {
        of(amount, action).ifPresent(equivalents::add);
      }
    }
    return equivalents;
  }

  private static Optional<Equivalent> of(Credits amount, Action action) {
    return switch (action.price()) {
      case ActionPrice.Flat(var credits, var property) ->
          of(
              amount,
              action,
              credits,
              property,
              BigDecimal.ONE,
              property.isPresent() ? QUANTITY_DECIMALS : 0);
      case ActionPrice.Proportional price ->
          of(
              amount,
              action,
              price.credits(),
              Optional.of(price.property()),
              price.per(),
              QUANTITY_DECIMALS);
      case ActionPrice.None _, ActionPrice.ByRateCard _, ActionPrice.Regeneration _ ->
          Optional.empty();
    };
  }

  private static Optional<Equivalent> of(
      Credits amount,
      Action action,
      Credits price,
      Optional<String> property,
      BigDecimal per,
      int decimals) {
    if (!price.isPositive() || !price.unit().equals(amount.unit())) {
      return Optional.empty();
    }
    var quantity = amount.amount().divide(price.amount(), decimals, RoundingMode.DOWN);
    return Optional.of(
        new Equivalent(action.name(), action.title(), Decimals.normal(quantity), property, per));
  }
}

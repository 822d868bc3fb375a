package dev.saldo.core.catalog;

import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a customer subscribes to.
///
/// @param title what a person reads
/// @param sale what it costs in money
/// @param credits the grants that come with it
/// @param features the names of the features it unlocks
/// @param quotas by quota name; a limit of 0 allows none, a quota that isn't named is unlimited
/// @param rates by rate name
/// @param preventiveBlockPercent the used share of credits, in percent, from which new charges are
///   refused
/// @param notifyPercent the used shares, in percent, that only notify
/// @param overdraft how far below zero a wallet may go
/// @param overage what happens when credits are short
/// @param budgets by name; ceilings inside every customer on it
/// @param resources by the name of their kind; of one that isn't named it includes none
public record Plan(
    String name,
    String title,
    PlanSale sale,
    List<PlanCredits> credits,
    Set<String> features,
    Map<String, QuotaLimit> quotas,
    Map<String, List<RateWindow>> rates,
    Optional<BigDecimal> preventiveBlockPercent,
    List<BigDecimal> notifyPercent,
    Optional<Credits> overdraft,
    Overage overage,
    Map<String, PlanBudget> budgets,
    Map<String, ResourceLimit> resources) {

  public Plan {
    credits = List.copyOf(credits);
    features = Set.copyOf(features);
    quotas = Map.copyOf(quotas);
    rates = Map.copyOf(rates);
    notifyPercent = List.copyOf(notifyPercent);
    budgets = Map.copyOf(budgets);
    resources = Map.copyOf(resources);
  }

  /// A plan without budgets and resources.
  public Plan(
      String name,
      String title,
      PlanSale sale,
      List<PlanCredits> credits,
      Set<String> features,
      Map<String, QuotaLimit> quotas,
      Map<String, List<RateWindow>> rates,
      Optional<BigDecimal> preventiveBlockPercent,
      List<BigDecimal> notifyPercent,
      Optional<Credits> overdraft,
      Overage overage) {
    this(
        name,
        title,
        sale,
        credits,
        features,
        quotas,
        rates,
        preventiveBlockPercent,
        notifyPercent,
        overdraft,
        overage,
        Map.of(),
        Map.of());
  }

  /// How many of a kind of resource it includes.
  public ResourceLimit resource(String name) {
    return resources.getOrDefault(name, ResourceLimit.NONE);
  }

  /// What happens to use that credits can't cover.
  public enum Overage {
    /// It is refused.
    BLOCKED,
    /// It is allowed for everyone on the plan, without a ceiling.
    BILLED,
    /// It is allowed for a customer who has consented, up to the ceiling consented to.
    ON_CONSENT
  }
}

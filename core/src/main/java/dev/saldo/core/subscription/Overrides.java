package dev.saldo.core.subscription;

import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.ResourceLimit;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/// What was negotiated with one customer instead of the catalog's terms.
///
/// @param price of the plan for a month and one seat
/// @param products the price of one for a month, by product
/// @param included the included units, by meter
/// @param quotas by quota
/// @param resources how many of each kind of resource
/// @param discount percent off every fee
public record Overrides(
    Optional<Money> price,
    Map<String, Money> products,
    Map<String, BigDecimal> included,
    Map<String, BigDecimal> quotas,
    Map<String, Integer> resources,
    Optional<BigDecimal> discount) {
  public static final Overrides NONE =
      new Overrides(Optional.empty(), Map.of(), Map.of(), Map.of(), Optional.empty());

  /// Resources are the plan's.
  public Overrides(
      Optional<Money> price,
      Map<String, Money> products,
      Map<String, BigDecimal> included,
      Map<String, BigDecimal> quotas,
      Optional<BigDecimal> discount) {
    this(price, products, included, quotas, Map.of(), discount);
  }

  public Overrides {
    products = Map.copyOf(products);
    included = Map.copyOf(included);
    quotas = Map.copyOf(quotas);
    resources = Map.copyOf(resources);
  }

  /// How many of a kind of resource a plan includes for this customer.
  public ResourceLimit resource(Plan plan, String kind) {
    var negotiated = resources.get(kind);
    return negotiated == null ? plan.resource(kind) : new ResourceLimit.AtMost(negotiated);
  }

  /// What isn't about one plan alone: prices of products, quotas and the discount.
  public Overrides withoutPlan() {
    return new Overrides(Optional.empty(), products, Map.of(), quotas, discount);
  }
}

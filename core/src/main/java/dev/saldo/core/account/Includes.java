package dev.saldo.core.account;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.Product;
import dev.saldo.core.catalog.ResourceLimit;
import dev.saldo.core.subscription.Items;

/// How many of each resource a plan includes together with what is taken beside it.
public record Includes(Catalog catalog, Plan plan, Items items) {

  static Includes of(Draft draft, Term term) {
    var catalog = draft.context.catalogs().catalog(term.catalog());
    return new Includes(catalog, catalog.plan(term.plan()).orElseThrow(), term.items());
  }

  /// What was negotiated, or else the plan's count; and what products add to it.
  public ResourceLimit of(String resource) {
    return switch (items.overrides().resource(plan, resource)) {
      case ResourceLimit.AtMost(var most) -> new ResourceLimit.AtMost(with(most, resource));
      case ResourceLimit.Unlimited unlimited -> unlimited;
    };
  }

  private int with(int most, String resource) {
    var sum = (long) most;
    for (var product : catalog.sale().products().values()) {
      sum += (long) product.adds().getOrDefault(resource, 0) * quantity(product);
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }

  /// How many are there: those that are taken, or the one that comes with the plan.
  private int quantity(Product product) {
    var comes = product.includedIn().contains(plan.name()) ? 1 : 0;
    return items.products().getOrDefault(product.name(), comes);
  }
}

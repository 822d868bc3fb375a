package dev.saldo.core.account;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.Product;
import java.util.Set;
import java.util.TreeSet;

/// What a term allows: by its plan, by what the plan includes, by what was added.
public final class Entitled {
  private Entitled() {}

  /// Whether a feature is unlocked.
  static boolean has(Catalog catalog, Plan plan, Term term, String feature) {
    if (plan.features().contains(feature)) {
      return true;
    }
    for (var product : catalog.sale().products().values()) {
      if (product.unlocks().contains(feature) && isThere(product, term)) {
        return true;
      }
    }
    return false;
  }

  /// All features that are unlocked, by name.
  public static Set<String> features(Catalog catalog, Term term) {
    var plan = catalog.plan(term.plan()).orElseThrow();
    var features = new TreeSet<>(plan.features());
    for (var product : catalog.sale().products().values()) {
      if (isThere(product, term)) {
        features.addAll(product.unlocks());
      }
    }
    return features;
  }

  /// Whether a product was added or comes with the plan.
  public static boolean isThere(Product product, Term term) {
    return product.includedIn().contains(term.plan())
        || term.items().products().containsKey(product.name());
  }
}

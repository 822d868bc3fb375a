package dev.saldo.core.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The budgets of a customer and how they stand above each other.
public final class BudgetTree {
  private final Map<UUID, Budget> budgets = new HashMap<>();

  public BudgetTree(List<Budget> all) {
    all.forEach(budget -> budgets.put(budget.id(), budget));
  }

  /// The budgets that an act falls into, from leaf to root: those whose scope is among the act's,
  /// with all their ancestors.
  public List<Budget> above(Set<Budget.Scope> scopes) {
    var found = new HashSet<Budget>();
    for (var budget : budgets.values()) {
      if (scopes.contains(budget.scope())) {
        addWithAncestors(budget, found);
      }
    }
    var order =
        Comparator.comparingInt(this::depth)
            .reversed()
            .thenComparing(budget -> budget.scope().kind())
            .thenComparing(Budget::id);
    return found.stream().sorted(order).toList();
  }

  /// Whether the budget, set as given, would stand above itself.
  public boolean isCycle(Budget changed) {
    var seen = new HashSet<UUID>();
    var at = changed;
    while (seen.add(at.id())) {
      var parent = at.parent().map(id -> id.equals(changed.id()) ? changed : budgets.get(id));
      if (parent.isEmpty()) {
        return false;
      }
      at = parent.get();
    }
    return true;
  }

  public boolean has(UUID budget) {
    return budgets.containsKey(budget);
  }

  /// The budgets right below one.
  public List<Budget> children(UUID parent) {
    var found = new ArrayList<Budget>();
    for (var budget : budgets.values()) {
      if (budget.parent().filter(parent::equals).isPresent()) {
        found.add(budget);
      }
    }
    return found;
  }

  private void addWithAncestors(Budget budget, Set<Budget> found) {
    for (var at = budget; found.add(at); ) {
      var parent = at.parent().map(budgets::get);
      if (parent.isEmpty()) {
        return;
      }
      at = parent.get();
    }
  }

  private int depth(Budget budget) {
    var depth = 0;
    var parent = budget.parent().map(budgets::get);
    while (parent.isPresent()) {
      depth++;
      parent = parent.get().parent().map(budgets::get);
    }
    return depth;
  }
}

package dev.saldo.core.catalog;

import java.util.List;

/// Which kinds of grant are used first. Within a kind, and wherever priorities are equal: what
/// expires earlier, then what was granted earlier, then the lower id.
///
/// @param kinds each of `PLAN`, `PURCHASED`, `PROMOTIONAL` and `TRIAL` once
public record BurnOrder(List<GrantKind> kinds) {
  /// The room between the priorities of two kinds, for grants that state their own.
  public static final int STEP = 100;

  public BurnOrder {
    kinds = List.copyOf(kinds);
  }

  /// The priority that a grant of a kind gets when it states none; lower is used first.
  public int priority(GrantKind kind) {
    return kind == GrantKind.OVERDRAFT ? Integer.MAX_VALUE : (kinds.indexOf(kind) + 1) * STEP;
  }
}

package dev.saldo.core.catalog;

import java.util.List;
import java.util.Set;

/// Which kinds of grant are used first, and which go with the plan's credits. Within a kind, and
/// wherever priorities are equal: what expires earlier, then what was granted earlier, then the
/// lower id.
///
/// @param kinds each of `PLAN`, `PURCHASED`, `PROMOTIONAL` and `TRIAL` once
/// @param endingAtReset the kinds whose grants, where they name no end of their own, end when the
///   plan's credits are granted anew; `PROMOTIONAL` and `TRIAL` at most
public record BurnOrder(List<GrantKind> kinds, Set<GrantKind> endingAtReset) {
  /// The room between the priorities of two kinds, for grants that state their own.
  public static final int STEP = 100;

  public BurnOrder {
    kinds = List.copyOf(kinds);
    endingAtReset = Set.copyOf(endingAtReset);
  }

  /// An order in which nothing ends with the plan's credits.
  public BurnOrder(List<GrantKind> kinds) {
    this(kinds, Set.of());
  }

  /// The priority that a grant of a kind gets when it states none; lower is used first.
  public int priority(GrantKind kind) {
    return kind == GrantKind.OVERDRAFT ? Integer.MAX_VALUE : (kinds.indexOf(kind) + 1) * STEP;
  }
}

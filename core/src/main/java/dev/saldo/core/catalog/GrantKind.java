package dev.saldo.core.catalog;

/// Where a lot of credits comes from.
public enum GrantKind {
  /// Comes with a plan, each period.
  PLAN,
  /// Bought.
  PURCHASED,
  /// Given away.
  PROMOTIONAL,
  /// Comes with a trial.
  TRIAL,
  /// Not a lot but the permission to go below zero; always used last.
  OVERDRAFT
}

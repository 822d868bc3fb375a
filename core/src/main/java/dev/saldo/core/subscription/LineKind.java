package dev.saldo.core.subscription;

/// What a line of an invoice is for; invoices are grouped by it, in this order.
public enum LineKind {
  /// The fee of a plan for a period, or its credit when a change ends it early.
  PLAN,
  /// A product, a vertical or an add-on.
  PRODUCT,
  /// What is paid once when something is taken.
  SETUP,
  /// Measured use above what is included.
  USAGE,
  /// Use that credits didn't cover, priced in money.
  OVERAGE,
  /// Credits bought.
  PACK,
  /// What was committed to and not bought.
  COMMITMENT,
  /// Use that is invoiced before its period has ended, on an interim invoice; below zero where the
  /// period's own invoice takes it off again.
  INTERIM,
  /// A coupon or a negotiated discount; below zero.
  DISCOUNT,
  /// Something put right: usage that came late, or a correction by hand.
  ADJUSTMENT,
  /// What an earlier invoice was too small to give back, or what this one is.
  CARRIED
}

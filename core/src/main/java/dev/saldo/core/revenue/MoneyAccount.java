package dev.saldo.core.revenue;

import java.util.Locale;

/// An account of the journal in money.
public enum MoneyAccount {
  /// What invoices ask for, paid or not.
  RECEIVABLE,
  /// What was given as sold and isn't on an invoice, less what invoices ask for it: credits bought,
  /// and the share of a fee that pays for credits. What was paid outside of invoices stays here.
  UNBILLED,
  /// What credits that were sold are still worth.
  DEFERRED_REVENUE,
  /// Fees on invoices whose time is still to come.
  DEFERRED_FEES,
  REVENUE,
  /// What expired credits were worth.
  BREAKAGE_REVENUE,
  /// What was given back; below revenue.
  REFUNDS,
  TAX_PAYABLE,
  /// What rounding to minor units leaves, and credits between two lots.
  ROUNDING;

  /// As it is written: `deferred_revenue`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

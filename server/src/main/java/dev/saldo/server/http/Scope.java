package dev.saldo.server.http;

/// What a key may be allowed to do: the one list of scopes, shared by routes and keys.
public enum Scope {
  /// Charges, holds and their settlement, checks and estimates.
  CHARGES_WRITE("charges:write"),
  CHARGES_READ("charges:read"),
  REFUNDS_WRITE("refunds:write"),
  EVENTS_WRITE("events:write"),
  /// Grants, packs, transfers, corrections, debts.
  GRANTS_WRITE("grants:write"),
  BUDGETS_WRITE("budgets:write"),
  BUDGETS_READ("budgets:read"),
  /// Claims and returns of resources.
  RESOURCES_WRITE("resources:write"),
  RESOURCES_READ("resources:read"),
  /// What customers subscribe to: begun, changed, paused, ended.
  SUBSCRIPTIONS_WRITE("subscriptions:write"),
  SUBSCRIPTIONS_READ("subscriptions:read"),
  /// A customer with its balance, limits and usage.
  CUSTOMERS_READ("customers:read"),
  /// A customer with its members and automations, plan, choices and consents.
  CUSTOMERS_WRITE("customers:write"),
  LEDGER_READ("ledger:read"),
  INVOICES_READ("invoices:read"),
  /// Voiding, crediting, and who issues and receives invoices.
  INVOICES_WRITE("invoices:write"),
  /// The books as flat tables, and the journal in money.
  EXPORTS_READ("exports:read"),
  CHANGES_READ("changes:read"),
  CLOCKS_WRITE("clocks:write"),
  CATALOGS_READ("catalogs:read"),
  CATALOGS_WRITE("catalogs:write"),
  KEYS_READ("keys:read"),
  KEYS_WRITE("keys:write"),
  PORTAL_WRITE("portal:write"),
  /// Passes the preventive block.
  SPEND_OVERRIDE("spend:override");

  private final String word;

  Scope(String word) {
    this.word = word;
  }

  /// The scope as keys carry it.
  public String word() {
    return word;
  }
}

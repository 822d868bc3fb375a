package dev.saldo.store.invoice;

import dev.saldo.core.invoicing.BillingProfile;
import dev.saldo.core.invoicing.Issuer;
import dev.saldo.store.billing.PartyJson;
import dev.saldo.store.sql.Transactions;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Who issues a workspace's invoices, and whom customers' are made out to. What is finalized keeps
/// what stood here then.
public final class Profiles {
  private final Transactions transactions;

  public Profiles(Transactions transactions) {
    this.transactions = transactions;
  }

  public Optional<Issuer> issuer(long workspace) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.first(
                "SELECT profile FROM issuer WHERE workspace_id = ?",
                row -> PartyJson.issuer(row.text(1)),
                workspace));
  }

  public void put(long workspace, Issuer issuer, Instant now) {
    transactions.inWorkspace(
        workspace,
        statements ->
            statements.change(
                """
                INSERT INTO issuer (workspace_id, profile, updated_at) VALUES (?, ?::json, ?)
                ON CONFLICT (workspace_id) DO UPDATE
                   SET profile = excluded.profile, updated_at = excluded.updated_at
                """,
                workspace,
                PartyJson.issuer(issuer),
                now));
  }

  /// @param locale the customer's
  public Optional<BillingProfile> profile(long workspace, UUID customer, Locale locale) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.first(
                "SELECT profile FROM billing_profile WHERE workspace_id = ? AND customer_id = ?",
                row -> PartyJson.profile(row.text(1), locale),
                workspace,
                customer));
  }

  public void put(long workspace, UUID customer, BillingProfile profile, Instant now) {
    transactions.inWorkspace(
        workspace,
        statements ->
            statements.change(
                """
                INSERT INTO billing_profile (workspace_id, customer_id, profile, updated_at)
                VALUES (?, ?, ?::json, ?)
                ON CONFLICT (workspace_id, customer_id) DO UPDATE
                   SET profile = excluded.profile, updated_at = excluded.updated_at
                """,
                workspace,
                customer,
                PartyJson.profile(profile),
                now));
  }
}

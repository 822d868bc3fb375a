package dev.saldo.core.invoicing;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Whom a customer's invoices are made out to, and on what terms.
///
/// @param party empty for the customer's name alone
/// @param tax empty for the issuer's
/// @param netDays empty for the catalog's
/// @param purchaseOrder stands on every invoice until it changes
public record BillingProfile(
    Optional<InvoiceParty> party,
    Locale locale,
    Optional<TaxRate> tax,
    OptionalInt netDays,
    Optional<String> purchaseOrder) {}

package dev.saldo.store.invoice;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.subscription.LineItem;
import java.time.Instant;
import java.util.Optional;

/// An invoice that was made out, ready to be written.
///
/// @param document all that stands on it, as JSON
/// @param digest the SHA-256 of the document
/// @param carried what the next draft of the customer takes over
public record Finalized(
    DueInvoice draft,
    Invoice invoice,
    Instant at,
    String document,
    byte[] digest,
    Optional<LineItem> carried) {}

package dev.saldo.store.invoice;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceLine;
import dev.saldo.core.subscription.LineItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// An invoice that was made out, ready to be written.
///
/// @param document all that stands on it, as JSON
/// @param digest the SHA-256 of the document
/// @param carried what the next draft of the customer takes over
/// @param givesBack by line of a credit note, which line of its invoice that gives back; empty for
///   other documents
public record Finalized(
    DueInvoice draft,
    Invoice invoice,
    Instant at,
    String document,
    byte[] digest,
    Optional<LineItem> carried,
    List<Integer> givesBack) {
  public Finalized {
    givesBack = List.copyOf(givesBack);
    if (!givesBack.isEmpty() && givesBack.size() != invoice.lines().size()) {
      throw new IllegalArgumentException(
          invoice.lines().size() + " lines that give " + givesBack.size() + " back");
    }
  }

  /// Which line of its invoice a line gives back.
  OptionalInt givesBack(InvoiceLine line) {
    return givesBack.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(givesBack.get(line.ordinal() - 1));
  }
}

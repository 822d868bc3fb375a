package dev.saldo.server.invoice;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.subscription.LineItem;
import java.util.List;

/// How a document puts an invoice right: as a credit note, or as an invoice in its place.
///
/// @param original the invoice that is put right
/// @param reason why, as it was stated
/// @param parts what a credit note gives back of which lines; empty for an invoice in the place
/// @param isNote whether it is a credit note in any case
/// @param withoutTax whether the amounts are without tax even where prices include it
record Remedy(
    Invoice original, String reason, List<Part> parts, boolean isNote, boolean withoutTax) {
  Remedy {
    parts = List.copyOf(parts);
  }

  /// A line that is given back, or some of it.
  ///
  /// @param ordinal the line's place on the invoice
  /// @param item below zero
  record Part(int ordinal, LineItem item) {}

  static Remedy note(Invoice original, String reason, List<Part> parts, boolean withoutTax) {
    return new Remedy(original, reason, parts, true, withoutTax);
  }

  static Remedy inThePlaceOf(Invoice original, String reason) {
    return new Remedy(original, reason, List.of(), false, false);
  }

  List<LineItem> items() {
    return parts.stream().map(Part::item).toList();
  }

  /// Which line each line of the credit note gives back; parts of zero have none.
  List<Integer> ordinals() {
    return parts.stream()
        .filter(part -> !part.item().amount().isZero())
        .map(Part::ordinal)
        .toList();
  }
}

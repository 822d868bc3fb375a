package dev.saldo.server.invoice.document;

import dev.saldo.core.subscription.LineItem;
import java.util.Optional;
import java.util.stream.Collectors;

/// The parts of an amount, in one line of text: `1,000 × 0.02, 6,500 × 0.015 + 5.00`.
final class Shares {
  private Shares() {}

  /// Empty where one price tells it all.
  static Optional<String> text(LineItem item, Figures figures) {
    return item.shares().isEmpty()
        ? Optional.empty()
        : Optional.of(
            item.shares().stream()
                .map(share -> text(share, figures))
                .collect(Collectors.joining(", ")));
  }

  private static String text(LineItem.Share share, Figures figures) {
    // Tied, so that a line breaks between parts and not inside of one.
    var product =
        figures.number(share.quantity()) + "\u00A0×\u00A0" + figures.amount(share.price());
    return share.flat().isZero()
        ? product
        : product + "\u00A0+\u00A0" + figures.amount(share.flat());
  }
}

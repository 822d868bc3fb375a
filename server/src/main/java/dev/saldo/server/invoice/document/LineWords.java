package dev.saldo.server.invoice.document;

import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.util.Optional;

/// What a line is called in a reader's language: in the catalog's words, except where Saldo itself
/// named it.
record LineWords(Wording words) {
  String title(LineItem item) {
    var title = PlainText.of(item.title());
    if (!title.isEmpty()) {
      return title;
    }
    return item.kind() == LineKind.CARRIED
        ? words.say("kind." + LineKind.CARRIED)
        : PlainText.of(item.code());
  }

  /// What is counted: seats and credits are Saldo's own words, all else the catalog's.
  Optional<String> unit(LineItem item) {
    var isOwn = item.kind() == LineKind.PLAN || item.kind() == LineKind.OVERAGE;
    return item.unit().map(unit -> isOwn ? own(unit, item.quantity()) : unit);
  }

  private String own(String unit, BigDecimal quantity) {
    return switch (unit) {
      case "seat", "credit" ->
          words.say(
              "unit." + unit + (quantity.abs().compareTo(BigDecimal.ONE) == 0 ? ".one" : ".many"));
      default -> unit;
    };
  }
}

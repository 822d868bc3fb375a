package dev.saldo.server.subscription;

import dev.saldo.core.subscription.LineItem;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.receipt.AnswerParts;
import dev.saldo.server.receipt.SubscriptionJson;

/// A line that would be owed, as the API shows it: exact, and rounded as an invoice would.
final class LineItemJson {
  private LineItemJson() {}

  static void write(JsonWriter json, LineItem item) {
    json.text("kind", AnswerParts.word(item.kind()))
        .text("code", item.code())
        .text("title", item.title())
        .decimal("quantity", item.quantity())
        .optionalText("unit", item.unit())
        .optionalDecimal("unit_price", item.unitPrice().map(price -> price.amount()))
        .decimal("exact", item.amount().amount())
        .decimal("amount", item.amount().rounded().amount());
    item.period().ifPresent(period -> SubscriptionJson.period(json, "period", period));
  }
}

package dev.saldo.server.receipt;

import static dev.saldo.server.receipt.AnswerParts.id;

import dev.saldo.core.account.Answer;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.json.JsonWriter;

/// The JSON of a refund.
final class RefundJson {
  private RefundJson() {}

  static void write(JsonWriter json, Answer.Refunded refunded) {
    id(json, "charge", IdKind.CHARGE, refunded.charge());
    json.decimal("credits", refunded.amount().amount())
        .text("unit", refunded.amount().unit().code())
        .text("reason", refunded.reason())
        .objects("restored", refunded.restored(), StoryJson::draw)
        .objects("regranted", refunded.regranted(), AnswerParts::grant)
        .decimal("breakage", refunded.breakage().amount())
        .decimal("debt_forgiven", refunded.debtForgiven().amount())
        .decimal("overage_reversed", refunded.overageReversed().amount());
    AnswerParts.balance(json, "balance", refunded.balance());
  }
}

package dev.saldo.server.receipt;

import static dev.saldo.server.receipt.AnswerParts.id;

import dev.saldo.core.account.Answer.Payment;
import dev.saldo.core.account.Answer.Story;
import dev.saldo.core.account.Consulted;
import dev.saldo.core.account.Funding;
import dev.saldo.core.rating.RatedLine;
import dev.saldo.core.wallet.Draw;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.json.JsonWriter;

/// The JSON of how an act was decided: its price and what covered it, if it has one, and the
/// limits.
public final class StoryJson {
  private StoryJson() {}

  /// Writes the members of a story.
  public static void write(JsonWriter json, Story story) {
    json.text("action", story.action()).text("title", story.actionTitle());
    story.payment().ifPresent(payment -> payment(json, payment));
    json.text("catalog", story.catalog().toString())
        .text("plan", story.plan())
        .text("plan_title", story.planTitle());
    if (!story.consulted().isEmpty()) {
      json.objects("consulted", story.consulted(), StoryJson::consulted);
    }
    AnswerParts.attribution(json, story.attribution());
    if (story.root().isPresent()) {
      id(json, "replaces", IdKind.CHARGE, story.root().get());
    }
  }

  private static void payment(JsonWriter json, Payment payment) {
    json.decimal("credits", payment.price().amount())
        .text("unit", payment.price().unit().code())
        .objects("lines", payment.lines(), StoryJson::line)
        .object("funding", funding -> funding(funding, payment.funding()));
    AnswerParts.balance(json, "balance", payment.balance());
  }

  private static void line(JsonWriter json, RatedLine line) {
    json.text("component", line.component())
        .text("source", line.source())
        .decimal("quantity", line.quantity())
        .decimal("unit_price", line.unitPrice())
        .decimal("factor", line.factor())
        .decimal("per", line.per())
        .decimal("credits", line.amount());
  }

  private static void funding(JsonWriter json, Funding funding) {
    json.objects("grants", funding.draws(), StoryJson::draw)
        .decimal("overage", funding.overage().amount())
        .decimal("unfunded", funding.unfunded().amount());
  }

  static void draw(JsonWriter json, Draw draw) {
    id(json, "grant", IdKind.GRANT, draw.grant());
    json.decimal("credits", draw.amount().amount());
  }

  private static void consulted(JsonWriter json, Consulted consulted) {
    json.text("level", consulted.level())
        .text("name", consulted.name())
        .optionalDecimal("limit", consulted.limit())
        .optionalDecimal("used", consulted.used())
        .text("unit", consulted.unit())
        .optionalTime("resets_at", consulted.resetsAt());
  }
}

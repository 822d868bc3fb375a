package dev.saldo.server.receipt;

import static dev.saldo.server.receipt.AnswerParts.id;

import dev.saldo.core.account.Answer.Story;
import dev.saldo.core.account.Consulted;
import dev.saldo.core.account.Funding;
import dev.saldo.core.rating.RatedLine;
import dev.saldo.core.wallet.Draw;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.json.JsonWriter;

/// The JSON of how a price came about and what covered it.
public final class StoryJson {
  private StoryJson() {}

  /// Writes the members of a story.
  public static void write(JsonWriter json, Story story) {
    json.text("action", story.action())
        .text("title", story.actionTitle())
        .decimal("credits", story.price().amount())
        .text("unit", story.price().unit().code())
        .objects("lines", story.lines(), StoryJson::line)
        .object("funding", funding -> funding(funding, story.funding()));
    AnswerParts.balance(json, "balance", story.balance());
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

package dev.saldo.server.receipt;

import dev.saldo.core.account.Answer;
import dev.saldo.core.catalog.ResourceLimit;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.json.JsonWriter;
import java.util.List;

/// The JSON of resources claimed, given back, or left above a plan's count.
final class ResourceJson {
  private ResourceJson() {}

  static void claimed(JsonWriter json, Answer.ResourcesClaimed claimed) {
    AnswerJson.change(json, claimed.id(), "resource_claim");
    items(json, claimed.items(), claimed.standing());
  }

  static void returned(JsonWriter json, Answer.ResourcesReturned returned) {
    AnswerJson.change(json, returned.id(), "resource_return");
    items(json, returned.items(), returned.standing());
    json.texts("absent", returned.absent());
  }

  static void tolerated(JsonWriter json, Answer.Tolerated tolerated) {
    json.objects("above", tolerated.above(), ResourceJson::standing)
        .time("grace_until", tolerated.until());
  }

  private static void items(JsonWriter json, List<Answer.Item> items, Answer.Standing standing) {
    json.objects(
        "items",
        items,
        (inside, item) -> {
          AnswerParts.id(inside, "id", IdKind.RESOURCE, item.id());
          inside.text("reference", item.reference()).flag("changed", item.changed());
        });
    standing(json, standing);
  }

  private static void standing(JsonWriter json, Answer.Standing standing) {
    json.text("resource", standing.resource()).integer("used", standing.used());
    if (standing.limit() instanceof ResourceLimit.AtMost(var count)) {
      json.integer("limit", count);
    }
  }
}

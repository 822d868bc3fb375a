package dev.saldo.server.limit;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.Rate;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import java.util.List;

/// The shape of what a customer is entitled to.
final class EntitlementBodies {
  private static final Schema AMOUNT = Schema.decimal(Schema.Sign.ANY);
  private static final Schema COUNT = Schema.integer(0, Long.MAX_VALUE);
  private static final Field NAME = Field.of("name", Schema.text(255), "Its name.");
  private static final Field TITLE = Field.of("title", Schema.text(255), "What people call it.");

  private static final Schema FEATURE =
      Schema.named(
          "FeatureEntitlement",
          Schema.object(
              NAME,
              TITLE,
              Field.of("on", Schema.flag(), "Whether the plan or a product unlocks it.")));

  private static final Schema RESOURCE =
      Schema.named(
          "ResourceEntitlement",
          Schema.object(
              NAME,
              TITLE,
              Field.of("used", COUNT, "How many are claimed."),
              Field.optional("limit", COUNT, "How many the plan includes; any number without."),
              Field.optional(
                  "grace_until",
                  Schema.time(),
                  "Until when what is above the plan's count was agreed to stay. Nothing happens by"
                      + " itself then.")));

  private static final Schema QUOTA =
      Schema.named(
          "QuotaEntitlement",
          Schema.object(
              NAME,
              TITLE,
              Field.of("used", AMOUNT, "Consumed and held."),
              Field.optional("limit", AMOUNT, "How much a period allows; any amount without."),
              Field.optional("resets_at", Schema.time(), "When it begins anew.")));

  private static final Schema RATE =
      Schema.named(
          "RateEntitlement",
          Schema.object(
              NAME,
              TITLE,
              Field.of("max", Schema.integer(1, Integer.MAX_VALUE), "How many acts."),
              Field.of("window_seconds", Schema.integer(1, 86_400), "In how many seconds.")));

  static final Schema ENTITLEMENTS =
      Schema.named(
          "Entitlements",
          Schema.object(
              Field.of("customer", Schema.text(80), "The customer."),
              Field.of("as_of", Schema.time(), "The customer's time of the look."),
              Field.optional("catalog", Schema.text(255), "The catalog's version."),
              Field.optional("plan", Schema.text(255), "The plan."),
              Field.optional("plan_title", Schema.text(255), "What people call the plan."),
              Field.optional("from", Schema.time(), "Since when it is on this plan."),
              Field.of("features", Schema.list(FEATURE, 10_000), "All of the catalog's."),
              Field.of("resources", Schema.list(RESOURCE, 10_000), "All of the catalog's."),
              Field.of("quotas", Schema.list(QUOTA, 10_000), "All of the catalog's."),
              Field.of("rates", Schema.list(RATE, 10_000), "The plan's rate limits.")));

  private EntitlementBodies() {}

  /// What a customer without a plan is entitled to.
  static void nothing(JsonWriter json) {
    for (var name : List.of("features", "resources", "quotas", "rates")) {
      json.objects(name, List.<Rate>of(), (_, _) -> {});
    }
  }

  /// One window of one rate.
  private record Window(Rate rate, RateWindow window) {}

  static void rates(JsonWriter json, Catalog catalog, Plan plan) {
    var windows =
        catalog.rates().values().stream()
            .flatMap(rate ->
                plan.rates().getOrDefault(rate.name(), List.of()).stream()
                    .map(window -> new Window(rate, window)))
            .toList();
    json.objects(
        "rates",
        windows,
        (item, one) ->
            item.text("name", one.rate().name())
                .text("title", one.rate().title())
                .integer("max", one.window().max())
                .integer("window_seconds", one.window().window().toSeconds()));
  }
}

package dev.saldo.server.limit;

import dev.saldo.core.account.Includes;
import dev.saldo.core.catalog.Amounts;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.Rate;
import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.money.Money;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

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

  private static final Schema PRODUCT =
      Schema.named(
          "ProductEntitlement",
          Schema.object(
              NAME,
              TITLE,
              Field.of("included", Schema.flag(), "Whether it comes with the plan."),
              Field.of("quantity", COUNT, "How many are taken beside the plan."),
              Field.optional("price", AMOUNT, "Of a month of one, where the plan can add it."),
              Field.optional("list_price", AMOUNT, "What a month of one lists at."),
              Field.of("currency", Schema.text(3), "ISO 4217, of both prices.")));

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
              Field.of("rates", Schema.list(RATE, 10_000), "The plan's rate limits."),
              Field.of("products", Schema.list(PRODUCT, 10_000), "All of the catalog's.")));

  private EntitlementBodies() {}

  /// What a customer without a plan is entitled to.
  static void nothing(JsonWriter json) {
    for (var name : List.of("features", "resources", "quotas", "rates", "products")) {
      json.objects(name, List.<Rate>of(), (_, _) -> {});
    }
  }

  /// @param currency of the customer's prices
  static void products(JsonWriter json, Includes includes, Currency currency) {
    var plan = includes.plan().name();
    json.objects(
        "products",
        includes.catalog().sale().products().values(),
        (item, one) ->
            item.text("name", one.name())
                .text("title", one.title())
                .flag("included", one.includedIn().contains(plan))
                .integer("quantity", includes.items().products().getOrDefault(one.name(), 0))
                .optionalDecimal("price", in(Optional.ofNullable(one.soldOn().get(plan)), currency))
                .optionalDecimal("list_price", in(one.listPrice(), currency))
                .text("currency", currency.getCurrencyCode()));
  }

  private static Optional<BigDecimal> in(Optional<Amounts> amounts, Currency currency) {
    return amounts.flatMap(one -> one.in(currency)).map(Money::amount);
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

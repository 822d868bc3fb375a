package dev.saldo.server.subscription;

import dev.saldo.core.account.Quoting;
import dev.saldo.core.account.Quoting.Quoted;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Credits;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.receipt.AnswerParts;
import dev.saldo.server.receipt.SubscriptionJson;
import dev.saldo.server.wallet.Equivalents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A quote as the API shows it.
///
/// @param worth credits whose worth was asked for
record QuoteJson(
    Catalog catalog,
    Quoting.Asked asked,
    Quoting quoting,
    Optional<Quoted.Offered> chosen,
    Optional<Credits> worth) {

  void write(JsonWriter json) {
    json.text("object", "quote").text("catalog", catalog.reference().toString());
    json.optionalText("plan", chosen.map(one -> one.plan().name()))
        .text("interval", AnswerParts.word(asked.interval()))
        .text("currency", asked.currency().getCurrencyCode());
    SubscriptionJson.period(json, "period", asked.period());
    json.objects("lines", chosen.map(Quoted.Offered::lines).orElse(List.of()), LineItemJson::write);
    json.optionalDecimal("total", chosen.map(one -> one.total().amount()));
    json.objects("actions", chosen.map(Quoted.Offered::acts).orElse(List.of()), QuoteJson::act);
    json.objects(
        "credits", chosen.map(Quoted.Offered::funded).orElse(List.of()), QuoteJson::funded);
    json.objects("equivalents", equivalents(), (inside, one) -> one.accept(inside));
  }

  private static void act(JsonWriter json, Quoting.InCredits one) {
    json.text("action", one.action().name())
        .text("title", one.action().title())
        .integer("count", one.act().count())
        .decimal("free_units", one.free())
        .optionalDecimal("credits_each", one.each().map(Credits::amount))
        .optionalDecimal("credits", one.credits().map(Credits::amount))
        .optionalText("unit", one.each().map(each -> each.unit().code()));
  }

  private static void funded(JsonWriter json, Quoting.Funded one) {
    json.text("unit", one.needed().unit().code())
        .decimal("needed", one.needed().amount())
        .decimal("included", one.included().amount())
        .decimal("covered", one.covered().amount())
        .decimal("bought", one.bought().amount())
        .decimal("overage", one.overage().amount());
  }

  /// First what was asked for, then every action of fixed price.
  private List<Consumer<JsonWriter>> equivalents() {
    var all = new ArrayList<Consumer<JsonWriter>>();
    for (var credits : amounts()) {
      quoting.equivalents(credits).forEach(one -> all.add(json -> asked(json, one)));
      chosen.ifPresent(plan ->
          Equivalents.of(credits, catalog, plan.plan())
              .forEach(one -> all.add(json -> fixed(json, credits, one))));
    }
    return all;
  }

  private List<Credits> amounts() {
    return worth
        .map(List::of)
        .orElseGet(() ->
            chosen.map(Quoted.Offered::funded).orElse(List.of()).stream()
                .map(Quoting.Funded::included)
                .filter(Credits::isPositive)
                .toList());
  }

  private static void asked(JsonWriter json, Quoting.Equivalent one) {
    json.text("action", one.action().name())
        .text("title", one.action().title())
        .decimal("credits", one.credits().amount())
        .text("unit", one.credits().unit().code())
        .decimal("quantity", one.count())
        .decimal("credits_each", one.each().amount())
        .object("data", inside -> data(inside, one.act().data()));
  }

  private static void fixed(JsonWriter json, Credits credits, Equivalents.Equivalent one) {
    json.text("action", one.action())
        .text("title", one.title())
        .decimal("credits", credits.amount())
        .text("unit", credits.unit().code())
        .decimal("quantity", one.quantity());
    one.property().ifPresent(name -> json.text("property", name).decimal("per", one.per()));
  }

  private static void data(JsonWriter json, Map<String, Value> data) {
    data.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> {
          switch (entry.getValue()) {
            case Value.Text(var text) -> json.text(entry.getKey(), text);
            case Value.Number(var number) -> json.decimal(entry.getKey(), number);
            case Value.Flag(var flag) -> json.flag(entry.getKey(), flag);
          }
        });
  }
}

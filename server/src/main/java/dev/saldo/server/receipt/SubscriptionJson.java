package dev.saldo.server.receipt;

import dev.saldo.core.account.Term;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.subscription.CommittedMonth;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.Overrides;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.JsonWriter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/// A subscription as the API shows it.
public final class SubscriptionJson {
  private SubscriptionJson() {}

  /// The members of a subscription.
  ///
  /// @param term what is taken
  public static void write(JsonWriter json, Subscription subscription, Term term) {
    json.text("id", PublicId.of(IdKind.SUBSCRIPTION, subscription.id()))
        .text("object", "subscription")
        .text("status", AnswerParts.word(subscription.status()))
        .text("catalog", term.catalog().toString())
        .text("plan", term.plan());
    items(json, term.items());
    json.text("interval", AnswerParts.word(subscription.interval()))
        .text("currency", subscription.currency().getCurrencyCode())
        .text("zone", subscription.zone().getId())
        .time("started_at", subscription.startedAt());
    period(json, "current_period", subscription.period());
    period(json, "paid_interval", subscription.paid());
    json.text("draft_invoice", PublicId.of(IdKind.INVOICE, subscription.invoice()))
        .optionalTime("trial_until", subscription.trialUntil());
    subscription
        .arranged()
        .ifPresent(arranged -> json.object("at_period_end", inside -> arranged(inside, arranged)));
    json.objects(
        "coupons",
        subscription.coupons(),
        (item, coupon) -> {
          item.text("code", coupon.code());
          coupon.periodsLeft().ifPresent(left -> item.integer("periods_left", left));
          item.flag("applied", coupon.applied());
        });
    json.time("billed_until", subscription.billedUntil());
    subscription
        .commitment()
        .ifPresent(month -> json.object("committed", inside -> committed(inside, month)));
  }

  private static void committed(JsonWriter json, CommittedMonth month) {
    json.text("commitment", month.name())
        .text("title", month.title())
        .decimal("credits", month.credits().amount())
        .text("unit", month.credits().unit().code())
        .decimal("price", month.price().amount())
        .decimal("bought", month.bought())
        .time("since", month.since());
    period(json, "month", month.month());
  }

  /// A period's two ends.
  public static void period(JsonWriter json, String name, Period period) {
    json.object(name, inside -> inside.time("from", period.from()).time("until", period.until()));
  }

  private static void items(JsonWriter json, Items items) {
    json.integer("seats", items.seats());
    json.object(
        "products",
        inside -> items.products().forEach((name, count) -> inside.integer(name, count)));
    if (!items.overrides().equals(Overrides.NONE)) {
      json.object("overrides", inside -> overrides(inside, items.overrides()));
    }
    json.optionalText("commitment", items.commitment());
  }

  private static void overrides(JsonWriter json, Overrides overrides) {
    overrides.price().ifPresent(price -> json.decimal("price", price.amount()));
    json.object(
        "products",
        inside ->
            new TreeMap<>(overrides.products())
                .forEach((name, price) -> inside.decimal(name, price.amount())));
    decimals(json, "included", overrides.included());
    decimals(json, "quotas", overrides.quotas());
    if (!overrides.resources().isEmpty()) {
      json.object(
          "resources",
          inside ->
              new TreeMap<>(overrides.resources())
                  .forEach((kind, count) -> inside.integer(kind, count)));
    }
    json.optionalDecimal("discount", overrides.discount());
  }

  private static void decimals(JsonWriter json, String name, Map<String, BigDecimal> decimals) {
    json.object(
        name,
        inside -> new TreeMap<>(decimals).forEach((key, value) -> inside.decimal(key, value)));
  }

  private static void arranged(JsonWriter json, Arranged arranged) {
    switch (arranged) {
      case Arranged.End _ -> json.text("what", "end");
      case Arranged.Change change -> {
        json.text("what", "change")
            .text("catalog", change.catalog().toString())
            .text("plan", change.plan())
            .text("interval", AnswerParts.word(change.interval()));
        items(json, change.items());
        json.optionalText(
            "migration", change.migration().map(id -> PublicId.of(IdKind.MIGRATION, id)));
      }
    }
  }
}

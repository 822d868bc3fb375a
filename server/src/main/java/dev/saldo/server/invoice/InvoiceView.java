package dev.saldo.server.invoice;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceLine;
import dev.saldo.core.invoicing.InvoiceParty;
import dev.saldo.core.invoicing.InvoiceTotals;
import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.receipt.SubscriptionJson;
import dev.saldo.store.invoice.Finalized;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// An invoice as the API shows it.
final class InvoiceView {
  private InvoiceView() {}

  static void write(JsonWriter json, Invoice invoice) {
    json.text("id", PublicId.of(IdKind.INVOICE, invoice.id()))
        .text("object", word(invoice.kind()))
        .text("customer", PublicId.of(IdKind.CUSTOMER, invoice.customer()));
    rest(json, invoice);
  }

  /// A document as it was finalized, without whose it is: what the journal keeps of it.
  static String answer(Finalized made) {
    var bytes =
        JsonWriter.object(json -> {
          json.text("id", PublicId.of(IdKind.INVOICE, made.invoice().id()))
              .text("object", word(made.invoice().kind()));
          rest(json, made.invoice());
          json.time("finalized_at", made.at().truncatedTo(ChronoUnit.MICROS))
              .text("digest", HexFormat.of().formatHex(made.digest()));
        });
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void rest(JsonWriter json, Invoice invoice) {
    json.text("status", word(invoice.status()));
    invoice.number().ifPresent(number -> json.text("number", number.toString()));
    json.text("currency", invoice.currency().getCurrencyCode())
        .text("locale", invoice.locale().toLanguageTag());
    json.object("seller", inside -> party(inside, invoice.seller()));
    json.object("buyer", inside -> party(inside, invoice.buyer()));
    invoice.period().ifPresent(period -> SubscriptionJson.period(json, "period", period));
    json.time("drafted_at", invoice.draftedAt());
    invoice.issuedOn().ifPresent(day -> json.day("issued_on", day));
    invoice.dueOn().ifPresent(day -> json.day("due_on", day));
    json.integer("net_days", invoice.netDays())
        .optionalText("purchase_order", invoice.purchaseOrder());
    invoice
        .corrects()
        .ifPresent(corrects ->
            json.object(
                "corrects",
                inside ->
                    inside
                        .optionalText(
                            "id", corrects.invoice().map(id -> PublicId.of(IdKind.INVOICE, id)))
                        .text("number", corrects.number().toString())
                        .day("issued_on", corrects.issuedOn())));
    json.optionalText("reason", invoice.reason());
    sums(json, invoice);
  }

  /// What a draft would ask for, without whom it is from and to.
  static void amounts(JsonWriter json, Invoice invoice) {
    json.text("object", word(invoice.kind()))
        .text("currency", invoice.currency().getCurrencyCode());
    invoice.period().ifPresent(period -> SubscriptionJson.period(json, "period", period));
    json.integer("net_days", invoice.netDays());
    sums(json, invoice);
  }

  private static void sums(JsonWriter json, Invoice invoice) {
    json.objects("lines", invoice.lines(), InvoiceView::line);
    json.objects(
        "taxes",
        invoice.taxes(),
        (item, total) -> {
          tax(item, total.rate());
          money(item, "base", total.base());
          money(item, "tax", total.tax());
        });
    json.object("totals", inside -> totals(inside, invoice.totals()));
  }

  static void totals(JsonWriter json, InvoiceTotals totals) {
    money(json, "net", totals.net());
    money(json, "tax", totals.tax());
    money(json, "rounding", totals.rounding());
    money(json, "gross", totals.gross());
    money(json, "prepaid", totals.prepaid());
    money(json, "due", totals.due());
  }

  static void line(JsonWriter json, InvoiceLine line) {
    json.integer("ordinal", line.ordinal());
    item(json, line.item());
    money(json, "net", line.net());
    tax(json, line.tax());
  }

  /// What is owed, before rounding and tax.
  static void item(JsonWriter json, LineItem item) {
    json.text("kind", word(item.kind()))
        .text("code", item.code())
        .optionalText("title", Optional.of(item.title()).filter(title -> !title.isEmpty()))
        .decimal("quantity", item.quantity())
        .optionalText("unit", item.unit())
        .optionalDecimal("unit_price", item.unitPrice().map(Money::amount));
    if (!item.shares().isEmpty()) {
      json.objects("tiers", item.shares(), InvoiceView::share);
    }
    json.decimal("exact", Decimals.round(item.amount().amount()));
    item.period().ifPresent(period -> SubscriptionJson.period(json, "period", period));
    json.optionalText("cost_centre", item.costCentre());
    item.evidence()
        .ifPresent(evidence -> {
          json.decimal("used", evidence.used()).decimal("included", evidence.included());
          if (evidence.carried().signum() != 0) {
            json.decimal("carried_over", evidence.carried());
          }
          json.integer("events", evidence.events());
          if (evidence.average()) {
            json.flag("average", true);
          }
        });
  }

  private static void share(JsonWriter json, LineItem.Share share) {
    json.decimal("above", share.above())
        .optionalDecimal("up_to", share.upTo())
        .decimal("quantity", share.quantity())
        .decimal("price", share.price().amount())
        .decimal("flat", share.flat().amount())
        .decimal("amount", share.amount().amount());
  }

  static void tax(JsonWriter json, TaxRate rate) {
    json.text("tax_category", word(rate.category()))
        .decimal("tax_percent", rate.percent())
        .optionalText("tax_reason", rate.reason());
  }

  static void party(JsonWriter json, InvoiceParty party) {
    json.text("name", party.name())
        .texts("address", party.address())
        .optionalText("postal_code", party.postalCode())
        .optionalText("city", party.city())
        .text("country", party.country())
        .optionalText("tax_id", party.taxId())
        .optionalText("registration", party.registration())
        .optionalText("email", party.email())
        .optionalText("endpoint", party.endpoint());
  }

  /// At the currency's minor unit, so that 14.5 euros are `14.50`.
  private static void money(JsonWriter json, String name, Money money) {
    var digits = Math.max(0, money.currency().getDefaultFractionDigits());
    var amount = money.amount();
    json.text(name, (amount.scale() < digits ? amount.setScale(digits) : amount).toPlainString());
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

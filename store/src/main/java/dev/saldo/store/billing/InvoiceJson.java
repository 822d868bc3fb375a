package dev.saldo.store.billing;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceLine;
import dev.saldo.core.invoicing.InvoiceNumber;
import dev.saldo.core.invoicing.InvoiceTotals;
import dev.saldo.core.invoicing.TaxTotal;
import dev.saldo.core.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// All that stands on an invoice, as JSON: always the same text for the same invoice, so that its
/// digest tells whether two are the same. Where it stands isn't part of it.
public final class InvoiceJson {
  private InvoiceJson() {}

  public static String text(Invoice invoice) {
    var tree = Tree.object();
    tree.put("id", invoice.id().toString())
        .put("customer", invoice.customer().toString())
        .put("kind", Tree.word(invoice.kind()));
    invoice
        .number()
        .ifPresent(number ->
            tree.putObject("number")
                .put("series", number.series())
                .put("sequence", number.sequence()));
    tree.put("currency", invoice.currency().getCurrencyCode())
        .put("locale", invoice.locale().toLanguageTag())
        .put("zone", invoice.zone().getId());
    PartyJson.party(tree.putObject("seller"), invoice.seller());
    PartyJson.party(tree.putObject("buyer"), invoice.buyer());
    invoice.period().ifPresent(period -> Tree.put(tree, "period", period));
    tree.put("drafted_at", invoice.draftedAt().toString());
    Tree.put(tree, "issued_on", invoice.issuedOn());
    Tree.put(tree, "due_on", invoice.dueOn());
    tree.put("net_days", invoice.netDays());
    Tree.put(tree, "purchase_order", invoice.purchaseOrder());
    invoice.corrects().ifPresent(corrects -> corrects(tree.putObject("corrects"), corrects));
    Tree.put(tree, "reason", invoice.reason());
    var lines = tree.putArray("lines");
    invoice.lines().forEach(line -> line(lines.addObject(), line));
    var taxes = tree.putArray("taxes");
    invoice.taxes().forEach(tax -> tax(taxes.addObject(), tax));
    totals(tree.putObject("totals"), invoice.totals());
    return tree.toString();
  }

  /// @param status where it stands now
  public static Invoice read(String json, Invoice.Status status) {
    var tree = Tree.read(json);
    var currency = Currency.getInstance(Tree.text(tree, "currency"));
    return new Invoice(
        UUID.fromString(Tree.text(tree, "id")),
        UUID.fromString(Tree.text(tree, "customer")),
        Tree.constant(Invoice.Kind.class, Tree.text(tree, "kind")),
        status,
        tree.optional("number").map(InvoiceJson::number),
        currency,
        Locale.forLanguageTag(Tree.text(tree, "locale")),
        ZoneId.of(Tree.text(tree, "zone")),
        PartyJson.party(tree.required("seller")),
        PartyJson.party(tree.required("buyer")),
        tree.optional("period").map(Tree::period),
        Instant.parse(Tree.text(tree, "drafted_at")),
        Tree.optional(tree, "issued_on").map(LocalDate::parse),
        Tree.optional(tree, "due_on").map(LocalDate::parse),
        tree.required("net_days").intValue(),
        Tree.optional(tree, "purchase_order"),
        tree.optional("corrects").map(InvoiceJson::corrects),
        Tree.optional(tree, "reason"),
        lines(tree.required("lines"), currency),
        taxes(tree.required("taxes"), currency),
        totals(tree.required("totals"), currency));
  }

  private static InvoiceNumber number(JsonNode tree) {
    return new InvoiceNumber(Tree.text(tree, "series"), tree.required("sequence").longValue());
  }

  private static void corrects(ObjectNode tree, Invoice.Correction corrects) {
    corrects.invoice().ifPresent(id -> tree.put("id", id.toString()));
    tree.put("series", corrects.number().series())
        .put("sequence", corrects.number().sequence())
        .put("issued_on", corrects.issuedOn().toString());
  }

  private static Invoice.Correction corrects(JsonNode tree) {
    return new Invoice.Correction(
        Tree.optional(tree, "id").map(UUID::fromString),
        number(tree),
        LocalDate.parse(Tree.text(tree, "issued_on")));
  }

  private static void line(ObjectNode tree, InvoiceLine line) {
    tree.put("ordinal", line.ordinal());
    LineItemJson.write(tree.putObject("item"), line.item());
    money(tree, "net", line.net());
    PartyJson.tax(tree.putObject("tax"), line.tax());
  }

  private static List<InvoiceLine> lines(JsonNode array, Currency currency) {
    var lines = new ArrayList<InvoiceLine>(array.size());
    for (var tree : array) {
      lines.add(
          new InvoiceLine(
              tree.required("ordinal").intValue(),
              LineItemJson.read(tree.required("item")),
              money(tree, "net", currency),
              PartyJson.tax(tree.required("tax"))));
    }
    return lines;
  }

  private static void tax(ObjectNode tree, TaxTotal total) {
    PartyJson.tax(tree.putObject("rate"), total.rate());
    money(tree, "base", total.base());
    money(tree, "tax", total.tax());
  }

  private static List<TaxTotal> taxes(JsonNode array, Currency currency) {
    var taxes = new ArrayList<TaxTotal>(array.size());
    for (var tree : array) {
      taxes.add(
          new TaxTotal(
              PartyJson.tax(tree.required("rate")),
              money(tree, "base", currency),
              money(tree, "tax", currency)));
    }
    return taxes;
  }

  private static void totals(ObjectNode tree, InvoiceTotals totals) {
    money(tree, "net", totals.net());
    money(tree, "tax", totals.tax());
    money(tree, "rounding", totals.rounding());
    money(tree, "gross", totals.gross());
    money(tree, "prepaid", totals.prepaid());
    money(tree, "due", totals.due());
  }

  private static InvoiceTotals totals(JsonNode tree, Currency currency) {
    return new InvoiceTotals(
        money(tree, "net", currency),
        money(tree, "tax", currency),
        money(tree, "rounding", currency),
        money(tree, "gross", currency),
        money(tree, "prepaid", currency),
        money(tree, "due", currency));
  }

  private static void money(ObjectNode tree, String name, Money money) {
    tree.put(name, money.amount().toPlainString());
  }

  private static Money money(JsonNode tree, String name, Currency currency) {
    return Tree.money(currency, Tree.text(tree, name));
  }
}

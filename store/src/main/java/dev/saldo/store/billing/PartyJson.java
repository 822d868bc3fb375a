package dev.saldo.store.billing;

import dev.saldo.core.invoicing.BillingProfile;
import dev.saldo.core.invoicing.InvoiceParty;
import dev.saldo.core.invoicing.Issuer;
import dev.saldo.core.invoicing.TaxRate;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who issues and receives invoices, and how they are taxed, as JSON.
public final class PartyJson {
  private PartyJson() {}

  public static String issuer(Issuer issuer) {
    var tree = Tree.object();
    party(tree.putObject("party"), issuer.party());
    tax(tree.putObject("tax"), issuer.tax());
    tree.put("series", issuer.series()).put("zone", issuer.zone().getId());
    return tree.toString();
  }

  public static Issuer issuer(String json) {
    var tree = Tree.read(json);
    return new Issuer(
        party(tree.required("party")),
        tax(tree.required("tax")),
        Tree.text(tree, "series"),
        ZoneId.of(Tree.text(tree, "zone")));
  }

  public static String profile(BillingProfile profile) {
    var tree = Tree.object();
    profile.party().ifPresent(party -> party(tree.putObject("party"), party));
    profile.tax().ifPresent(tax -> tax(tree.putObject("tax"), tax));
    profile.netDays().ifPresent(days -> tree.put("net_days", days));
    Tree.put(tree, "purchase_order", profile.purchaseOrder());
    return tree.toString();
  }

  /// @param locale the customer's
  public static BillingProfile profile(String json, Locale locale) {
    var tree = Tree.read(json);
    return new BillingProfile(
        tree.optional("party").map(PartyJson::party),
        locale,
        tree.optional("tax").map(PartyJson::tax),
        tree.has("net_days")
            ? OptionalInt.of(tree.required("net_days").intValue())
            : OptionalInt.empty(),
        Tree.optional(tree, "purchase_order"));
  }

  static void party(ObjectNode tree, InvoiceParty party) {
    tree.put("name", party.name());
    var address = tree.putArray("address");
    party.address().forEach(address::add);
    Tree.put(tree, "postal_code", party.postalCode());
    Tree.put(tree, "city", party.city());
    tree.put("country", party.country());
    Tree.put(tree, "tax_id", party.taxId());
    Tree.put(tree, "registration", party.registration());
    Tree.put(tree, "email", party.email());
    Tree.put(tree, "endpoint", party.endpoint());
  }

  static InvoiceParty party(JsonNode tree) {
    var address = new ArrayList<String>();
    tree.required("address").forEach(line -> address.add(line.stringValue()));
    return new InvoiceParty(
        Tree.text(tree, "name"),
        address,
        Tree.optional(tree, "postal_code"),
        Tree.optional(tree, "city"),
        Tree.text(tree, "country"),
        Tree.optional(tree, "tax_id"),
        Tree.optional(tree, "registration"),
        Tree.optional(tree, "email"),
        Tree.optional(tree, "endpoint"));
  }

  static void tax(ObjectNode tree, TaxRate rate) {
    tree.put("category", Tree.word(rate.category())).put("percent", rate.percent().toPlainString());
    Tree.put(tree, "reason", rate.reason());
  }

  static TaxRate tax(JsonNode tree) {
    Optional<String> reason = Tree.optional(tree, "reason");
    return new TaxRate(
        Tree.constant(TaxRate.Category.class, Tree.text(tree, "category")),
        new BigDecimal(Tree.text(tree, "percent")),
        reason);
  }
}

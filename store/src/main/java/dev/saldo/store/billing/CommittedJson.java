package dev.saldo.store.billing;

import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.subscription.CommittedMonth;
import java.util.Currency;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a customer has undertaken to buy in a month, as JSON.
final class CommittedJson {
  private CommittedJson() {}

  static void write(ObjectNode tree, CommittedMonth month) {
    tree.put("name", month.name())
        .put("title", month.title())
        .put("credits", month.credits().amount().toPlainString())
        .put("unit", month.credits().unit().code())
        .put("price", month.price().amount().toPlainString())
        .put("currency", month.price().currency().getCurrencyCode());
    Tree.put(tree, "month", month.month());
    tree.put("since", month.since().toString())
        .put("from", month.from().toString())
        .put("asked", month.asked().toPlainString())
        .put("bought", month.bought().toPlainString())
        .put("purchases", month.purchases());
    if (!month.older().isEmpty()) {
      var older = tree.putArray("older");
      month.older().stream().sorted().forEach(lot -> older.add(lot.toString()));
    }
  }

  static CommittedMonth read(JsonNode tree) {
    return new CommittedMonth(
        Tree.text(tree, "name"),
        Tree.text(tree, "title"),
        new Credits(new CreditUnit(Tree.text(tree, "unit")), Tree.decimal(tree, "credits")),
        Tree.money(Currency.getInstance(Tree.text(tree, "currency")), Tree.text(tree, "price")),
        Tree.period(tree.required("month")),
        Tree.instant(tree, "since"),
        Tree.instant(tree, "from"),
        Tree.decimal(tree, "asked"),
        Tree.decimal(tree, "bought"),
        tree.required("purchases").longValue(),
        older(tree));
  }

  private static Set<UUID> older(JsonNode tree) {
    var older = new HashSet<UUID>();
    tree.path("older").forEach(lot -> older.add(UUID.fromString(lot.stringValue())));
    return older;
  }
}
